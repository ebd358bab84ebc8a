import { statfs } from 'node:fs/promises';
import { Logger } from '@nestjs/common';
import type { Database } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { Installation } from '@dossier/workspace';

const EVERY_MS = 1_000;
const MOST = 64 * 1024 * 1024;
const SHARE = 0.1;
/** Writing is taken up again with a little more room than it was refused at, so that it does not flutter. */
const AGAIN = 1.25;
/** Small writes by which people come in and go, so that somebody can look at what is wrong. */
const spared = new Set(['signIn', 'signOut', 'proveMyself']);

/**
 * PostgreSQL stops altogether when its log finds no room. So the product refuses to write while little is left on the
 * disks it knows, and takes it up again by itself; reading goes on.
 */
export async function guardStorage(database: Database, { dataDir, cluster }: Pick<Installation, 'dataDir' | 'cluster'>): Promise<void> {
  const places = [...new Set([dataDir, ...(cluster ? [cluster] : [])])];
  const logger = new Logger('storage');
  let isFull = false;
  const look = async (): Promise<void> => {
    const rooms = await Promise.all(places.map(roomIn)).catch(() => null);
    if (!rooms) return;
    const now = rooms.some(({ free, least }) => free < (isFull ? least * AGAIN : least));
    if (now !== isFull) logger.warn(now ? 'The disk is nearly full: writing is refused until there is room.' : 'There is room on the disk again: writing goes on.');
    isFull = now;
  };
  await look();
  database.refuses = (operation) => (isFull && !spared.has(operation) ? new DomainError('STORAGE_FULL') : null);
  const timer = setInterval(() => (database.pool.ending ? clearInterval(timer) : void look()), EVERY_MS);
  timer.unref();
}

async function roomIn(place: string): Promise<{ free: number; least: number }> {
  const { blocks, bavail, bsize } = await statfs(place);
  return { free: bavail * bsize, least: Math.min(MOST, blocks * bsize * SHARE) };
}
