import { Injectable } from '@nestjs/common';
import { blindIndex, CryptoPool, KeyRing } from '@dossier/kernel/crypto';
import { Database } from '@dossier/kernel/data';
import type { BirthPrecision, CustomerKind, Gender, IdentityKind } from '@dossier/vocabulary/enums';
import { blockingKeys } from './match.keys';
import type { MatchRecord } from './match.record';

const PLACE = { table: 'customer_identity', column: 'value_cipher' } as const;
const KEY_FIELD = 'customer.match';

interface StoredRecord extends Record<string, unknown> {
  id: string;
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
    if (ids.length === 0) return [];
    const rows = await this.database.query<StoredRecord>(
      `select c.id, c.kind, c.name, c.name_latin, c.company_name, c.gender, c.birth_date::text, c.birth_precision, c.city, k.wrapped,
          (select json_agg(json_build_object('id', i.id, 'kind', i.kind, 'cipher', encode(i.value_cipher, 'base64'), 'verified', i.verified_at is not null, 'shared', i.shared))
            from customer_identity i where i.customer_id = c.id and i.archived_at is null) as identities
        from customer c left join customer_key k on k.customer_id = c.id where c.id = any($1::uuid[]) and c.archived_at is null and c.merged_into_id is null
          and not exists (select 1 from bait b where b.customer_id = c.id)`,
      [ids],
    );
    const opened = await this.opened(rows);
    return rows.map((row) => ({
      id: row.id, kind: row.kind, name: row.name, nameLatin: row.name_latin, companyName: row.company_name, gender: row.gender,
      birthDate: row.birth_date, birthPrecision: row.birth_precision, city: row.city, identities: opened.get(row.id) ?? [],
    }));
  }

  /** The keys by which a record is looked up among others: hashes under a key of the installation, so that nothing can be read from them. */
  keysOf(record: MatchRecord): string[] {
    return [...new Set(blockingKeys(record).map((key) => blindIndex(this.ring, KEY_FIELD, key, this.ring.current).readBigInt64BE().toString()))];
  }

  private async opened(rows: readonly StoredRecord[]): Promise<Map<string, MatchRecord['identities']>> {
    const people = rows.filter((row) => row.wrapped !== null && (row.identities?.length ?? 0) > 0);
    const texts = await this.pool.decryptBatch(people.map((row) => ({
      personId: row.id, wrapped: row.wrapped!, fields: row.identities!.map(({ id, cipher }) => ({ ...PLACE, rowId: id, cipher: Buffer.from(cipher.replace(/\s/g, ''), 'base64') })),
    })));
    return new Map(people.map((row, person) => [row.id, row.identities!.map(({ kind, verified, shared }, at) => ({ kind, value: texts[person]![at]!, verified, shared }))]));
  }
}
