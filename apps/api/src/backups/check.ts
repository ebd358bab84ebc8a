import { createHash } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { CipherError, decryptStream, type KeyRing } from '@dossier/kernel/crypto';
import { ARCHIVE, type ArchiveHead, type Manifest, type Sum } from './archive';
import { blocksOf, readJson, type Block } from './blocks';
import { Sentence } from './say';

const damaged = (file: string): Sentence => new Sentence(`${file} is damaged: it does not add up. Take another backup.`);

/**
 * Reads an archive to its end as a restore would, without a database: it opens with this key, and all of it adds up. Gives its sums.
 * @throws Sentence that says what is wrong with it.
 */
export async function checkBackup(file: string, ring: KeyRing): Promise<Manifest> {
  if (!existsSync(file) || !statSync(file).isFile()) throw new Sentence(`There is no backup ${file}.`);
  const opened = createReadStream(file).on('error', (fault) => opened.destroy(fault)).pipe(decryptStream(ring, 'backup', ARCHIVE));
  const adding = new Adding(file);
  try {
    for await (const block of blocksOf(opened)) adding.take(block);
  } catch (fault) {
    if (fault instanceof Sentence || (fault as NodeJS.ErrnoException).syscall) throw fault;
    throw adding.isOpen ? new Sentence(`${file} is damaged or was cut off. Take another backup.`) : unopened(file, fault);
  }
  return adding.proven();
}

/** Nothing of it could be read: it is none of ours, or this is not its key. */
function unopened(file: string, fault: unknown): Sentence {
  if (fault instanceof CipherError && fault.fault === 'MALFORMED') return new Sentence(`${file} is no backup of ours.`);
  return new Sentence(`${file} does not open with this key: put the key in its place that it was made with, or name it in KEY_FILE. If that is the one, the file is damaged.`);
}

class Adding {
  private sum = createHash('sha256');
  private bytes = 0;
  private count = 0;
  private said: Manifest | null = null;
  private head: ArchiveHead | null = null;

  constructor(private readonly file: string) {}

  /** Whether anything of it has opened. */
  get isOpen(): boolean {
    return this.head !== null;
  }

  take(block: Block): void {
    if (block.kind === 'HEAD') this.head = readJson<ArchiveHead>(block);
    else if (block.kind === 'BYTES') this.add(block.bytes);
    else if (block.kind === 'DONE') this.done(readJson<Sum>(block));
    else if (block.kind === 'MANIFEST') this.said = readJson<Manifest>(block);
  }

  proven(): Manifest {
    if (this.head?.format !== ARCHIVE) throw new Sentence(`${this.file} is no backup of ours.`);
    if (this.said === null) throw new Sentence(`${this.file} ends too early: it was cut off. Take another backup.`);
    if (Object.keys(this.said).length !== this.count) throw damaged(this.file);
    return this.said;
  }

  private add(bytes: Buffer): void {
    this.sum.update(bytes);
    this.bytes += bytes.length;
  }

  private done({ bytes, sha256 }: Sum): void {
    if (bytes !== this.bytes || sha256 !== this.sum.digest('hex')) throw damaged(this.file);
    this.count += 1;
    this.sum = createHash('sha256');
    this.bytes = 0;
  }
}
