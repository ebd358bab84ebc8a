import { Injectable } from '@nestjs/common';
import { blindIndex, CryptoPool, KeyRing } from '@dossier/kernel/crypto';
import { Database } from '@dossier/kernel/data';
import type { BirthPrecision, CustomerKind, Gender, IdentityKind } from '@dossier/vocabulary/enums';
import { isReal } from '../misuse/real';
import { blockingKeys } from './match.keys';
import type { OpenedRecord } from './match.opened';
import type { MatchRecord } from './match.record';

const PLACE = { table: 'customer_identity', column: 'value_cipher' } as const;
const KEY_FIELD = 'customer.match';

interface StoredRecord extends Record<string, unknown> {
  id: string;
  stamp: string;
  kind: CustomerKind;
  name: string | null;
  name_latin: string | null;
  company_name: string | null;
  gender: Gender;
  birth_date: string | null;
  birth_precision: BirthPrecision | null;
  city: string | null;
  wrapped: Buffer | null;
  identities: { id: string; kind: IdentityKind; cipher: string; verified: boolean; shared: boolean }[] | null;
}

/** Changes whenever a fact of the record does: the transactions that wrote it and its identities last. */
const STAMP = `c.xmin::text || coalesce((select string_agg(i.xmin::text, ' ' order by i.id) from customer_identity i where i.customer_id = c.id and i.archived_at is null), '')`;
const LIVE = `c.id = any($1::uuid[]) and c.archived_at is null and c.merged_into_id is null and ${isReal('c.id')}`;

/** Records as matching needs them, identities opened in memory for as long as they are compared. */
@Injectable()
export class MatchReader {
  constructor(
    private readonly database: Database,
    private readonly pool: CryptoPool,
    private readonly ring: KeyRing,
  ) {}

  /** The live records among these ids. */
  async byIds(ids: readonly string[]): Promise<MatchRecord[]> {
    return (await this.opened(ids)).map(({ record }) => record);
  }

  /** The same, each with what tells whether it is still the same. */
  async opened(ids: readonly string[]): Promise<OpenedRecord[]> {
    if (ids.length === 0) return [];
    const rows = await this.database.query<StoredRecord>(
      `select c.id, ${STAMP} as stamp, c.kind, c.name, c.name_latin, c.company_name, c.gender, c.birth_date::text, c.birth_precision, c.city, k.wrapped,
          (select json_agg(json_build_object('id', i.id, 'kind', i.kind, 'cipher', encode(i.value_cipher, 'base64'), 'verified', i.verified_at is not null, 'shared', i.shared))
            from customer_identity i where i.customer_id = c.id and i.archived_at is null) as identities
        from customer c left join customer_key k on k.customer_id = c.id where ${LIVE}`,
      [ids],
    );
    const texts = await this.textsOf(rows);
    return rows.map((row) => ({
      stamp: row.stamp, isKeyed: false,
      record: {
        id: row.id, kind: row.kind, name: row.name, nameLatin: row.name_latin, companyName: row.company_name, gender: row.gender,
        birthDate: row.birth_date, birthPrecision: row.birth_precision, city: row.city, identities: texts.get(row.id) ?? [],
      },
    }));
  }

  /** What tells whether these records are still the same; those that are not live have none. */
  async stampsOf(ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await this.database.query<{ id: string; stamp: string }>(`select c.id, ${STAMP} as stamp from customer c where ${LIVE}`, [ids]);
    return new Map(rows.map(({ id, stamp }) => [id, stamp]));
  }

  /** The keys by which a record is looked up among others: hashes under a key of the installation, so that nothing can be read from them. */
  keysOf(record: MatchRecord): string[] {
    return [...new Set(blockingKeys(record).map((key) => blindIndex(this.ring, KEY_FIELD, key, this.ring.current).readBigInt64BE().toString()))];
  }

  private async textsOf(rows: readonly StoredRecord[]): Promise<Map<string, MatchRecord['identities']>> {
    const people = rows.filter((row) => row.wrapped !== null && (row.identities?.length ?? 0) > 0);
    const texts = await this.pool.decryptBatch(people.map((row) => ({
      personId: row.id, wrapped: row.wrapped!, fields: row.identities!.map(({ id, cipher }) => ({ ...PLACE, rowId: id, cipher: Buffer.from(cipher.replace(/\s/g, ''), 'base64') })),
    })));
    return new Map(people.map((row, person) => [row.id, row.identities!.map(({ kind, verified, shared }, at) => ({ kind, value: texts[person]![at]!, verified, shared }))]));
  }
}
