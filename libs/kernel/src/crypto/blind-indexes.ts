import { blindIndex, type KeyRing } from './sealing';

/** One of the two columns an indexed value may stand in, and the key version its indexes are made with. */
export interface IndexSlot {
  slot: 'a' | 'b';
  version: number;
}

/** What is stored beside a sealed value: at most one index a column. */
export interface StoredIndexes {
  a: Buffer | null;
  b: Buffer | null;
}

/**
 * The blind indexes of the installation. A value is looked for by its index under the live key, in either column;
 * while the key changes, what is written bears the index under each key in use, so that no look-up misses it.
 */
export class BlindIndexes {
  private live: IndexSlot;
  private beside: readonly IndexSlot[] = [];

  constructor(private readonly ring: KeyRing) {
    this.live = { slot: 'a', version: ring.current };
  }

  use(live: IndexSlot, beside: readonly IndexSlot[]): void {
    this.live = live;
    this.beside = beside;
  }

  /** The index by which a value is found. */
  find(field: string, value: string): Buffer {
    return blindIndex(this.ring, field, value, this.live.version);
  }

  /** The indexes to store beside a value. */
  store(field: string, value: string): StoredIndexes {
    const stored: StoredIndexes = { a: null, b: null };
    for (const { slot, version } of [this.live, ...this.beside]) stored[slot] = blindIndex(this.ring, field, value, version);
    return stored;
  }
}
