/**
 * Files under encryption, in chunks of 64 KiB, so that memory stays flat and damage is found.
 *
 * Layout: `"DSF1" | key version (1) | salt (32)`, then chunks of `ciphertext | tag (16)`. Each file has its own key
 * (HKDF of key, salt and context), so the nonce may simply count: chunk number (11 bytes) and a last byte that is 1
 * on the final chunk. A chunk left out, doubled, moved or cut off therefore does not open.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { CipherError, type KeyRing } from './sealing';

const MAGIC = Buffer.from('DSF1');
const SALT = 32;
const HEAD = MAGIC.length + 1 + SALT;
const CHUNK = 64 * 1024;
const TAG = 16;

/** What a file is for; each purpose has its own key. */
export type FilePurpose = 'export' | 'import' | 'attachment' | 'backup';

const fileKey = (purposeKey: Buffer, salt: Buffer, context: string): Buffer =>
  Buffer.from(hkdfSync('sha256', purposeKey, salt, `dossier file\0${context}`, 32));

function chunkNonce(count: number, isFinal: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(count, 5, 6);
  nonce[11] = isFinal ? 1 : 0;
  return nonce;
}

/** Collects bytes and hands them out in pieces of one size, without joining everything again at each write. */
class Gathering {
  private parts: Buffer[] = [];
  length = 0;

  add(part: Buffer): void {
    this.parts.push(part);
    this.length += part.length;
  }

  take(size: number): Buffer {
    const whole = this.parts.length === 1 ? this.parts[0]! : Buffer.concat(this.parts);
    const rest = whole.subarray(size);
    this.parts = rest.length > 0 ? [rest] : [];
    this.length = rest.length;
    return whole.subarray(0, size);
  }
}

class EncryptStream extends Transform {
  private readonly waiting = new Gathering();
  private count = 0;

  constructor(
    private readonly key: Buffer,
    head: Buffer,
  ) {
    super();
    this.push(head);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.waiting.add(chunk);
    while (this.waiting.length > CHUNK) this.write64(this.waiting.take(CHUNK), false);
    done();
  }

  override _flush(done: TransformCallback): void {
    this.write64(this.waiting.take(this.waiting.length), true);
    done();
  }

  private write64(plain: Buffer, isFinal: boolean): void {
    const cipher = createCipheriv('aes-256-gcm', this.key, chunkNonce(this.count++, isFinal));
    this.push(cipher.update(plain));
    cipher.final();
    this.push(cipher.getAuthTag());
  }
}

class DecryptStream extends Transform {
  private readonly waiting = new Gathering();
  private key: Buffer | null = null;
  private count = 0;

  constructor(
    private readonly keyOf: (version: number, salt: Buffer) => Buffer,
    private readonly place: string,
  ) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.waiting.add(chunk);
    this.attempt(done, () => {
      if (!this.key && this.waiting.length >= HEAD) this.readHead();
      while (this.key && this.waiting.length > CHUNK + TAG) this.open(this.waiting.take(CHUNK + TAG), false);
    });
  }

  override _flush(done: TransformCallback): void {
    this.attempt(done, () => {
      if (!this.key) throw new CipherError('MALFORMED', this.place);
      this.open(this.waiting.take(this.waiting.length), true);
    });
  }

  private attempt(done: TransformCallback, step: () => void): void {
    try {
      step();
      done();
    } catch (error) {
      done(error instanceof Error ? error : new CipherError('ALTERED', this.place));
    }
  }

  private readHead(): void {
    const head = this.waiting.take(HEAD);
    if (!head.subarray(0, MAGIC.length).equals(MAGIC)) throw new CipherError('MALFORMED', this.place);
    this.key = this.keyOf(head[MAGIC.length]!, head.subarray(MAGIC.length + 1));
  }

  private open(sealed: Buffer, isFinal: boolean): void {
    if (sealed.length < TAG) throw new CipherError('ALTERED', this.place);
    const opening = createDecipheriv('aes-256-gcm', this.key!, chunkNonce(this.count++, isFinal), { authTagLength: TAG });
    opening.setAuthTag(sealed.subarray(sealed.length - TAG));
    const plain = opening.update(sealed.subarray(0, sealed.length - TAG));
    try {
      opening.final();
    } catch {
      throw new CipherError('ALTERED', this.place);
    }
    this.push(plain);
  }
}

/** A transform that encrypts a file. `context` (its id) must be given again to read it: files cannot be swapped. */
export function encryptStream(ring: KeyRing, purpose: FilePurpose, context: string): Transform {
  const salt = randomBytes(SALT);
  const head = Buffer.concat([MAGIC, Buffer.from([ring.current]), salt]);
  return new EncryptStream(fileKey(ring.derive(`file/${purpose}`), salt, context), head);
}

/** A transform that reads such a file; it fails with CipherError when the file is altered, cut, reordered or another one. */
export function decryptStream(ring: KeyRing, purpose: FilePurpose, context: string): Transform {
  return new DecryptStream((version, salt) => fileKey(ring.derive(`file/${purpose}`, version), salt, context), `file ${context}`);
}
