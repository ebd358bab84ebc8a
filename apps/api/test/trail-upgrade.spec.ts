import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { Sealer, trustedFor, verifyTrail, type Ask } from '@dossier/audit';
import { Database } from '@dossier/kernel/data';
import { dropDatabase } from '@dossier/kernel/testing';
import { Clock } from '@dossier/kernel/time';
import { migrations } from '../src/migrations';
import { prepareDatabase } from '../src/prepare-database';
import { testRing } from './product';

const BEFORE = migrations.findIndex((migration) => migration.name.startsWith('AuditSeal'));
const name = `t_${process.env['TEST_RUN'] ?? 'local'}_${process.pid}_upgrade`;
let url: string;
let server: pg.Client;

beforeAll(async () => {
  server = new pg.Client({ connectionString: process.env['TEST_DATABASE_URL'] });
  await server.connect();
  await server.query(`create database ${name}`);
  const place = new URL(process.env['TEST_DATABASE_URL']!);
  place.pathname = `/${name}`;
  url = place.toString();
  await bring(migrations.slice(0, BEFORE));
});
afterAll(async () => {
  await dropDatabase(server, name);
  await server.end();
});

/** As the product does it, logins included: no other spec needs to have been here before. */
const bring = async (list: typeof migrations): Promise<unknown> => prepareDatabase({ ownerUrl: url, appUrl: null, ring: testRing, upTo: list.map(({ name: known }) => known) });

it('keeps every row of a trail that was written before it was sealed, and seals them all', async () => {
  const db = new pg.Pool({ connectionString: url, max: 2, options: '-c timezone=UTC' });
  await db.query(`insert into audit_entry (id, at, actor_kind, action, outcome, request_id) select gen_random_uuid(), '2026-03-30'::timestamptz + n * interval '1 hour', 'USER', 'updateTag', 'DONE', n::text from generate_series(1, 200) n`);
  await db.query(`insert into audit_change (entry_id, at, table_name, operation, row_id) select id, at, 'tag', 'UPDATE', request_id from audit_entry where action = 'updateTag'`);
  const before = await db.query('select count(*)::int as entries, (select count(*)::int from audit_change) as changes, (select max(id)::int from audit_change) as last from audit_entry');
  await bring(migrations.slice(0, BEFORE + 1));
  const after = await db.query('select count(*)::int as entries, (select count(*)::int from audit_change) as changes, (select max(id)::int from audit_change) as last from audit_entry');
  expect(after.rows).toEqual(before.rows);
  const spare = await db.query('select (select count(*)::int from audit_entry_default) + (select count(*)::int from audit_change_default) as count');
  expect(spare.rows[0].count).toBe(0);
  const next = await db.query(`insert into audit_change (entry_id, table_name, operation) values (gen_random_uuid(), 'tag', 'INSERT') returning id::int`);
  expect(next.rows[0].id).toBe(before.rows[0].last + 1);

  const database = new Database({ url });
  const sealer = new Sealer(database, new Clock());
  const ask: Ask = async <R extends object>(text: string, values: readonly unknown[] = []) => (await db.query(text, values as unknown[])).rows as R[];
  const check = () => verifyTrail({ ask, trusted: trustedFor('nowhere', null), checkpoints: { statements: [], unsigned: [] } });
  for (let tries = 0; tries < 400 && (await check()).waiting > 0; tries += 1) {
    await sealer.drain();
    await new Promise((done) => setTimeout(done, 50));
  }
  expect(await check()).toMatchObject({ isSound: true, waiting: 0, checked: after.rows[0].entries + after.rows[0].changes + 1 });
  await database.close();
  await db.end();
});
