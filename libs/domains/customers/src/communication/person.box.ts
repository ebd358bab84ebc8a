import { Injectable } from '@nestjs/common';
import { decryptField, encryptField, KeyRing, PersonKeys, type FieldPlace } from '@dossier/kernel/crypto';
import { currentWork } from '@dossier/kernel/data';

/** Seals and opens what belongs to one person, under the key that goes when the person is erased. */
@Injectable()
export class PersonBox {
  constructor(
    private readonly ring: KeyRing,
    private readonly keys: PersonKeys,
  ) {}

  /** Seals a text for a place of its own; a person without a key gets one. */
  async seal(customerId: string, text: string, place: FieldPlace): Promise<Buffer> {
    return encryptField(await this.keyOf(customerId), text, place);
  }

  async open(customerId: string, box: Buffer, place: FieldPlace): Promise<string> {
    return decryptField(await this.keyOf(customerId), box, place);
  }

  private async keyOf(customerId: string): Promise<Buffer> {
    const known = await this.kept(customerId);
    if (known) return known;
    const made = this.keys.make(customerId);
    // Two at once: the first key stands, and the other takes it.
    await currentWork().query('insert into customer_key (customer_id, wrapped, key_version) values ($1, $2, $3) on conflict do nothing', [customerId, made.wrapped, this.ring.current]);
    return (await this.kept(customerId)) ?? made.key;
  }

  private async kept(customerId: string): Promise<Buffer | null> {
    const [row] = await currentWork().query<{ wrapped: Buffer }>('select wrapped from customer_key where customer_id = $1', [customerId]);
    return row ? this.keys.open(customerId, row.wrapped) : null;
  }
}
