import { holds, type Read, type Statement } from '../checkpoints/statements';
import type { Trusted } from '../checkpoints/signing';
import type { Ask, Fault, Verdict } from './faults';
import { nameFault } from './name-fault';
import { checkWindow, WINDOW, type Span } from './window';

export interface Check {
  ask: Ask;
  trusted: Trusted;
  /** What the checkpoint file says; null where there is no file. */
  checkpoints: Read | null;
  progress?: (checked: number, total: number) => void | Promise<void>;
}

interface Bounds {
  /** Seals up to here are dropped, and this is the hash that the chain goes on from. */
  after: number;
  head: string | null;
  keptSince: string;
  /** The last seal that is there. */
  last: number;
  /** The last seal that the sealer knows of. */
  known: number;
}

const EVER = '-infinity';

/**
 * Checks every seal with its row, looks for rows without a seal, and holds the chain against what was signed outside the
 * database. Writers and the sealer go on meanwhile; where a month is dropped during the check, it begins anew.
 */
export async function verifyTrail(check: Check, tries = 3): Promise<Verdict> {
  const begun = performance.now();
  const bounds = await boundsOf(check);
  const faults: Fault[] = [];
  const chain = await firstInChain(check, bounds);
  if (chain) faults.push(chain);
  faults.push(...(await withoutSeal(check, bounds)));
  if (bounds.last < bounds.known) faults.push({ kind: 'TRUNCATED', sequence: bounds.last + 1, facts: { known: bounds.known } });
  faults.push(...(await againstCheckpoints(check, bounds, chain)));
  if (faults.length > 0 && tries > 0 && (await boundsOf(check)).after !== bounds.after) return verifyTrail(check, tries - 1);
  faults.sort((a, b) => (a.sequence ?? Infinity) - (b.sequence ?? Infinity));
  return {
    isSound: faults.length === 0, fault: faults[0] ?? null, faults, checked: Math.max(0, bounds.last - bounds.after), sequence: bounds.last,
    waiting: await waitingRows(check), checkpoints: check.checkpoints?.statements.filter((one) => one.kind === 'CHECKPOINT').length ?? 0, millis: Math.round(performance.now() - begun),
  };
}

async function boundsOf({ ask, trusted, checkpoints }: Check): Promise<Bounds> {
  const stored = await ask<{ statement: Statement }>('select statement from audit_dropped');
  // The statements of the table are signed as well: its owner can neither make one nor hide that one is missing.
  const dropped = [...stored.map((row) => row.statement), ...(checkpoints?.statements ?? [])].filter((one) => one.kind === 'DROPPED' && holds(one, trusted));
  const latest = dropped.reduce<Statement | null>((most, one) => (!most || one.sequence > most.sequence || (one.before ?? '') > (most.before ?? '') ? one : most), null);
  const [known] = await ask<{ sequence: string }>('select sequence::text from audit_state');
  const [last] = await ask<{ sequence: string | null }>('select max(sequence)::text as sequence from audit_seal');
  const after = latest?.sequence ?? 0;
  return { after, head: latest && after > 0 ? latest.head : null, keptSince: latest?.before ?? EVER, last: Math.max(after, Number(last?.sequence ?? 0)), known: Number(known!.sequence) };
}

/** Two windows at a time, each on a connection of its own, until one of them holds something wrong. */
async function firstInChain({ ask, progress }: Check, { after, head, keptSince, last }: Bounds): Promise<Fault | null> {
  for (let from = after; from < last; from += 2 * WINDOW) {
    const spans = [from, from + WINDOW].filter((start) => start < last).map((start): Span => ({ after: start, upTo: Math.min(start + WINDOW, last), head: start === after ? head : null, keptSince }));
    const found = await Promise.all(spans.map((span) => checkWindow(ask, span)));
    for (const [at, one] of found.entries()) {
      const span = spans[at]!;
      const fault = await nameFault(ask, one, span.head);
      if (fault) return fault;
      if (one.last !== span.upTo) return { kind: 'DELETED', sequence: (one.last ?? span.after) + 1, facts: { seals: true } };
    }
    await progress?.(Math.min(from + 2 * WINDOW, last) - after, last - after);
  }
  return null;
}

const unsealed = (table: 'entry' | 'change'): string => `
  select '${table}' as kind, r.id::text, r.at::text as at from audit_${table} r, audit_state s
  where (r.xid < s.oldest_open or (r.xid, r.id) <= (s.${table}_xid, s.${table}_id)) and r.at >= $1::timestamptz
    and not exists (select 1 from audit_seal x where x.${table}_id = r.id and x.at = r.at) order by r.at limit 10`;

/** Rows that must have been sealed and were not: nobody but the owner of the database could have put them there. */
async function withoutSeal({ ask }: Check, { keptSince }: Bounds): Promise<Fault[]> {
  const entries = await ask<{ kind: string; id: string; at: string }>(unsealed('entry'), [keptSince]);
  const changes = await ask<{ kind: string; id: string; at: string }>(unsealed('change'), [keptSince]);
  return [...entries, ...changes].map(({ kind, id, at }) => ({ kind: 'INSERTED', sequence: null, facts: { [kind]: id, at } }));
}

async function againstCheckpoints({ ask, checkpoints }: Check, { after, last }: Bounds, chain: Fault | null): Promise<Fault[]> {
  if (!checkpoints) return missingFile(ask);
  const faults: Fault[] = checkpoints.unsigned.slice(0, 10).map((line) => ({ kind: 'CHECKPOINT_MISMATCH', sequence: null, facts: { line } }));
  const points = checkpoints.statements.filter((one) => one.kind === 'CHECKPOINT' && one.sequence > after).sort((a, b) => a.sequence - b.sequence);
  const cut = points.find((one) => one.sequence > last);
  if (cut) faults.push({ kind: 'TRUNCATED', sequence: last + 1, facts: { checkpoint: cut.sequence, at: cut.at } });
  const rewritten = await firstRewritten(ask, points.filter((one) => one.sequence <= last));
  // Links that hold and yet another head than the one that was signed: the chain was computed anew.
  if (rewritten && !chain) faults.push({ kind: 'RECHAINED', sequence: rewritten.after + 1, facts: { upTo: rewritten.point.sequence, at: rewritten.point.at } });
  return faults;
}

/** The first checkpoint whose seal bears another hash, and the last one before it that still fits. */
async function firstRewritten(ask: Ask, points: readonly Statement[]): Promise<{ point: Statement; after: number } | null> {
  let after = 0;
  for (let from = 0; from < points.length; from += 5_000) {
    const some = points.slice(from, from + 5_000);
    const rows = await ask<{ sequence: string; head: string }>(`select sequence::text, encode(hash, 'hex') as head from audit_seal where sequence = any($1::bigint[])`, [some.map((one) => one.sequence)]);
    const heads = new Map(rows.map((row) => [Number(row.sequence), row.head]));
    for (const point of some) {
      if (heads.get(point.sequence) !== point.head) return { point, after };
      after = point.sequence;
    }
  }
  return null;
}

async function missingFile(ask: Ask): Promise<Fault[]> {
  const [row] = await ask<{ sequence: string; at: string | null }>('select checkpoint_sequence::text as sequence, checkpoint_at::text as at from audit_state');
  return row?.at ? [{ kind: 'CHECKPOINT_MISSING', sequence: null, facts: { written: row.at } }] : [];
}

async function waitingRows({ ask }: Check): Promise<number> {
  const [row] = await ask<{ count: string }>(
    `select ((select count(*) from audit_entry e, audit_state s where (e.xid, e.id) > (s.entry_xid, s.entry_id))
      + (select count(*) from audit_change c, audit_state s where (c.xid, c.id) > (s.change_xid, s.change_id)))::text as count`,
  );
  return Number(row!.count);
}
