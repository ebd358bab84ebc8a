import { createGunzip } from 'node:zlib';
import { Readable } from 'node:stream';
import { FILE_LIMITS, FileProblem } from './limits';
import type { OpenBytes } from './file-row';

/** What the first bytes say a file is, whatever its name or declared type claims. */
export type Container = 'ZIP' | 'GZIP' | 'PLAIN' | 'OTHER';

const FOREIGN: readonly (readonly number[])[] = [
  [0x25, 0x50, 0x44, 0x46], // PDF
  [0x89, 0x50, 0x4e, 0x47], // PNG
  [0xff, 0xd8, 0xff], // JPEG
  [0x47, 0x49, 0x46, 0x38], // GIF
  [0xd0, 0xcf, 0x11, 0xe0], // XLS, DOC (OLE)
  [0x7f, 0x45, 0x4c, 0x46], // ELF
  [0x4d, 0x5a, 0x90], // PE
  [0x52, 0x61, 0x72, 0x21], // RAR
  [0x37, 0x7a, 0xbc, 0xaf], // 7z
  [0x42, 0x5a, 0x68], // bzip2
  [0x28, 0xb5, 0x2f, 0xfd], // zstd
];

/** Tells the container by its magic bytes. */
export function containerOf(head: Uint8Array): Container {
  if (head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5)) return 'ZIP';
  if (head[0] === 0x1f && head[1] === 0x8b) return 'GZIP';
  return FOREIGN.some((magic) => magic.every((byte, at) => head[at] === byte)) ? 'OTHER' : 'PLAIN';
}

/** Counts unpacked bytes against the limits: absolute, and in proportion to what was packed. */
export class UnpackMeter {
  private unpacked = 0;
  private packed = 0;

  sawPacked(bytes: number): void {
    this.packed += bytes;
  }

  sawUnpacked(bytes: number): void {
    this.unpacked += bytes;
    if (this.unpacked > FILE_LIMITS.unpackedBytes) throw new FileProblem('FILE_TOO_LARGE', { limit: '500 MB' });
    const free = 10 * 1024 * 1024;
    if (this.unpacked > free && this.unpacked > Math.max(this.packed, 1) * FILE_LIMITS.unpackRatio) throw new FileProblem('FILE_TOO_LARGE', { limit: '500 MB' });
  }
}

/** The bytes of a text file, unpacked where it is gzip, within the limits. */
export async function* plainBytes(open: OpenBytes): AsyncGenerator<Uint8Array> {
  const source = (await open())[Symbol.asyncIterator]();
  const first = await source.next();
  if (first.done === true) return;
  const whole = chain(first.value, source);
  if (containerOf(first.value) !== 'GZIP') {
    yield* counted(whole);
    return;
  }
  yield* gunzipped(whole);
}

async function* chain(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

async function* counted(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > FILE_LIMITS.unpackedBytes) throw new FileProblem('FILE_TOO_LARGE', { limit: '500 MB' });
    yield chunk;
  }
}

async function* gunzipped(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const meter = new UnpackMeter();
  const gunzip = createGunzip();
  const input = Readable.from(metered(source, meter), { objectMode: false });
  input.on('error', (error) => gunzip.destroy(error));
  input.pipe(gunzip);
  try {
    let isFirst = true;
    for await (const chunk of gunzip as AsyncIterable<Uint8Array>) {
      // Packed twice, or something else within: one layer is what spreadsheets and databases write.
      if (isFirst && containerOf(chunk) !== 'PLAIN') throw new FileProblem('FILE_NOT_A_TABLE');
      isFirst = false;
      meter.sawUnpacked(chunk.length);
      yield chunk;
    }
  } catch (error) {
    throw error instanceof FileProblem ? error : new FileProblem('FILE_DAMAGED');
  } finally {
    input.destroy();
    gunzip.destroy();
  }
}

async function* metered(source: AsyncIterable<Uint8Array>, meter: UnpackMeter): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    meter.sawPacked(chunk.length);
    yield chunk;
  }
}
