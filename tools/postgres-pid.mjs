import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The process id of the server that runs on this cluster, or null. A lock file whose process is gone, or has become
 * some other program since, is none; only the latter is taken away, for PostgreSQL itself clears the former.
 */
export function liveServer(cluster) {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const [pid, home] = readFileSync(file, 'utf8').split('\n');
  if (!isAlive(Number(pid))) return null;
  if (programOf(Number(pid)).includes('postgres') && realpathSync(home) === realpathSync(cluster)) return Number(pid);
  rmSync(file);
  return null;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function programOf(pid) {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    // macOS has no /proc; another user's process cannot be read: then its command line decides.
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? 'postgres';
  }
}
