import { decryptField, encryptField, type KeyRing } from '../crypto';

/** What of a mail nobody may read in the table: whom it goes to and what it says. */
export interface Letter {
  to: string;
  subject: string;
  text: string;
  html: string | null;
}

const placeOf = (rowId: string) => ({ table: 'mail', column: 'letter', rowId });

export const sealLetter = (ring: KeyRing, id: string, letter: Letter): Buffer =>
  encryptField(ring.derive('mail'), JSON.stringify(letter), placeOf(id), ring.current);

export const openLetter = (ring: KeyRing, id: string, box: Buffer): Letter =>
  JSON.parse(decryptField(ring.derive('mail', box[0] ?? 0), box, placeOf(id))) as Letter;
