import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openTrail, type Trail } from '../testing/trail';
import { keptSince, Retention } from './retention';

let trail: Trail;
let retention: Retention;
beforeAll(async () => {
  trail = await openTrail('2027-02-10T08:00:00Z');
  retention = new Retention(trail.database, trail.checkpoints, trail.ring, trail.clock);
});
afterAll(() => trail?.close());

const parts = async (): Promise<string[]> => (await trail.database.query<{ name: string }>(`select inhrelid::regclass::text as name from pg_inherits where inhparent in ('audit_entry'::regclass, 'audit_change'::regclass, 'audit_seal'::regclass) order by 1`)).map((row) => row.name);
const count = async (table: string, where: string): Promise<number> => (await trail.database.query<{ count: number }>(`select count(*)::int as count from ${table} where ${where}`))[0]!.count;

it('keeps whole months, and never fewer than six of them', () => {
  expect(keptSince(new Date('2027-02-10T08:00:00Z'), 36).toISOString()).toBe('2024-02-01T00:00:00.000Z');
  expect(keptSince(new Date('2027-02-10T08:00:00Z'), 1).toISOString()).toBe('2026-08-01T00:00:00.000Z');
});

it('writes where no month was made, and moves the rows when it is made', async () => {
  const ids = await trail.write(3, '2023-05-05T10:00:00Z');
  expect(await count('audit_entry_default', `at < '2024-01-01'`)).toBe(3);
  await trail.seal();
  expect(await retention.prepare()).toBeGreaterThan(0);
  expect(await count('audit_entry_default', 'true')).toBe(0);
  expect(await count('audit_entry_2023_05', `id = '${ids[0]!}'`)).toBe(1);
  expect(await parts()).toEqual(expect.arrayContaining(['audit_entry_2023_05', 'audit_change_2023_05', 'audit_seal_2027_02', 'audit_seal_2027_04']));
  await expect(trail.database.query('update audit_entry_2023_05 set code = null')).rejects.toThrow('append-only');
  expect(await retention.prepare()).toBe(0);
});

it('refuses to drop a month that is young, or that nothing was signed for', async () => {
  await expect(trail.database.query(`select audit_drop_month('audit_entry', date_trunc('month', now())::date)`)).rejects.toThrow('is kept');
  await expect(trail.database.query(`select audit_drop_month('audit_entry', '2023-05-01')`)).rejects.toThrow('is kept');
  await expect(trail.database.query(`select audit_drop_month('app_user', '2023-05-01')`)).rejects.toThrow('no partitions');
});

it('drops what is too old under a signed statement that a check accepts, with and without the file', async () => {
  await trail.write(4);
  await trail.seal();
  await trail.checkpoints.write();
  const statement = await retention.drop();
  expect(statement).toMatchObject({ kind: 'DROPPED', before: '2024-02-01T00:00:00.000Z' });
  expect(await parts()).not.toContain('audit_entry_2023_05');
  expect(await count('audit_entry', `at < '2024-01-01'`)).toBe(0);
  expect(await retention.drop()).toBeNull();
  expect((await trail.verify()).faults).toEqual([]);
  expect((await trail.verify({ withFile: false })).faults).toEqual([]);
});

it('is not accepted when somebody without the key says so, or drops more than was said', async () => {
  await trail.forge(`update audit_dropped set statement = replace(statement::text, '2024-02-01', '2026-12-31')::json`);
  expect((await trail.verify({ withFile: false })).fault).toMatchObject({ kind: 'DELETED' });
  await trail.forge(`update audit_dropped set statement = replace(statement::text, '2026-12-31', '2024-02-01')::json`);
  await trail.forge('drop table audit_entry_2026_11 cascade');
  expect((await trail.verify()).fault).toMatchObject({ kind: 'DELETED' });
});

it('drops the seals of months that are gone, and the chain goes on from there', async () => {
  const later = await openTrail('2022-01-06T08:00:00Z');
  await later.forge('delete from audit_entry');
  await later.forge('delete from audit_change');
  await later.write(2, '2022-01-05T10:00:00Z');
  await later.seal();
  const keep = new Retention(later.database, later.checkpoints, later.ring, later.clock);
  await later.checkpoints.write();
  later.clock.set(new Date());
  await keep.prepare();
  await later.write(3);
  await later.seal();
  const statement = await keep.drop();
  expect(statement!.sequence).toBe(4);
  expect(await later.database.query('select 1 from audit_seal where sequence <= 4')).toEqual([]);
  expect(await later.verify()).toMatchObject({ isSound: true, checked: 6 });
  await later.checkpoints.write();
  expect(await later.checkpoints.isBetrayed()).toBe(false);
  await later.close();
});
