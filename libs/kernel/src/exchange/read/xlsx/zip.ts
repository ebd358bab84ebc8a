import { createInflateRaw } from 'node:zlib';
import { Readable } from 'node:stream';
import { FileProblem } from '../limits';
import { UnpackMeter } from '../bytes';
import type { OpenBytes } from '../file-row';

/** One part of a packed file, as its directory at the end describes it. */
export interface ZipEntry {
  name: string;
  packed: number;
  unpacked: number;
  deflated: boolean;
  offset: number;
}

/** The directory stands within this many bytes of the end, or the file is none of ours. */
const TAIL = 1024 * 1024;
const END = 0x06054b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;

/**
 * The parts of a packed file. The bytes are read through once and only the tail is kept: the directory gives exact places and sizes,
 * so that nothing has to be guessed from a stream and no part ever needs a temporary file.
 */
export async function zipEntries(open: OpenBytes): Promise<ZipEntry[]> {
  let tail = Buffer.alloc(0);
  let size = 0;
  for await (const chunk of await open()) {
    size += chunk.length;
    tail = Buffer.concat([tail.length + chunk.length > TAIL * 2 ? tail.subarray(-TAIL) : tail, chunk]);
  }
  const end = tail.lastIndexOf(signature(END));
  if (end === -1 || tail.length - end < 22) throw new FileProblem('FILE_DAMAGED');
  const start = tail.readUInt32LE(end + 16) - (size - tail.length);
  const count = tail.readUInt16LE(end + 10);
  if (start < 0 || start > end || count > 5000) throw new FileProblem('FILE_DAMAGED');
  return directory(tail, start, count);
}

function directory(tail: Buffer, start: number, count: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = start;
  for (let no = 0; no < count; no += 1) {
    if (at + 46 > tail.length || tail.readUInt32LE(at) !== DIRECTORY) throw new FileProblem('FILE_DAMAGED');
    const nameLength = tail.readUInt16LE(at + 28);
    const name = tail.toString('utf8', at + 46, at + 46 + nameLength).replace(/^\/+/, '');
    const method = tail.readUInt16LE(at + 10);
    const secret = (tail.readUInt16LE(at + 8) & 1) === 1;
    if (secret || (method !== 0 && method !== 8)) throw new FileProblem('FILE_DAMAGED');
    entries.push({ name, packed: tail.readUInt32LE(at + 20), unpacked: tail.readUInt32LE(at + 24), deflated: method === 8, offset: tail.readUInt32LE(at + 42) });
    at += 46 + nameLength + tail.readUInt16LE(at + 30) + tail.readUInt16LE(at + 32);
  }
  return entries;
}

/** The unpacked bytes of one part, within the limits. */
export async function* zipPart(open: OpenBytes, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const meter = new UnpackMeter();
  const packed = partBytes(await open(), entry);
  if (!entry.deflated) {
    for await (const chunk of packed) {
      meter.sawPacked(chunk.length);
      meter.sawUnpacked(chunk.length);
      yield chunk;
    }
    return;
  }
  const inflate = createInflateRaw();
  const input = Readable.from(watched(packed, meter), { objectMode: false });
  input.on('error', (error) => inflate.destroy(error));
  input.pipe(inflate);
  try {
    for await (const chunk of inflate as AsyncIterable<Uint8Array>) {
      meter.sawUnpacked(chunk.length);
      yield chunk;
    }
  } catch (error) {
    throw error instanceof FileProblem ? error : new FileProblem('FILE_DAMAGED');
  } finally {
    input.destroy();
    inflate.destroy();
  }
}

async function* watched(source: AsyncIterable<Uint8Array>, meter: UnpackMeter): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    meter.sawPacked(chunk.length);
    yield chunk;
  }
}

/** The packed bytes of a part: skips to its local header, steps over it, and stops after exactly its size. */
async function* partBytes(source: AsyncIterable<Uint8Array>, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  let skip = entry.offset;
  let head: Buffer | null = Buffer.alloc(0);
  let left = entry.packed;
  for await (const whole of source) {
    let chunk: Uint8Array = whole;
    if (skip >= chunk.length) {
      skip -= chunk.length;
      continue;
    }
    chunk = chunk.subarray(skip);
    skip = 0;
    if (head !== null) {
      head = Buffer.concat([head, chunk]);
      const body = bodyOf(head);
      if (body === null) continue;
      chunk = head.subarray(body);
      head = null;
    }
    const piece = chunk.subarray(0, left);
    left -= piece.length;
    if (piece.length > 0) yield piece;
    if (left === 0) return;
  }
  if (left > 0) throw new FileProblem('FILE_DAMAGED');
}

function bodyOf(head: Buffer): number | null {
  if (head.length < 30) return null;
  if (head.readUInt32LE(0) !== LOCAL) throw new FileProblem('FILE_DAMAGED');
  const body = 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  return head.length < body ? null : body;
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
