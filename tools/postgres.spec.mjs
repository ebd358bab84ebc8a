import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, lstatSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { databaseOf, startPostgres } from './postgres.mjs';

const home = mkdtempSync(join(tmpdir(), 'dossier-tools-'));
chmodSync(home, 0o711);
const dataDir = join(home, 'data');
const lock = () => JSON.parse(readFileSync(join(dataDir, 'database.json'), 'utf8')).cluster + '/postmaster.pid';
const runningPid = () => (existsSync(lock()) ? Number(readFileSync(lock(), 'utf8').split('\n')[0]) : null);

/** A process of its own that holds the server. */
async function holder() {
  const code = `import { startPostgres } from './postgres.mjs';
    const server = await startPostgres({ dataDir: ${JSON.stringify(dataDir)} });
    console.log(server.adopted ? 'adopted' : 'started');
    process.on('SIGTERM', () => server.stop().then(() => process.exit(0)));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = await once(child.stdout, 'data');
  return { child, said: String(said).trim() };
}

async function ask(url, text) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows[0];
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', () => {
  let server;
  before(async () => {
    server = await startPostgres({ dataDir });
  });
  after(async () => {
    await server.stop();
    rmSync(home, { recursive: true });
  });

  it('stores UTF-8, compares by code point and keeps its passwords as scram', async () => {
    assert.deepEqual(await ask(server.url, `select pg_encoding_to_char(encoding) as encoding, datlocprovider as provider, datlocale as locale,
      current_setting('password_encryption') as passwords from pg_database where datname = 'postgres'`),
    { encoding: 'UTF8', provider: 'b', locale: 'C.UTF-8', passwords: 'scram-sha-256' });
  });

  it('listens on no port, and on a socket that nobody else reaches', async () => {
    const { addresses, client } = await ask(server.url, `select current_setting('listen_addresses') as addresses, inet_client_addr() as client`);
    assert.deepEqual({ addresses, client }, { addresses: '', client: null });
    assert.equal(lstatSync(server.socketDir).mode & 0o777, 0o700);
    assert.ok(join(server.socketDir, '.s.PGSQL.5432').length < 107);
  });

  it('keeps its password to itself and asks for it', async () => {
    assert.equal(lstatSync(join(dataDir, 'database.json')).mode & 0o777, 0o600);
    const wrong = new URL(server.url);
    wrong.password = 'guessed';
    await assert.rejects(ask(wrong.href, 'select 1'), { code: '28P01' });
  });

  it('makes a database once', async () => {
    const url = await databaseOf(server, 'dossier');
    assert.equal(await databaseOf(server, 'dossier'), url);
    assert.deepEqual(await ask(url, 'select current_database() as name'), { name: 'dossier' });
  });

  it('is shared by two processes and stopped by the last', async () => {
    const pid = runningPid();
    const { child, said } = await holder();
    assert.equal(said, 'adopted');
    await server.stop();
    assert.equal(runningPid(), pid);
    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
    assert.equal(runningPid(), null);
    server = await startPostgres({ dataDir });
    assert.equal(server.adopted, false);
  });

  it('goes on after kill -9 and is adopted', async () => {
    await server.stop();
    const { child } = await holder();
    const pid = runningPid();
    child.kill('SIGKILL');
    await once(child, 'exit');
    server = await startPostgres({ dataDir });
    assert.equal(server.adopted, true);
    assert.equal(runningPid(), pid);
  });

  it('comes back when it is killed itself', async () => {
    const pid = runningPid();
    process.kill(pid, 'SIGKILL');
    for (let tries = 0; tries < 600 && (runningPid() ?? pid) === pid; tries += 1) await pause(100);
    // It refuses while it recovers.
    const answer = async (tries) => ask(server.url, 'select 1 as one').catch((fault) => (tries === 0 ? Promise.reject(fault) : pause(100).then(() => answer(tries - 1))));
    assert.deepEqual(await answer(600), { one: 1 });
  });
});

describe('the commands', () => {
  it('name a fault of the settings and start nothing', () => {
    const { status, stderr } = spawnSync(process.execPath, ['start.mjs'], {
      cwd: import.meta.dirname, encoding: 'utf8', env: { ...process.env, PORT: 'none', DATA_DIR: join(tmpdir(), 'never-made') },
    });
    assert.equal(status, 1);
    assert.equal(stderr.trim(), 'PORT is "none", but a port is a whole number from 0 to 65535.');
    assert.equal(existsSync(join(tmpdir(), 'never-made')), false);
  });

  it('refuse a name that is none', () => {
    const { status, stderr } = spawnSync(process.execPath, ['run.mjs', '../x'], { cwd: import.meta.dirname, encoding: 'utf8' });
    assert.equal(status, 1);
    assert.equal(stderr.trim(), 'There is no command "../x".');
  });
});
