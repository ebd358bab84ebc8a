/** Choices that look like chance and are the same on every machine: a hash of who and what decides. */
export class Chance {
  constructor(private readonly who: string) {}

  /** A whole number from 0 to below `limit`. */
  number(what: string, limit: number): number {
    return hash(`${this.who}/${what}`) % limit;
  }

  /** True in so many of a hundred cases. */
  percent(what: string, percent: number): boolean {
    return this.number(what, 100) < percent;
  }

  of<T>(what: string, values: readonly T[]): T {
    const value = values[this.number(what, values.length)];
    if (value === undefined) throw new RangeError(`Nothing to choose ${what} from.`);
    return value;
  }

  digits(what: string, count: number): string {
    return String(this.number(what, 10 ** count)).padStart(count, '0');
  }
}

/** FNV-1a with a final mix, so that neighbouring customer numbers do not get neighbouring names. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
