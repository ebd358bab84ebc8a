import { Injectable } from '@nestjs/common';
import { currentWork } from '../data/unit-of-work';

/** A sealed column in which somebody may be spoken of before any record is theirs: rows that were not accepted, messages that took no effect. */
export interface Leftover {
  table: string;
  column: string;
  /** Columns that name a row. */
  key: readonly string[];
  open(row: Readonly<Record<string, unknown>>, box: Buffer): string;
  /** What goes: the whole row, or this one value. */
  goes: 'ROW' | 'VALUE';
}

interface Box extends Record<string, unknown> {
  box: Buffer;
}

const PAGE = 2_000;

/** What lies about sealed under the key of the installation. An erasure opens all of it once and lets go of what speaks of the person. */
@Injectable()
export class Leftovers {
  private readonly places: Leftover[] = [];

  add(place: Leftover): void {
    this.places.push(place);
  }

  /** Removes, in the open unit of work, whatever holds one of these words; gives how much, by table. */
  async forget(words: readonly string[]): Promise<{ table: string; rows: number }[]> {
    const wanted = words.map((word) => word.toLowerCase()).filter((word) => word.length > 1);
    if (wanted.length === 0) return [];
    const told: { table: string; rows: number }[] = [];
    for (const place of this.places) {
      const rows = await this.clear(place, wanted);
      if (rows > 0) told.push({ table: place.table, rows });
    }
    return told;
  }

  private async clear(place: Leftover, words: readonly string[]): Promise<number> {
    const { table, column, key, goes } = place;
    const names = key.map((name) => `${name}::text`);
    let cleared = 0;
    for (let after: unknown[] | null = null; ; ) {
      const rows: Box[] = await currentWork().query<Box>(
        `select ${key.map((name) => `${name}::text as ${name}`).join(', ')}, ${column} as box from ${table} where ${column} is not null${after ? ` and (${names.join(', ')}) > (${names.map((_, at) => `$${at + 1}`).join(', ')})` : ''} order by ${names.join(', ')} limit ${PAGE}`, after ?? []);
      const found = rows.filter((row) => this.speaks(place, row, words));
      for (const row of found) {
        const where = key.map((name, at) => `${name}::text = $${at + 1}`).join(' and ');
        await currentWork().query(goes === 'ROW' ? `delete from ${table} where ${where}` : `update ${table} set ${column} = null where ${where}`, key.map((name) => row[name]));
      }
      cleared += found.length;
      const last = rows.at(-1);
      if (rows.length < PAGE || !last) return cleared;
      after = key.map((name) => last[name]);
    }
  }

  /** A box that does not open tells nobody anything either; whoever watches the seals has heard of it. */
  private speaks({ open }: Leftover, row: Box, words: readonly string[]): boolean {
    try {
      const text = open(row, row.box).toLowerCase();
      return words.some((word) => text.includes(word));
    } catch {
      return false;
    }
  }
}
