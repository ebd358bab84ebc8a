import { type KeyRing, newPersonKey, unwrapPersonKey, wrapPersonKey } from './sealing';

interface Remembered {
  wrapped: Buffer;
  key: Buffer;
}

/**
 * Opens the keys of persons and remembers the latest ones (bounded, least used first out).
 * A remembered key is given only to whoever brings the same wrapped key again: where the row has lost it, nothing opens any more.
 */
export class PersonKeys {
  private readonly remembered = new Map<string, Remembered>();

  constructor(
    readonly ring: KeyRing,
    private readonly capacity = 20_000,
  ) {}

  /** A new key for a new person, with the wrapped form to store. */
  make(personId: string): { key: Buffer; wrapped: Buffer } {
    const key = newPersonKey();
    const wrapped = wrapPersonKey(this.ring, personId, key);
    this.remember(personId, { wrapped, key });
    return { key, wrapped };
  }

  /** The key of a person. @throws CipherError when the wrapped key is altered or another person's. */
  open(personId: string, wrapped: Buffer): Buffer {
    const known = this.remembered.get(personId);
    if (known && known.wrapped.equals(wrapped)) {
      this.remembered.delete(personId);
      this.remembered.set(personId, known);
      return known.key;
    }
    const key = unwrapPersonKey(this.ring, personId, wrapped);
    this.remember(personId, { wrapped: Buffer.from(wrapped), key });
    return key;
  }

  /** The same key wrapped under the newest key-encryption key; null when it already is. */
  rewrap(personId: string, wrapped: Buffer): Buffer | null {
    if (wrapped[0] === this.ring.current) return null;
    return wrapPersonKey(this.ring, personId, unwrapPersonKey(this.ring, personId, wrapped));
  }

  /** Forgets a person at once, after erasure. */
  forget(personId: string): void {
    this.remembered.delete(personId);
  }

  private remember(personId: string, entry: Remembered): void {
    this.remembered.set(personId, entry);
    if (this.remembered.size <= this.capacity) return;
    const oldest = this.remembered.keys().next().value;
    if (oldest !== undefined) this.remembered.delete(oldest);
  }
}
