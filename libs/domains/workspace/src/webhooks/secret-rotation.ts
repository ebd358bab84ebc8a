import { Injectable, type OnModuleInit } from '@nestjs/common';
import { currentWork, Database } from '@dossier/kernel/data';
import { type KeyAgreement, Leftovers, Rotations, type RotationStep, sealedColumn } from '@dossier/kernel/keys';
import { SealedText } from '../files/sealed-text';
import { payloadPlace } from './incoming/incoming.receiver';
import { secretPlace } from './secrets';

interface Box {
  id: string;
  cipher: Buffer;
}

/** Secrets, and what was received and waits, move along when the key of the installation changes. */
@Injectable()
export class SecretRotation implements RotationStep, OnModuleInit {
  readonly name = 'webhook_secret.cipher';

  constructor(
    private readonly database: Database,
    private readonly sealed: SealedText,
    private readonly rotations: Rotations,
    private readonly leftovers: Leftovers,
  ) {}

  onModuleInit(): void {
    this.rotations.add(this, this.name);
    const place = (row: Readonly<Record<string, unknown>>) => payloadPlace(String(row['id']));
    const payload = sealedColumn(this.database, { table: 'incoming_delivery', column: 'payload', key: ['id'], reseal: (row, box) => this.sealed.seal(place(row), this.sealed.open(place(row), box)) });
    this.rotations.add(payload, payload.name);
    this.leftovers.add({ table: 'incoming_delivery', column: 'payload', key: ['id'], goes: 'VALUE', open: (row, box) => this.sealed.open(place(row), box) });
  }

  async remaining({ current }: KeyAgreement): Promise<number> {
    return (await this.database.query<{ count: number }>('select webhook_secrets_left($1) as count', [current]))[0]?.count ?? 0;
  }

  async move({ current }: KeyAgreement, limit: number): Promise<number> {
    const work = currentWork();
    const rows = await work.query<Box & Record<string, unknown>>('select id, cipher from webhook_secret where get_byte(cipher, 0) <> $1 limit $2 for update', [current, limit]);
    for (const { id, cipher } of rows) await work.query('update webhook_secret set cipher = $2 where id = $1', [id, this.sealed.seal(secretPlace(id), this.sealed.open(secretPlace(id), cipher))]);
    return rows.length;
  }
}
