import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { FixedClock } from '@dossier/kernel/time';
import { Line, startApi, type Api, type Client } from '@dossier/kernel/testing';
import { bridgeOutage } from '../src/outage';
import { readSettings, type Settings } from '../src/settings';

/** A minute behind: what is shown by this clock was long enough before the visitor's eyes for one that is right. */
const clock = new FixedClock(new Date(Date.now() - 60_000));
const line = new Line();
let api: Api;
let admin: Client;
let through: string;
beforeAll(async () => {
  api = await startApi({ clock, line });
  admin = await api.as('ADMINISTRATOR');
  through = await line.to(api.url);
}, 120_000);
afterAll(async () => {
  await line.mend();
  await api?.close();
  await line.end();
});

const until = async (is: () => Promise<boolean> | boolean): Promise<void> => {
  for (const end = Date.now() + 90_000; Date.now() < end; await new Promise((next) => setTimeout(next, 100))) if (await is()) return;
  throw new Error('It never came to pass');
};
const freePort = (): Promise<number> => new Promise((done) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    server.close(() => done(port));
  });
});
const settingsOf = async (dataDir: string): Promise<Settings> => readSettings({ DATA_DIR: dataDir, DATABASE_URL: through, KEY: `1:${createHash('sha256').update('dossier test key').digest('base64')}`, PORT: String(await freePort()) });

async function published(): Promise<{ id: string; path: string }> {
  const input = { name: '登记', title: { zh: '登记', en: 'Register' }, questions: [{ kind: 'FIELD', field: 'NAME', label: { zh: '姓名', en: 'Name' }, required: true }] };
  const { createForm } = await admin.mutate('mutation($input: FormInput!) { createForm(kind: FORM, input: $input) { id path } }', { input });
  await admin.mutate('mutation($id: ID!) { publishForm(id: $id) { id } }', { id: createForm.id });
  return createForm as { id: string; path: string };
}

describe('a process that begins while the database is away', () => {
  it('shows what was published, keeps what is sent, asks for patience about the rest, and goes on when the database is back', async () => {
    const { id, path } = await published();
    await until(() => existsSync(join(api.dataDir, 'spool', 'forms.sealed')));
    const token = /name="t" value="([^"]+)"/.exec((await api.anonymous().get(path).unset('X-Requested-With').unset('Sec-Fetch-Site')).text)![1]!;
    await line.cut();
    const settings = await settingsOf(api.dataDir);
    const base = `http://127.0.0.1:${settings.port}`;
    let isOver = false;
    const over = bridgeOutage(settings).then(() => (isOver = true));
    await until(async () => (await fetch(`${base}/healthz`).catch(() => null))?.status === 200);
    const page = await fetch(`${base}${path}`, { headers: { 'accept-language': 'en' } });
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<label for="q1">')]);
    const sent = await fetch(`${base}${path}`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ t: token, q1: '柴进' }).toString() });
    expect(sent.status).toBe(200);
    expect(readdirSync(join(api.dataDir, 'spool')).filter((name) => name.endsWith('.spool'))).toHaveLength(1);
    // Whoever presses the button behind a link is answered by the form, not sent away; other sites get the script that shows it.
    const link = await fetch(`${base}${path}/confirm?k=AAAA`, { method: 'POST', headers: { 'accept-language': 'en' } });
    expect([link.status, await link.text()]).toEqual([404, expect.stringContaining('<h1>')]);
    const script = await fetch(`${base}/embed.js`);
    expect([script.status, script.headers.get('content-type'), script.headers.get('cross-origin-resource-policy')]).toEqual([200, 'text/javascript; charset=utf-8', 'cross-origin']);
    const other = await fetch(`${base}/graphql`, { method: 'POST' });
    expect([other.status, other.headers.get('retry-after')]).toEqual([503, '5']);
    expect(isOver).toBe(false);
    await line.mend();
    await over;
    // The product that runs beside it, on the same folder, takes it in.
    await until(async () => (await api.db.query(`select 1 from intake_submission where form_id = $1 and state = 'CREATED'`, [id])).rowCount === 1);
  });

  it('does nothing where the database answers, or nothing was ever published', async () => {
    await bridgeOutage(await settingsOf(api.dataDir));
    await line.cut();
    await bridgeOutage(await settingsOf(join(api.dataDir, 'another')));
    await line.mend();
  });
});
