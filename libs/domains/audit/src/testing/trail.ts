import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyRing } from '@dossier/kernel/crypto';
import { Database, newId } from '@dossier/kernel/data';
import { FixedClock } from '@dossier/kernel/time';
import { testDatabase } from '@dossier/kernel/testing';
import { readCheckpoints, trustedFor } from '../checkpoints/checkpoint-file';
import { Checkpoints } from '../checkpoints/checkpoints';
import { AuditState } from '../seal/audit-state';
import { Sealer } from '../seal/sealer';
import type { Verdict } from '../verify/faults';
import { verifyTrail } from '../verify/verify-trail';

/** A trail without the rest of the product: its database as the owner sees it, a sealer, and a checkpoint file. */
export interface Trail {
  database: Database;
  sealer: Sealer;
  checkpoints: Checkpoints;
  clock: FixedClock;
  ring: KeyRing;
  dataDir: string;
  /** Writes entries with a change each, in one transaction; `at` as the product never would. */
  write(count: number, at?: string): Promise<string[]>;
  /** Seals until nothing waits: somebody's transaction in another database of the server may hold the sealer back for a moment. */
  seal(): Promise<void>;
  /** One statement of the owner with every trigger silenced, as somebody would do it who wants to leave no trace. */
  forge(text: string, values?: readonly unknown[]): Promise<void>;
  verify(options?: { file?: string; withFile?: boolean; ring?: KeyRing | null }): Promise<Verdict>;
  close(): Promise<void>;
}

export async function openTrail(now: Date | string = new Date()): Promise<Trail> {
  const place = await testDatabase();
  const database = new Database({ url: place.url, poolSize: 16 });
  const clock = new FixedClock(now);
  const dataDir = mkdtempSync(join(tmpdir(), 'dossier-trail-'));
  const ring = new KeyRing(new Map([[1, Buffer.alloc(32, 7)]]));
  const checkpoints = new Checkpoints(database, ring, clock, { dataDir, publicUrl: null, isSecure: false });
  const ask = async <R extends object>(text: string, values: readonly unknown[] = []): Promise<R[]> => (await database.pool.query(text, values as unknown[])).rows as R[];
  const sealer = new Sealer(database, clock);
  return {
    database, clock, sealer, checkpoints, ring, dataDir,
    write: (count, at) => writeEntries(database, count, at),
    seal: () => sealAll(sealer, new AuditState(database)),
    forge: (text, values = []) => silently(database, text, values),
    verify: async ({ file = checkpoints.file, withFile = true, ring: believed = ring } = {}) => {
      const trusted = trustedFor(file, believed);
      return verifyTrail({ ask, trusted, checkpoints: withFile ? readCheckpoints(file, trusted) : { statements: [], unsigned: [] } });
    },
    close: async () => {
      await database.close();
      await place.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function sealAll(sealer: Sealer, state: AuditState): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    await sealer.drain();
    if ((await state.now()).waiting === 0) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('Rows still wait for their seal');
}

async function silently(database: Database, text: string, values: readonly unknown[]): Promise<void> {
  const client = await database.pool.connect();
  try {
    await client.query(`set session_replication_role = 'replica'`);
    await client.query(text, values as unknown[]);
  } finally {
    await client.query('reset session_replication_role');
    client.release();
  }
}

async function writeEntries(database: Database, count: number, at?: string): Promise<string[]> {
  const client = await database.pool.connect();
  const ids = Array.from({ length: count }, () => newId());
  try {
    await client.query('begin');
    await client.query(
      `insert into audit_change (entry_id, at, table_name, operation, row_id, fields, before, after)
       select id, coalesce($2::timestamptz, clock_timestamp()), 'customer', 'UPDATE', id::text, '{name}', '{"name":"旧"}', '{"name":"新"}' from unnest($1::uuid[]) id`,
      [ids, at ?? null],
    );
    await client.query(
      `insert into audit_entry (id, at, actor_kind, actor_name, action, outcome, request_id, facts)
       select id, coalesce($2::timestamptz, clock_timestamp()), 'USER', '何审', 'updateCustomer', 'DONE', left(id::text, 8), '{"rows":1}' from unnest($1::uuid[]) id`,
      [ids, at ?? null],
    );
    await client.query('commit');
  } finally {
    client.release();
  }
  return ids;
}
