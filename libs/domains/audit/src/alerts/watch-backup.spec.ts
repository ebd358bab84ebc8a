import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';
import { Watchman } from './watchman';

let api: Api;
let admin: Client;
beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMIN');
});
afterAll(() => api?.close());

interface Line {
  key: string;
  state: string;
  evidence: string;
  advice: string | null;
  facts: Record<string, unknown>;
}

/** A backup of so many hours ago, as the command notes it. */
const made = (hours: number, checked = true): Promise<unknown> => api.db.query(
  `insert into installation (key, value) values ('last-backup', jsonb_build_object('at', now() - $1 * interval '1 hour', 'size', 5242880, 'rows', 1000, 'checked', $2::boolean)) on conflict (key) do update set value = excluded.value`, [hours, checked]);
const line = async (): Promise<Line> => ((await admin.query('{ health { lines { key state evidence advice facts } } }')).health.lines as Line[]).find(({ key }) => key === 'BACKUP')!;
const alerts = async (): Promise<{ facts: { hours: number } }[]> => {
  await api.app.get(Watchman, { strict: false }).round();
  return ((await admin.query('{ alerts(filter: { open: true }, first: 50) { nodes { kind facts } } }')).alerts.nodes as { kind: string; facts: { hours: number } }[]).filter(({ kind }) => kind === 'BACKUP_OLD');
};

describe('the last backup', () => {
  it('is missed from the first day, and the state says how it is made', async () => {
    const none = await line();
    expect(none.state).toBe('WARN');
    expect(none.evidence).toBe('还没有备份');
    expect(none.advice).toContain('npm run backup');
    // Data of an hour need none yet; data of two days do.
    expect(await alerts()).toEqual([]);
    await api.db.query(`begin; select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.actor', 'spec', true); update company set created_at = now() - interval '50 hours'; commit`);
    expect(await alerts()).toEqual([expect.objectContaining({ facts: { hours: 50 } })]);
    expect(await alerts()).toHaveLength(1);
  });

  it('is shown with its time, its size and whether it was read back', async () => {
    await made(0.5);
    expect(await line()).toMatchObject({ state: 'OK', advice: null, facts: { size: '5.0 MB', minutes: 30 } });
    await made(25);
    const fresh = await line();
    expect([fresh.state, fresh.evidence]).toEqual(['OK', expect.stringMatching(/25 小时前.*5\.0 MB.*读回核对/)]);
    await made(1, false);
    expect(await line()).toMatchObject({ state: 'WARN', advice: expect.stringContaining('--unchecked') });
  });

  it('turns amber after 26 hours and is told of, once for each backup that is too old', async () => {
    const before = (await alerts()).length;
    await made(27);
    expect(await line()).toMatchObject({ state: 'WARN', facts: { hours: 27 }, advice: expect.stringContaining('npm run backup') });
    expect(await alerts()).toHaveLength(before + 1);
    expect(await alerts()).toHaveLength(before + 1);
    await made(2);
    expect((await line()).state).toBe('OK');
    expect(await alerts()).toHaveLength(before + 1);
  });
});
