import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import type { KeyRing } from '@dossier/kernel/crypto';

/** DER of an Ed25519 private key up to its 32 bytes. */
const PRIVATE_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

export interface Signer {
  /** Names the public key: the beginning of its SHA-256. */
  id: string;
  publicKey: string;
  sign(text: string): string;
}

/** Names a public key. */
export const keyId = (publicKey: KeyObject): string => createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' })).digest('hex').slice(0, 16);

/**
 * The signer that follows from one version of the key-encryption key. It needs no file of its own, and the database, which
 * never sees that key, cannot forge it.
 */
export function signerOf(ring: KeyRing, version: number = ring.current): Signer {
  const secret = createPrivateKey({ key: Buffer.concat([PRIVATE_HEAD, ring.derive('audit-checkpoint', version)]), format: 'der', type: 'pkcs8' });
  const open = createPublicKey(secret);
  return { id: keyId(open), publicKey: open.export({ type: 'spki', format: 'pem' }).toString(), sign: (text) => sign(null, Buffer.from(text), secret).toString('base64') };
}

/** The public keys that are believed, by their names. */
export class Trusted {
  private readonly keys = new Map<string, KeyObject>();

  add(pem: string): void {
    const key = createPublicKey(pem);
    this.keys.set(keyId(key), key);
  }

  isSigned(id: string, text: string, signature: string): boolean {
    const key = this.keys.get(id);
    return key !== undefined && verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
  }
}

/** Every key of a ring is believed: whoever holds the ring could have signed. */
export function trustRing(ring: KeyRing, trusted = new Trusted()): Trusted {
  for (const version of ring.versions) trusted.add(signerOf(ring, version).publicKey);
  return trusted;
}
