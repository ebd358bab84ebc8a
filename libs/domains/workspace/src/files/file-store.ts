import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { decryptStream, encryptStream, type FilePurpose, KeyRing } from '@dossier/kernel/crypto';
import { Deployment, isId } from '@dossier/kernel/data';
import { FileProblem } from '@dossier/kernel/exchange';

export interface StoredFile {
  size: number;
  /** SHA-256 of the bytes as they came. */
  hash: string;
}

/** Encrypted files under the data folder, named by id alone; bytes pass through, never the whole file at once. */
@Injectable()
export class FileStore {
  constructor(
    private readonly deployment: Deployment,
    private readonly ring: KeyRing,
  ) {}

  /** Stores a stream under an id; a file half written is never seen. @throws FileProblem beyond `limit` bytes. */
  async write(purpose: FilePurpose, id: string, source: AsyncIterable<Uint8Array>, limit: number | null = null): Promise<StoredFile> {
    const path = this.path(purpose, id);
    const making = `${path}.part`;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const hash = createHash('sha256');
    const counted = { size: 0 };
    try {
      await pipeline(Readable.from(measured(source, hash, counted, limit), { objectMode: false }), encryptStream(this.ring, purpose, id), createWriteStream(making, { mode: 0o600, flush: true }));
      await rename(making, path);
    } catch (fault) {
      await rm(making, { force: true });
      throw fault;
    }
    return { size: counted.size, hash: hash.digest('hex') };
  }

  /** The bytes of a file from the beginning, each time anew. */
  async *read(purpose: FilePurpose, id: string): AsyncGenerator<Uint8Array> {
    const source = createReadStream(this.path(purpose, id), { highWaterMark: 256 * 1024 });
    const opened = decryptStream(this.ring, purpose, id);
    source.on('error', (fault) => opened.destroy(fault));
    source.pipe(opened);
    try {
      yield* opened as AsyncIterable<Uint8Array>;
    } finally {
      source.destroy();
      opened.destroy();
    }
  }

  async remove(purpose: FilePurpose, id: string): Promise<void> {
    await rm(this.path(purpose, id), { force: true });
  }

  private path(purpose: FilePurpose, id: string): string {
    if (!isId(id)) throw new Error('A file is named by an id');
    return join(this.deployment.dataDir, 'files', purpose, id.slice(-2), id);
  }
}

async function* measured(source: AsyncIterable<Uint8Array>, hash: ReturnType<typeof createHash>, counted: { size: number }, limit: number | null): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    counted.size += chunk.length;
    if (limit !== null && counted.size > limit) throw new FileProblem('FILE_TOO_LARGE', { limit: `${Math.round(limit / 1_048_576)} MB` });
    hash.update(chunk);
    yield chunk;
  }
}
