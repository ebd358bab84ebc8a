import { Injectable, type OnModuleInit } from '@nestjs/common';
import { decryptField, encryptField, KeyRing } from '@dossier/kernel/crypto';
import { Database } from '@dossier/kernel/data';
import { Leftovers, Rotations, sealedColumn } from '@dossier/kernel/keys';

const PURPOSE = 'mail-text';
export const passwordPlace = (rowId: string) => ({ table: 'mail_inbox', column: 'password', rowId });
export const rawPlace = (rowId: string) => ({ table: 'mail_item', column: 'raw', rowId });

/** Seals passwords of mailboxes, and letters that are nobody's yet; both move along when the key of the installation changes. */
@Injectable()
export class MailSeal implements OnModuleInit {
  constructor(
    private readonly ring: KeyRing,
    private readonly database: Database,
    private readonly rotations: Rotations,
    private readonly leftovers: Leftovers,
  ) {}

  onModuleInit(): void {
    for (const [table, column, place] of [['mail_inbox', 'password', passwordPlace], ['mail_item', 'raw', rawPlace]] as const) {
      const at = (row: Readonly<Record<string, unknown>>) => place(String(row['id']));
      const step = sealedColumn(this.database, { table, column, key: ['id'], reseal: (row, box) => this.seal(at(row), this.open(at(row), box)) });
      this.rotations.add(step, step.name);
      this.leftovers.add({ table, column, key: ['id'], goes: 'VALUE', open: (row, box) => this.open(at(row), box) });
    }
  }

  seal(place: ReturnType<typeof rawPlace>, text: string): Buffer {
    return encryptField(this.ring.derive(PURPOSE, this.ring.current), text, place, this.ring.current);
  }

  open(place: ReturnType<typeof rawPlace>, box: Buffer): string {
    return decryptField(this.ring.derive(PURPOSE, box[0] ?? 0), box, place);
  }
}
