import { Injectable } from '@nestjs/common';
import { Database, newId, takeReads, type ReadCount } from '@dossier/kernel/data';
import { networkOf } from '../alerts/network';

const KEPT_DAYS = 40;

const insert = `insert into read_count (id, actor_id, key_id, hour, list, network, pages)
  select id, actor_id, key_id, date_trunc('hour', now()), list, network, pages from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::int[]) as x (id, actor_id, key_id, list, network, pages)
  on conflict (hour, actor_id, list, network, coalesce(key_id, actor_id)) do update set pages = read_count.pages + excluded.pages`;

/** Lists are not kept one by one: how many pages each viewer read in an hour is enough to notice what is unusual. */
@Injectable()
export class ReadCounts {
  constructor(private readonly database: Database) {}

  /** Adds what this process has counted. */
  async flush(): Promise<void> {
    const rows = merged(takeReads());
    if (rows.length === 0) return;
    await this.database.query(insert, [
      rows.map(() => newId()), rows.map((row) => row.actorId), rows.map((row) => row.keyId), rows.map((row) => row.list), rows.map((row) => row.network), rows.map((row) => row.pages),
    ]);
  }

  /** What is older than any median looks back. */
  async forget(): Promise<void> {
    await this.database.query(`delete from read_count where hour < now() - interval '${KEPT_DAYS} days'`);
  }
}

/** Addresses of one network count together; people's networks are not kept at all. */
function merged(reads: readonly ReadCount[]): (ReadCount & { network: string })[] {
  const rows = new Map<string, ReadCount & { network: string }>();
  for (const read of reads) {
    const network = read.keyId ? networkOf(read.ip) : '';
    const name = `${read.actorId} ${read.keyId} ${network} ${read.list}`;
    const known = rows.get(name);
    if (known) known.pages += read.pages;
    else rows.set(name, { ...read, network });
  }
  return [...rows.values()];
}
