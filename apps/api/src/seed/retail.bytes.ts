/** Whole numbers of any sign in as few bytes as they need: zigzag, then seven bits a byte. */
export class ByteWriter {
  private readonly out: number[] = [];

  byte(value: number): void {
    this.out.push(value);
  }

  number(value: number): void {
    let rest = value < 0 ? -2 * value - 1 : 2 * value;
    while (rest >= 128) {
      this.out.push((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    this.out.push(rest);
  }

  bytes(): Buffer {
    return Buffer.from(this.out);
  }
}

/** Reads what a `ByteWriter` wrote, in the same order. */
export class ByteReader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  byte(): number {
    return this.bytes[this.at++] ?? 0;
  }

  number(): number {
    let value = 0;
    let place = 1;
    for (;;) {
      const next = this.byte();
      value += (next % 128) * place;
      if (next < 128) break;
      place *= 128;
    }
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}

/** A product keeps its name and price from line to line: its place in the list of last used values is mostly the first. */
export class Recent {
  private readonly lists = new Map<number, number[]>();

  put(column: ByteWriter, code: number, value: number): void {
    const at = this.of(code).indexOf(value);
    column.number(at + 1);
    if (at < 0) column.number(value);
    this.front(code, at, value);
  }

  take(column: ByteReader, code: number): number {
    const at = column.number() - 1;
    const value = at < 0 ? column.number() : (this.of(code)[at] ?? 0);
    this.front(code, at, value);
    return value;
  }

  private of(code: number): number[] {
    const list = this.lists.get(code) ?? [];
    this.lists.set(code, list);
    return list;
  }

  private front(code: number, at: number, value: number): void {
    const list = this.of(code);
    if (at >= 0) list.splice(at, 1);
    list.unshift(value);
  }
}
