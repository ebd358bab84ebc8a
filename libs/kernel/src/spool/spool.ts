import { Injectable } from '@nestjs/common';
import { access, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { KeyRing } from '../crypto/sealing';
import { Deployment } from '../deployment';
import { DomainError } from '../errors/domain-error';
import { asDomainError } from '../errors/storage-error';
import { asideFolder, fileName, lying, spoolFolder, syncFolder, takenBy, writeDurably, type Lying } from './spool.files';
import { openFrom, sealFor } from './sealed-file';

/** The spool takes so much of the disk and no more: about sixty thousand submissions. */
export const SPOOL_MOST_BYTES = 256 * 1024 * 1024;
/** After the database was found away, it is not asked again for so long. */
export const AWAY_MS = 1_000;
/** When somebody who found the spool full should come again. */
const RETRY_SECONDS = 60;

/** What lies in one file. */
export interface Entry {
  kind: string;
  key: string;
  payload: Readonly<Record<string, unknown>>;
}

/**
 * What must not be lost while the database is away: each thing in a file of its own, sealed and bound to its name, on the disk before the
 * sender is thanked. The name follows from kind and key, so that the same thing sent again is the same file.
 */
@Injectable()
export class Spool {
  /** How much it may hold, in bytes. */
  most = SPOOL_MOST_BYTES;
  private readonly folder: string;
  private readonly aside: string;
  /** Bytes that lie there, as far as this process knows; null: it has not looked yet. */
  private bytes: number | null = null;
  private awayUntil = 0;

  constructor(
    deployment: Deployment,
    private readonly ring: KeyRing,
  ) {
    this.folder = spoolFolder(deployment.dataDir);
    this.aside = asideFolder(deployment.dataDir);
  }

  /** Whether the database was away a moment ago: it is not asked at once again, so that nobody waits in vain. */
  get isAway(): boolean {
    return performance.now() < this.awayUntil;
  }

  noteAway(): void {
    this.awayUntil = performance.now() + AWAY_MS;
  }

  /** Keeps one thing; false: it lay there already. @throws DomainError STORAGE_FULL when the spool, or the disk, has no room left. */
  async put(kind: string, key: string, payload: object): Promise<boolean> {
    const name = fileName(kind, key);
    if (await access(join(this.folder, name)).then(() => true, () => false)) return false;
    const box = sealFor(this.ring, name, JSON.stringify({ kind, key, payload }));
    const takes = takenBy(box.length);
    this.bytes ??= sum(await lying(this.folder));
    // Others may have taken some of it in meanwhile.
    if (this.bytes + takes > this.most) this.bytes = sum(await lying(this.folder));
    if (this.bytes + takes > this.most) throw new DomainError('STORAGE_FULL', { seconds: RETRY_SECONDS });
    await writeDurably(this.folder, name, box).catch((fault: unknown) => {
      throw asDomainError(fault);
    });
    this.bytes += takes;
    return true;
  }

  /** What lies there, the oldest first. */
  async files(): Promise<Lying[]> {
    const files = await lying(this.folder);
    this.bytes = sum(files);
    return files;
  }

  /** Opens a file; null: somebody else has taken it meanwhile. @throws CipherError where it was altered, or is not ours. */
  async open(name: string): Promise<Entry | null> {
    const box = await readFile(join(this.folder, name)).catch((fault: NodeJS.ErrnoException) => {
      if (fault.code === 'ENOENT') return null;
      throw fault;
    });
    if (box === null) return null;
    return JSON.parse(openFrom(this.ring, name, box)) as Entry;
  }

  /** Forgets a file whose content the database keeps now. */
  async drop(name: string): Promise<void> {
    await rm(join(this.folder, name), { force: true });
  }

  /** Puts a file that does not open where somebody can look at it; it is never taken in. */
  async setAside(name: string): Promise<void> {
    await mkdir(this.aside, { recursive: true, mode: 0o700 });
    await rename(join(this.folder, name), join(this.aside, name)).catch((fault: NodeJS.ErrnoException) => {
      if (fault.code !== 'ENOENT') throw fault;
    });
    await syncFolder(this.folder);
  }
}

const sum = (files: readonly Lying[]): number => files.reduce((all, { bytes }) => all + bytes, 0);
