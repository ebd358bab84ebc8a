import { Injectable } from '@nestjs/common';
import { decryptField, encryptField, KeyRing, PersonKeys } from '@dossier/kernel/crypto';
import { currentWork, Database } from '@dossier/kernel/data';

/** Where a sealed value stands; it opens nowhere else. */
export interface SealedPlace {
  table: string;
  column: string;
  rowId: string;
}

/** Seals texts that came in: under the key of the installation while they are nobody's, then under that of the person. */
@Injectable()
export class PersonSeal {
  constructor(
    private readonly ring: KeyRing,
    private readonly keys: PersonKeys,
    private readonly database: Database,
  ) {}

  /** Under the key of the installation. */
  seal(place: SealedPlace, text: string): Buffer {
    return encryptField(this.ring.derive('intake-text', this.ring.current), text, place, this.ring.current);
  }

  open(place: SealedPlace, box: Buffer): string {
    return decryptField(this.ring.derive('intake-text', box[0] ?? 0), box, place);
  }

  /** Under the key of a person, which is made where they have none yet. */
  async sealFor(customerId: string, place: SealedPlace, text: string): Promise<Buffer> {
    return encryptField(await this.keyOf(customerId), text, place);
  }

  /** Opens a value of a person; null where their key is gone. */
  async openFor(customerId: string, place: SealedPlace, box: Buffer): Promise<string | null> {
    const [kept] = await this.database.query<{ wrapped: Buffer }>('select wrapped from customer_key where customer_id = $1', [customerId]);
    return kept ? decryptField(this.keys.open(customerId, kept.wrapped), box, place) : null;
  }

  private async keyOf(customerId: string): Promise<Buffer> {
    const [kept] = await currentWork().query<{ wrapped: Buffer }>('select wrapped from customer_key where customer_id = $1', [customerId]);
    if (kept) return this.keys.open(customerId, kept.wrapped);
    const made = this.keys.make(customerId);
    await currentWork().query('insert into customer_key (customer_id, wrapped, key_version) values ($1, $2, $3)', [customerId, made.wrapped, this.ring.current]);
    return made.key;
  }
}
