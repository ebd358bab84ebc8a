import { describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CipherError, KeyRing } from './sealing';
import { decryptStream, encryptStream } from './stream';

const ring = new KeyRing(new Map([[1, Buffer.alloc(32, 7)]]));
const HEAD = 37;
const SEALED = 65_536 + 16;

async function through(bytes: Buffer, transform: Transform, step = 10_000): Promise<Buffer> {
  const parts: Buffer[] = [];
  const pieces = Array.from({ length: Math.ceil(bytes.length / step) }, (_, at) => bytes.subarray(at * step, (at + 1) * step));
  await pipeline(Readable.from(pieces), transform, async (source: AsyncIterable<Buffer>) => {
    for await (const part of source) parts.push(part);
  });
  return Buffer.concat(parts);
}
const encrypt = (bytes: Buffer, step?: number): Promise<Buffer> => through(bytes, encryptStream(ring, 'export', 'file-1'), step);
const decrypt = (bytes: Buffer, step?: number, context = 'file-1'): Promise<Buffer> => through(bytes, decryptStream(ring, 'export', context), step);

describe('an encrypted file', () => {
  it.each([0, 1, 65_535, 65_536, 65_537, 131_072, 300_000])('of %d bytes comes back', async (size) => {
    const bytes = randomBytes(size);
    for (const step of [777, 65_536, 1_000_000]) expect((await decrypt(await encrypt(bytes, step), step)).equals(bytes)).toBe(true);
  });

  it('does not open under another context, purpose or key', async () => {
    const sealed = await encrypt(Buffer.from('secret'));
    await expect(decrypt(sealed, 100, 'file-2')).rejects.toThrow(CipherError);
    await expect(through(sealed, decryptStream(ring, 'import', 'file-1'))).rejects.toThrow(CipherError);
    await expect(through(sealed, decryptStream(new KeyRing(new Map([[2, Buffer.alloc(32)]])), 'export', 'file-1'))).rejects.toThrow(/KEY_MISSING/);
  });

  it('tells when it was cut, reordered, doubled or altered', async () => {
    const sealed = await encrypt(randomBytes(200_000));
    const chunk = (at: number): Buffer => sealed.subarray(HEAD + at * SEALED, HEAD + (at + 1) * SEALED);
    const head = sealed.subarray(0, HEAD);
    const damaged = [
      sealed.subarray(0, 20), head, sealed.subarray(0, HEAD + SEALED), sealed.subarray(0, HEAD + 3 * SEALED), sealed.subarray(0, sealed.length - 1),
      Buffer.concat([head, chunk(1), chunk(0), chunk(2), chunk(3)]), Buffer.concat([head, chunk(0), chunk(0), chunk(1), chunk(2), chunk(3)]),
      Buffer.concat([head, chunk(0), chunk(2), chunk(3)]), Buffer.concat([sealed, sealed.subarray(HEAD)]), Buffer.from('not a file of ours, yet long enough for a head'),
    ];
    for (const bytes of damaged) await expect(decrypt(bytes)).rejects.toThrow(CipherError);
    const altered = Buffer.from(sealed);
    altered[HEAD + SEALED + 5]! ^= 1;
    await expect(decrypt(altered)).rejects.toThrow(CipherError);
  });

  it('gives an empty source a form that can be told from nothing', async () => {
    expect((await encrypt(Buffer.alloc(0))).length).toBe(HEAD + 16);
    await expect(decrypt(Buffer.alloc(0))).rejects.toThrow(CipherError);
  });
});
