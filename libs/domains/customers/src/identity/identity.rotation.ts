import { Injectable, type OnModuleInit } from '@nestjs/common';
import { blindIndex, CryptoPool, KeyRing, PersonKeys } from '@dossier/kernel/crypto';
import { currentWork, Database } from '@dossier/kernel/data';
import { type IndexRotation, type KeyAgreement, Rotations, type RotationStep } from '@dossier/kernel/keys';
import type { IdentityKind } from '@dossier/vocabulary/enums';
import { customerParts } from '../merging/parts';
import { indexWish } from './identity.rules';

type Slot = 'a' | 'b';
const COLUMNS: Readonly<Record<Slot, string>> = { a: 'blind_index', b: 'blind_index_b' };
const PLACE = { table: 'customer_identity', column: 'value_cipher' } as const;

interface Unindexed {
  id: string;
  customer_id: string;
  kind: IdentityKind;
  cipher: Buffer;
  wrapped: Buffer;
}

/** The keys of persons are wrapped anew; what they sealed stays as it is. */
@Injectable()
export class PersonKeyRotation implements RotationStep, OnModuleInit {
  readonly name = 'customer_key';

  constructor(
    private readonly database: Database,
    private readonly keys: PersonKeys,
    private readonly rotations: Rotations,
  ) {}

  onModuleInit(): void {
    this.rotations.add(this, 'customer_key.wrapped', ...customerParts().flatMap(({ table, sealed = [] }) => sealed.map((column) => `${table}.${column}`)));
  }

  async remaining({ current }: KeyAgreement): Promise<number> {
    const [row] = await this.database.query<{ count: number }>('select count(*)::int as count from customer_key where key_version <> $1', [current]);
    return row?.count ?? 0;
  }

  async move({ current }: KeyAgreement, limit: number): Promise<number> {
    const work = currentWork();
    const rows = await work.query<{ id: string; wrapped: Buffer }>('select customer_id as id, wrapped from customer_key where key_version <> $1 order by customer_id limit $2 for update', [current, limit]);
    if (rows.length === 0) return 0;
    const moved = rows.map(({ id, wrapped }) => this.keys.rewrap(id, wrapped) ?? wrapped);
    await work.query('update customer_key k set wrapped = x.wrapped, key_version = $3 from unnest($1::uuid[], $2::bytea[]) x(id, wrapped) where k.customer_id = x.id', [rows.map(({ id }) => id), moved, current]);
    return rows.length;
  }
}

/** The blind indexes of contacts: the free column is filled under the new key, then the old one is cleared. */
@Injectable()
export class ContactIndexRotation implements IndexRotation, OnModuleInit {
  readonly name = 'customer_identity';

  constructor(
    private readonly database: Database,
    private readonly ring: KeyRing,
    private readonly pool: CryptoPool,
    private readonly rotations: Rotations,
  ) {}

  onModuleInit(): void {
    this.rotations.addIndex(this, 'customer_identity.blind_index', 'customer_identity.blind_index_b');
  }

  async remaining(slot: Slot): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(`select count(*)::int as count from customer_identity where ${COLUMNS[slot]} is null`);
    return row?.count ?? 0;
  }

  async fill(slot: Slot, version: number, limit: number): Promise<number> {
    const work = currentWork();
    const rows = await work.query<Unindexed & Record<string, unknown>>(
      `select i.id, i.customer_id, i.kind, i.value_cipher as cipher, k.wrapped from customer_identity i join customer_key k on k.customer_id = i.customer_id
        where i.${COLUMNS[slot]} is null limit $1 for update of i`,
      [limit],
    );
    if (rows.length === 0) return 0;
    const texts = await this.pool.decryptBatch(rows.map((row) => ({ personId: row.customer_id, wrapped: row.wrapped, fields: [{ ...PLACE, rowId: row.id, cipher: row.cipher }] })));
    const indexes = rows.map((row, at) => {
      const wish = indexWish(row.kind, texts[at]![0]!);
      return blindIndex(this.ring, wish.field, wish.value, version);
    });
    await work.query(`update customer_identity i set ${COLUMNS[slot]} = x.index from unnest($1::uuid[], $2::bytea[]) x(id, index) where i.id = x.id`, [rows.map(({ id }) => id), indexes]);
    return rows.length;
  }

  async clear(slot: Slot, limit: number): Promise<number> {
    const rows = await currentWork().query(
      `update customer_identity set ${COLUMNS[slot]} = null where id in (select id from customer_identity where ${COLUMNS[slot]} is not null limit $1) returning id`, [limit]);
    return rows.length;
  }
}
