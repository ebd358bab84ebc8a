import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { build } from './build.mjs';
import { databaseOf, startPostgres } from './postgres.mjs';
import { root } from './shell.mjs';

/* `npm run backup` and `npm run restore` as whoever runs the product calls them: on a database of their own, with three customers. */

/** Seconds on a machine of its own; a busy one is waited for. */
const PATIENCE = 400_000;

const home = mkdtempSync(join(tmpdir(), 'dossier-backup-'));
// Where root tests, another user runs the database and must get here.
chmodSync(home, 0o711);
const folder = (name) => {
  const path = join(home, name);
  mkdirSync(path, { recursive: true });
  chmodSync(path, 0o711);
  return path;
};
const [own, elsewhere, backups] = ['own', 'elsewhere', 'backups'].map(folder);
const keyFile = join(own, 'dossier.key');
const list = join(own, 'erasures.list');
const servers = [];
let [ownUrl, emptyUrl] = ['', ''];

/** What a command has said. */
function spoken(file, args, env) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...args], { cwd: root, encoding: 'utf8', timeout: 170_000, env: { ...process.env, KEY: '', KEY_FILE: keyFile, ...env } });
  return { status, said: stdout.trim(), fault: stderr.trim() };
}

/** A command as npm runs it. */
const run = (name, args, dataDir, env = {}) => spoken(`tools/${name}.mjs`, args, { DATABASE_URL: '', DATA_DIR: dataDir, ...env });
/** The program of it alone, on a database that is named: it says the same, and sooner. */
const program = (name, args, dataDir, env = {}) => spoken(`dist/apps/api/${name}.mjs`, args, { DATABASE_URL: dataDir === own ? ownUrl : emptyUrl, DATA_DIR: dataDir, ...env });

async function ask(url, text, values = []) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** A statement as a unit of work of its own, as the tables demand it. */
const write = (url, text) => ask(url, `begin; select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true), set_config('app.actor', 'spec', true); ${text}; commit`);

const figures = async (url) => (await ask(url, `select (select count(*)::int from customer) as customers, (select count(*)::int from sales_order) as orders, (select sum(amount_minor)::text from sales_order) as amount,
  (select sum(net_minor)::text from customer_summary) as summed, (select count(*)::int from customer where name is not null) as named, (select count(*)::int from customer_identity) as contacts`))[0];
const tables = async (url) => (await ask(url, `select count(*)::int as count from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r'`))[0].count;

/** Runs the product on the data folder for as long as `story` takes. */
async function withProduct(story) {
  const child = spawn(process.execPath, ['tools/start.mjs'], {
    cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, DATABASE_URL: '', KEY: '', KEY_FILE: keyFile, DATA_DIR: own, PORT: '0', HOST: '127.0.0.1', DEMO: 'none', TRUSTED_DOCUMENTS: 'off' },
  });
  const ended = once(child, 'exit');
  let output = '';
  const ready = new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => {
      output += chunk;
      const url = /^Dossier is ready: (\S+)$/m.exec(output)?.[1];
      if (url) resolve(url);
    });
    void ended.then(() => reject(new Error(`The product did not become ready.\n${output}`)));
  });
  try {
    return await story(await ready);
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

function clientOf(url) {
  let cookie = '';
  return async (query, variables) => {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST', body: JSON.stringify({ query, variables }),
      headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'dossier', 'Sec-Fetch-Site': 'same-origin', Origin: url, ...(cookie ? { Cookie: cookie } : {}) },
    });
    const set = answer.headers.getSetCookie().map((one) => one.split(';')[0]).filter((one) => !one.endsWith('='));
    if (set.length > 0) cookie = set.join('; ');
    const { data, errors } = await answer.json();
    assert.equal(errors, undefined, JSON.stringify(errors));
    return data;
  };
}

const PEOPLE = [['余一', '13800138201'], ['余二', '13800138202'], ['余三', '13800138203']];
const secret = { email: 'owner@example.com', password: randomBytes(18).toString('base64url') };
let gone = '';
let archive = '';

/** The owner, three customers with a number each, and what they have bought. */
async function aCompany(url) {
  const api = clientOf(url);
  await api('mutation($i: SetUpInput!) { setUpOwner(input: $i) { id } }', { i: { companyName: '余记', timeZone: 'Asia/Shanghai', currency: 'CNY', language: 'zh', name: '老板', requireSecondFactor: false, ...secret } });
  const ids = [];
  for (const [name, phone] of PEOPLE) ids.push((await api('mutation($i: CustomerInput!) { createCustomer(input: $i) { id } }', { i: { name, phone } })).createCustomer.id);
  await write(ownUrl, ids.map((id, at) => `insert into sales_order (id, order_no, kind, ordered_at, ordered_on, customer_id, amount_minor, currency, external_source, external_key)
    values (gen_random_uuid(), 'N-${at}', 'SALE', now(), current_date, '${id}', ${1_100 * (at + 1)}, 'CNY', 'spec', 'N-${at}'); select refresh_customer_summary(array['${id}']::uuid[])`).join('; '));
  return ids[1];
}

describe('backup and restore', () => {
  before(async () => {
    await build();
    for (const place of [own, elsewhere]) servers.push(await startPostgres({ dataDir: place, durable: false }));
    [ownUrl, emptyUrl] = await Promise.all(servers.map((server) => databaseOf(server, 'dossier')));
  }, { timeout: 170_000 });
  after(async () => {
    for (const server of servers) await server.stop();
    rmSync(home, { recursive: true, force: true });
  });

  it('says that there is nothing to back up, and with which key it wants to', () => {
    assert.match(program('backup', [], own).fault, /^The key file \S+ cannot be read, .+\.$/);
    writeFileSync(keyFile, `1:${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
    const { status, fault } = program('backup', [], own);
    assert.deepEqual([status, fault], [1, 'There is nothing to back up: this database holds no data of the product yet.']);
    assert.equal(existsSync(join(own, 'backups')), false);
    rmSync(keyFile);
  });

  it('writes everything into one file, reads it back, and the state of the product knows of it', { timeout: PATIENCE }, async () => {
    gone = await withProduct(aCompany);
    const { status, said, fault } = run('backup', ['--to', backups], own);
    assert.equal(status, 0, fault);
    assert.match(said, /dossier-\d{8}T\d{6}Z\.backup: \d+ rows of \d+ tables and files, \d+\.\d MB, \d+\.\d s\. Read back: it opens, and everything in it adds up\.$/m);
    const [name, ...others] = readdirSync(backups);
    assert.deepEqual(others, []);
    archive = join(backups, name);
    assert.equal(statSync(archive).mode & 0o777, 0o600);
    const [noted] = await ask(ownUrl, `select value from installation where key = 'last-backup'`);
    assert.deepEqual([noted.value.size, noted.value.checked], [statSync(archive).size, true]);
    const { lines } = JSON.parse(program('doctor', ['--json'], own, { PORT: '1' }).said);
    const line = lines.find(({ key }) => key === 'BACKUP');
    assert.deepEqual([line.state, line.advice], ['OK', null]);
    assert.match(line.evidence, /读回核对|read back/);
  });

  it('refuses each wrong way of calling it in one sentence, and leaves the database as it was', { timeout: PATIENCE }, async () => {
    const before = await figures(ownUrl);
    const other = join(home, 'other.key');
    writeFileSync(other, `1:${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
    const cut = join(home, 'cut.backup');
    copyFileSync(archive, cut);
    truncateSync(cut, statSync(cut).size - 100);
    const damaged = join(home, 'damaged.backup');
    copyFileSync(archive, damaged);
    writeSync(openSync(damaged, 'r+'), 'x', Math.floor(statSync(damaged).size * 0.7));
    const from = (file) => ['--from', file, '--without-erasures'];
    const cases = [
      ['restore', [], {}, /^Name the backup to restore\. Usage: npm run restore -- --from .+$/],
      ['restore', ['--form', archive], {}, /^That is not how it is called\. Usage: npm run restore -- --from .+$/],
      ['restore', ['--from', archive], {}, /^No list of erasures was named, and there is none in .+\.$/],
      ['restore', ['--from', archive, '--erasures', join(home, 'none.list')], {}, /^There is no list of erasures .+none\.list\.$/],
      ['restore', from(join(home, 'none.backup')), {}, /^There is no backup .+none\.backup\.$/],
      ['restore', from(keyFile), {}, /^\S+dossier\.key (is no backup of ours|does not open with this key: .+)\.$/],
      ['restore', from(cut), {}, /^\S+cut\.backup (is damaged or was cut off\. Take another backup|does not open with this key: .+)\.$/],
      ['restore', from(damaged), {}, /^\S+damaged\.backup (is damaged or was cut off\. Take another backup|does not open with this key: .+)\.$/],
      ['restore', from(archive), { KEY_FILE: other }, /^\S+\.backup does not open with this key: .+\.$/],
      ['restore', from(archive), { KEY_FILE: join(home, 'none.key') }, /^The key file \S+none\.key cannot be read, .+\.$/],
    ];
    for (const [name, args, env, sentence] of cases) {
      const { status, fault } = program(name, args, elsewhere, env);
      assert.deepEqual([args, status], [args, 1]);
      assert.match(fault, sentence);
      assert.equal(fault.split('\n').length, 1, fault);
      assert.equal(await tables(emptyUrl), 0, fault);
    }
    assert.match(run('restore', from(archive), own).fault, /^There is data in this database already: .+\.$/);
    assert.match(program('backup', ['--into', backups], own).fault, /^That is not how it is called\. Usage: npm run backup .+$/);
    assert.match(program('backup', ['--to', backups], own, { KEY_FILE: other }).fault, /^Key version 1 is not the one this database was sealed with: .+\.$/);
    assert.deepEqual(readdirSync(backups).length, 1);
    assert.deepEqual(await figures(ownUrl), before);
  });

  it('restores what was, and whoever was erased since stays erased: figures the same', { timeout: PATIENCE }, async () => {
    const whole = await figures(ownUrl);
    await withProduct(async (url) => {
      const api = clientOf(url);
      await api('mutation($e: String!, $p: String!) { signIn(email: $e, password: $p) { id } }', { e: secret.email, p: secret.password });
      await api('mutation($id: ID!) { eraseCustomer(id: $id, input: { reason: "asked for" }) { id } }', { id: gone });
    });
    const erased = await figures(ownUrl);
    assert.deepEqual(erased, { ...whole, named: whole.named - 1, contacts: whole.contacts - 1 });
    const { status, said, fault } = run('restore', ['--from', archive, '--erasures', list], elsewhere);
    assert.equal(status, 0, fault);
    assert.match(said, /Restored \d+ rows of \d+ tables and files\. Erasures on the list: 1; all of them hold\.$/m);
    assert.deepEqual(await figures(emptyUrl), erased);
    assert.deepEqual(await ask(emptyUrl, 'select name, erased_at is not null as erased from customer where id = $1', [gone]), [{ name: null, erased: true }]);
    assert.deepEqual(await ask(emptyUrl, 'select 1 from customer_key where customer_id = $1', [gone]), []);
    assert.equal(existsSync(join(elsewhere, 'erasures.list')), true);
  });
});
