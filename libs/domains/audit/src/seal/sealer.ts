import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { Database } from '@dossier/kernel/data';
import { Clock } from '@dossier/kernel/time';
import { changeDigest, entryDigest, isoOf, sealLine, type SealFacts } from './line';

interface Connection {
  query<R extends object>(text: string, values?: unknown[]): Promise<{ rows: R[] }>;
}

const LOCK = 7_421_009;
/** Rows sealed in one transaction. */
export const BATCH = 5_000;

interface State {
  sequence: string;
  head: Buffer;
  entry_xid: string;
  entry_id: string;
  change_xid: string;
  change_id: string;
  sealed_at: string | null;
  /** Transactions below this one have ended, for everybody. */
  oldest: string;
  /** The hash that the last seal bears: another one than the state says, and somebody was here. */
  intact: boolean;
}

interface Found {
  kind: 'ENTRY' | 'CHANGE';
  id: string;
  xid: string;
  at: string;
  digest: string;
  backdated: boolean;
}

export interface Pass {
  sealed: number;
  /** More waited than one batch holds. */
  more: boolean;
  /** The chain ends where it ended when this sealer, or another one, left it. */
  intact: boolean;
}

const state = `select s.sequence::text, s.head, s.entry_xid::text, s.entry_id, s.change_xid::text, s.change_id::text,
    ${isoOf('s.sealed_at')} as sealed_at, pg_snapshot_xmin(pg_current_snapshot())::text as oldest,
    coalesce((select l.sequence = s.sequence and l.hash = s.head from audit_seal l order by l.sequence desc limit 1), s.sequence = 0 or exists (select 1 from audit_dropped)) as intact
  from audit_state s`;

/*
 * The rows of transactions that have ended for everybody, beyond those that are sealed. "Beyond the last one" alone would
 * skip what commits late under an older number; below the oldest open transaction nothing can appear any more.
 * A row is backdated when it appears there nevertheless, or when its transaction began after the last look and it still
 * claims an earlier time: no act of the product can write such a row.
 */
const waiting = `
  with state as (select oldest_open, next_xid, looked_at, looked_at > now() as turned_back from audit_state),
  entries as (select e.* from audit_entry e where (e.xid, e.id) > ($1::xid8, $2::uuid) and e.xid < $5::xid8 order by e.xid, e.id limit ${BATCH}),
  changes as (select c.* from audit_change c where (c.xid, c.id) > ($3::xid8, $4::bigint) and c.xid < $5::xid8 order by c.xid, c.id limit ${BATCH})
  select x.kind, x.id, x.xid::text, x.at, x.digest,
    x.xid < s.oldest_open or coalesce(not s.turned_back and x.xid >= s.next_xid and x.stamp < s.looked_at - interval '5 seconds', false) as backdated
  from (
    select 'CHANGE' as kind, c.id::text, c.xid, ${isoOf('c.at')} as at, c.at as stamp, encode(${changeDigest('c')}, 'hex') as digest, row_number() over (order by c.xid, c.id) as place from changes c
    union all
    select 'ENTRY', e.id::text, e.xid, ${isoOf('e.at')}, e.at, encode(${entryDigest('e')}, 'hex'), row_number() over (order by e.xid, e.id) from entries e
  ) x cross join state s order by x.xid, x.kind, x.place`;

const insert = `insert into audit_seal (sequence, sealed_at, entry_id, change_id, at, backdated, digest, hash)
  select x.sequence, $2::timestamptz, x.entry_id, x.change_id, x.at, x.backdated, decode(x.digest, 'hex'), decode(x.hash, 'hex')
  from unnest($1::bigint[], $3::uuid[], $4::bigint[], $5::timestamptz[], $6::boolean[], $7::text[], $8::text[]) as x (sequence, entry_id, change_id, at, backdated, digest, hash)`;

const advance = `update audit_state set sequence = $1, head = $2, entry_xid = $3, entry_id = $4, change_xid = $5, change_id = $6, sealed_at = $7,
  oldest_open = coalesce($8::xid8, oldest_open), next_xid = pg_snapshot_xmax(pg_current_snapshot()), looked_at = now()`;

/** Nothing waited: the look itself is kept, but not at every tick. */
const look = `update audit_state set oldest_open = $1::xid8, next_xid = pg_snapshot_xmax(pg_current_snapshot()), looked_at = now()
  where looked_at is null or looked_at < now() - interval '10 seconds' or looked_at > now()`;

/** Gives the rows of the trail their numbers and their hashes, one sealer at a time over all processes. It holds no lock on writers. */
@Injectable()
export class Sealer {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Seals what waits, to the last row. Another sealer at work is as good: then nothing is done here. */
  async drain(): Promise<{ sealed: number; intact: boolean }> {
    let sealed = 0;
    let intact = true;
    for (;;) {
      const pass = await this.pass();
      if (!pass) return { sealed, intact };
      sealed += pass.sealed;
      intact &&= pass.intact;
      if (!pass.more) return { sealed, intact };
    }
  }

  private async pass(): Promise<Pass | null> {
    const client = await this.database.background.connect();
    let broken: Error | undefined;
    try {
      await client.query('begin');
      const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1) as mine', [LOCK]);
      const done = rows[0]!.mine ? await this.seal(client) : null;
      await client.query('commit');
      return done;
    } catch (fault) {
      await client.query('rollback').catch((dead: Error) => (broken = dead));
      throw fault;
    } finally {
      client.release(broken);
    }
  }

  private async seal(client: Connection): Promise<Pass> {
    const from = (await client.query<State>(state)).rows[0]!;
    const found = (await client.query<Found>(waiting, [from.entry_xid, from.entry_id, from.change_xid, from.change_id, from.oldest])).rows;
    const { intact } = from;
    if (found.length === 0) {
      await client.query(look, [from.oldest]);
      return { sealed: 0, more: false, intact };
    }
    const more = (['ENTRY', 'CHANGE'] as const).some((kind) => found.filter((row) => row.kind === kind).length === BATCH);
    const sealedAt = this.instantAfter(from, found);
    const { seals, hashes, head } = chain(from, found, sealedAt);
    await client.query(insert, [
      seals.map((seal) => seal.sequence), sealedAt, seals.map((seal) => seal.entryId), seals.map((seal) => seal.changeId),
      seals.map((seal) => seal.at), seals.map((seal) => seal.backdated), seals.map((seal) => seal.digest), hashes,
    ]);
    const entry = found.findLast((row) => row.kind === 'ENTRY');
    const change = found.findLast((row) => row.kind === 'CHANGE');
    await client.query(advance, [
      seals.at(-1)!.sequence, head, entry?.xid ?? from.entry_xid, entry?.id ?? from.entry_id, change?.xid ?? from.change_xid, change?.id ?? from.change_id, sealedAt, more ? null : from.oldest,
    ]);
    return { sealed: found.length, more, intact };
  }

  /** Never before the rows it seals, nor before the last seal: a month of seals then holds no row of a later month. */
  private instantAfter(from: State, found: readonly Found[]): string {
    const now = this.clock.now().toISOString().replace('Z', '000Z');
    return found.reduce((latest, row) => (row.at > latest ? row.at : latest), from.sealed_at && from.sealed_at > now ? from.sealed_at : now);
  }
}

function chain(from: State, found: readonly Found[], sealedAt: string): { seals: SealFacts[]; hashes: string[]; head: Buffer } {
  let head = from.head;
  let sequence = Number(from.sequence);
  const hashes: string[] = [];
  const seals = found.map(({ kind, id, at, digest, backdated }): SealFacts => {
    sequence += 1;
    const seal = { sequence, entryId: kind === 'ENTRY' ? id : null, changeId: kind === 'CHANGE' ? id : null, at, digest, backdated, sealedAt };
    head = createHash('sha256').update(head).update(sealLine(seal)).digest();
    hashes.push(head.toString('hex'));
    return seal;
  });
  return { seals, hashes, head };
}

