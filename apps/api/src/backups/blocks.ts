/** What stands in an archive, one after the other: its head, then tables and files with their bytes, and at the end what all of it must add up to. */
export type BlockKind = 'HEAD' | 'TABLE' | 'FILE' | 'BYTES' | 'DONE' | 'MANIFEST';

const KINDS: readonly BlockKind[] = ['HEAD', 'TABLE', 'FILE', 'BYTES', 'DONE', 'MANIFEST'];
const HEAD = 5;
const MOST = 64 * 1024 * 1024;

export interface Block {
  kind: BlockKind;
  bytes: Buffer;
}

/** One block as it is written: its kind, its length, its bytes. */
export function block(kind: BlockKind, content: Buffer | object): Buffer {
  const bytes = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content), 'utf8');
  const head = Buffer.alloc(HEAD);
  head.writeUInt8(KINDS.indexOf(kind), 0);
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

/** The blocks of a stream. @throws Error where it ends within one, or is no archive. */
export async function* blocksOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Block> {
  let waiting: Buffer = Buffer.alloc(0);
  for await (const chunk of source) {
    waiting = waiting.length === 0 ? Buffer.from(chunk) : Buffer.concat([waiting, chunk]);
    let at = 0;
    while (waiting.length - at >= HEAD) {
      const kind = KINDS[waiting.readUInt8(at)];
      const length = waiting.readUInt32BE(at + 1);
      if (!kind || length > MOST) throw new Error('This is no backup of ours, or it is damaged.');
      if (waiting.length - at < HEAD + length) break;
      yield { kind, bytes: waiting.subarray(at + HEAD, at + HEAD + length) };
      at += HEAD + length;
    }
    waiting = waiting.subarray(at);
  }
  if (waiting.length > 0) throw new Error('The backup ends too early: it was cut off.');
}

export const readJson = <T>({ bytes }: Block): T => JSON.parse(bytes.toString('utf8')) as T;
