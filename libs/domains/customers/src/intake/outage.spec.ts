import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Line } from '@dossier/kernel/testing';
import { Replay, Spool, SPOOL_MOST_BYTES, spoolState } from '@dossier/kernel/spool';
import { INBOX, Stage } from './testing/stage';

const line = new Line();
const stage = new Stage();
beforeAll(() => stage.start({ line }), 120_000);
afterAll(async () => {
  await line.mend().catch(() => undefined);
  await stage.api?.close();
  await line.end();
});

const fields = (no: number) => ({ q1: `史进${no}`, q2: `138001384${String(no).padStart(2, '0')}`, a1: 'yes' });
const files = (): string[] => readdirSync(join(stage.api.dataDir, 'spool')).filter((name) => name.endsWith('.spool'));
const later = (): void => stage.clock.set(new Date(stage.clock.now().getTime() + 10_000));
const until = async (is: () => Promise<boolean> | boolean): Promise<void> => {
  for (const end = Date.now() + 90_000; Date.now() < end; await new Promise((next) => setTimeout(next, 100))) if (await is()) return;
  throw new Error('It never came to pass');
};

describe('while the database is away', () => {
  it('a form is shown and taken in, the visitor is thanked as ever, and it is there once when the database is back', async () => {
    const { id, path } = await stage.published();
    const before = await stage.token(path);
    await line.cut();
    const page = await stage.visit(path);
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('<label for="q1">')]);
    const token = /name="t" value="([^"]+)"/.exec(page.text)![1]!;
    later();
    expect([(await stage.post(path, { t: token, ...fields(1), q2: '138' })).status, files()]).toEqual([422, []]);
    const thanks = await stage.post(path, { t: token, ...fields(1) });
    expect([thanks.status, thanks.text]).toEqual([200, expect.stringContaining('Thank you, we will be in touch.')]);
    for (let times = 0; times < 3; times += 1) expect((await stage.post(path, { t: token, ...fields(1) })).status).toBe(200);
    expect((await stage.post(path, { t: before, ...fields(2) })).status).toBe(200);
    expect((await stage.post(path, { t: before, ...fields(2), website: 'x' })).status).toBe(200);
    expect(files()).toHaveLength(2);
    for (const name of files()) expect(readFileSync(join(stage.api.dataDir, 'spool', name)).includes(Buffer.from('1380013840'))).toBe(false);
    expect(await spoolState(stage.api.dataDir)).toMatchObject({ waiting: 2, aside: 0 });
    await line.mend();
    await until(() => files().length === 0);
    const taken = await stage.settled(id, 2);
    expect(taken.map(({ state }) => state)).toEqual(['CREATED', 'CREATED']);
    // In the trail it stands as the form it came by, from where it came.
    const { rows } = await stage.api.db.query(`select actor_kind, actor_name, actor_id, ip is not null as placed, facts->>'formId' as form, facts->'isNew' as new from audit_entry where action = 'submitForm' and object_id = any($1::text[])`, [taken.map((one) => one.id)]);
    expect(rows).toEqual(Array.from({ length: 2 }, () => ({ actor_kind: 'JOB', actor_name: 'customers.form-replay', actor_id: null, placed: true, form: id, new: true })));
    // Its page sends once more: it is known.
    expect((await stage.post(path, { t: token, ...fields(1) })).status).toBe(200);
    expect((await stage.admin.query(INBOX, { f: { form: { in: [id] } } })).submissions.nodes).toHaveLength(2);
    // A moment after the outage it was kept once more instead of being asked of the database: it must not lie there when the next one begins.
    await until(() => files().length === 0);
  });

  it('what lies there and does not open is set aside and told, and the rest is taken in', async () => {
    const { id, path } = await stage.published();
    const tokens = [await stage.token(path), await stage.token(path), await stage.token(path)];
    later();
    await line.cut();
    for (const [at, t] of tokens.entries()) expect((await stage.post(path, { t, ...fields(10 + at) })).status).toBe(200);
    const folder = join(stage.api.dataDir, 'spool');
    const [changed, renamed] = files() as [string, string];
    const bytes = readFileSync(join(folder, changed));
    bytes[bytes.length - 1]! ^= 1;
    writeFileSync(join(folder, changed), bytes);
    writeFileSync(join(folder, `${'0'.repeat(48)}.spool`), readFileSync(join(folder, renamed)));
    writeFileSync(join(folder, `${'1'.repeat(48)}.spool`), 'foreign');
    await line.mend();
    await until(() => files().length === 0);
    expect(await stage.settled(id, 2)).toHaveLength(2);
    expect(await spoolState(stage.api.dataDir)).toMatchObject({ waiting: 0, aside: 3 });
    const { health } = await (await stage.api.as('ADMINISTRATOR')).query('{ health { lines { key state evidence } } }');
    expect(health.lines.find(({ key }: { key: string }) => key === 'SPOOL')).toMatchObject({ state: 'FAIL', evidence: expect.stringContaining('3') });
  });

  it('takes in no more than there is room for, and says when to come again', async () => {
    const { path } = await stage.published();
    const tokens = [await stage.token(path), await stage.token(path)];
    later();
    const spool = stage.api.app.get(Spool);
    await line.cut();
    spool.most = 6_000;
    expect((await stage.post(path, { t: tokens[0]!, ...fields(21) })).status).toBe(200);
    const full = await stage.post(path, { t: tokens[1]!, ...fields(22) });
    expect([full.status, full.headers['retry-after'], full.text]).toEqual([507, '60', expect.stringContaining('Try again in 60 seconds')]);
    spool.most = SPOOL_MOST_BYTES;
    await line.mend();
    await until(() => files().length === 0);
  });

  it('a form that nobody has published is not told to be missing: it is asked for again', async () => {
    await line.cut();
    expect((await stage.visit('/f/abcdefghjkmn')).status).toBe(503);
    await line.mend();
    await until(async () => (await stage.visit('/f/abcdefghjkmn')).status === 404);
  });

  it('two processes that find the same file take it in once', async () => {
    const { id, path } = await stage.published();
    const t = await stage.token(path);
    later();
    await line.cut();
    expect((await stage.post(path, { t, ...fields(31) })).status).toBe(200);
    const [name] = files() as [string];
    const kept = readFileSync(join(stage.api.dataDir, 'spool', name));
    await line.mend();
    await until(() => files().length === 0);
    // As if another process had read it before the first one forgot it.
    writeFileSync(join(stage.api.dataDir, 'spool', name), kept);
    await stage.api.app.get(Replay).drain();
    await until(() => files().length === 0);
    expect(await stage.settled(id)).toHaveLength(1);
  });
});
