import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CHANGE_COLUMNS, ENTRY_COLUMNS, UNHASHED } from './line';
import { Sealer } from './sealer';
import { openTrail, type Trail } from '../testing/trail';

let trail: Trail;
beforeAll(async () => {
  trail = await openTrail();
  await trail.seal();
});
afterAll(() => trail?.close());

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

interface Load {
  trail: Trail;
  until: number;
  written: Set<string>;
}

/** One writer: short and slow transactions, some of them rolled back. What it has committed stands in `written`. */
async function writer({ trail, until, written }: Load, number: number): Promise<void> {
  const client = await trail.database.pool.connect();
  for (let turn = 0; Date.now() < until; turn += 1) {
    await client.query('begin');
    const rows: string[] = [];
    for (let row = 0; row < 1 + (turn % 4); row += 1) {
      const { rows: made } = await client.query<{ id: string }>(
        `with c as (insert into audit_change (entry_id, table_name, operation) values (gen_random_uuid(), 'tag', 'INSERT') returning entry_id)
         insert into audit_entry (id, actor_kind, action, outcome, request_id) select entry_id, 'USER', 'spec', 'DONE', $1 from c returning id`,
        [`${number}`],
      );
      rows.push(made[0]!.id);
      if (turn % 7 === number % 7) await pause(40 + 20 * (number % 5));
    }
    const isKept = (turn + number) % 5 !== 0;
    await client.query(isKept ? 'commit' : 'rollback');
    if (isKept) for (const id of rows) written.add(id);
  }
  client.release();
}

describe('the sealer', () => {
  it('seals every committed row once and skips none, under twelve writers with slow transactions and rollbacks', async () => {
    const load: Load = { trail, until: Date.now() + 5_000, written: new Set() };
    const second = new Sealer(trail.database, trail.clock);
    let open = true;
    const sealing = [trail.sealer, second].map(async (sealer) => {
      for (; open; await pause(5)) await sealer.drain();
    });
    await Promise.all(Array.from({ length: 12 }, (_, number) => writer(load, number)));
    open = false;
    await Promise.all(sealing);
    await trail.seal();
    const rows = await trail.database.query<{ id: string; entries: number; changes: number }>(
      `select e.id, (select count(*)::int from audit_seal s where s.entry_id = e.id) as entries,
         (select count(*)::int from audit_seal s join audit_change c on c.id = s.change_id where c.entry_id = e.id) as changes from audit_entry e where e.action = 'spec'`,
    );
    expect(load.written.size).toBeGreaterThan(500);
    expect(new Set(rows.map((row) => row.id))).toEqual(load.written);
    expect(rows.filter((row) => row.entries !== 1 || row.changes !== 1)).toEqual([]);
    const [orphans] = await trail.database.query<{ count: number }>('select count(*)::int as count from audit_seal s where s.entry_id is not null and not exists (select 1 from audit_entry e where e.id = s.entry_id)');
    expect(orphans!.count).toBe(0);
    expect(await trail.verify()).toMatchObject({ isSound: true, waiting: 0 });
  });

  it('waits for a transaction that began earlier and commits later', async () => {
    const client = await trail.database.pool.connect();
    await client.query('begin');
    await client.query(`insert into audit_entry (id, actor_kind, action, outcome, request_id) values (gen_random_uuid(), 'USER', 'slow', 'DONE', 'slow')`);
    await trail.write(3);
    await trail.sealer.drain();
    const late = async (): Promise<number> => (await trail.database.query<{ count: number }>(`select count(*)::int as count from audit_entry e join audit_seal s on s.entry_id = e.id where e.action = 'slow'`))[0]!.count;
    expect(await late()).toBe(0);
    await client.query('commit');
    client.release();
    await trail.seal();
    expect(await late()).toBe(1);
    expect(await trail.verify()).toMatchObject({ isSound: true, waiting: 0 });
  });

  it('hashes every column of the trail', async () => {
    const columns = async (table: string): Promise<string[]> => (await trail.database.query<{ name: string }>(`select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`, [table])).map((row) => row.name);
    expect((await columns('audit_entry')).sort()).toEqual([...ENTRY_COLUMNS, ...UNHASHED].sort());
    expect((await columns('audit_change')).sort()).toEqual([...CHANGE_COLUMNS, ...UNHASHED].sort());
  });

  it('writes seals that nobody changes, and lets the login of the product add them only', async () => {
    for (const act of ['update audit_seal set sequence = 1', 'delete from audit_seal', 'truncate audit_seal', 'delete from audit_seal_default', 'update audit_entry_default set code = null'])
      await expect(trail.database.query(act)).rejects.toThrow('append-only');
    const client = await trail.database.pool.connect();
    await client.query('begin; set local role dossier_app');
    await expect(client.query('delete from audit_seal')).rejects.toThrow('permission denied');
    await client.query('rollback');
    client.release();
  });
});
