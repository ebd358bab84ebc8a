import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

const FOLDER = join('apps', 'api', 'src', 'figures', 'data');

/** A published set, column by column. */
export interface PublishedSet {
  rows: number;
  words(column: string): string[];
  /** What is no number, such as NA, is NaN. */
  numbers(column: string): Float64Array;
}

/** One of the published sets that `data/README.md` describes. */
export function loadPublished(name: string): PublishedSet {
  const columns = new Map(linesOf(name).map((line) => {
    const [column = '', ...values] = line.split(',');
    return [column, values];
  }));
  const words = (column: string): string[] => {
    const values = columns.get(column);
    if (!values) throw new Error(`The set ${name} has no column ${column}.`);
    return values;
  };
  return { rows: [...columns.values()][0]?.length ?? 0, words, numbers: (column) => Float64Array.from(words(column), (word) => (word === '' ? NaN : Number(word))) };
}

/** Baskets as numbers of items, and the items by number. */
export interface PublishedBaskets {
  items: string[];
  baskets: number[][];
}

/** The baskets of a grocery. */
export function loadBaskets(): PublishedBaskets {
  const [items = '', ...baskets] = linesOf('groceries');
  return { items: items.split(','), baskets: baskets.map((basket) => basket.split(',').map(Number)) };
}

const linesOf = (name: string): string[] => brotliDecompressSync(readFileSync(pathOf(`${name}.br`))).toString('utf8').split('\n');

/** The sets lie in the source tree, and a built program a few folders away from it. */
function pathOf(file: string): string {
  for (const start of [process.cwd(), import.meta.dirname]) {
    for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
      const path = join(folder, FOLDER, file);
      if (existsSync(path)) return path;
    }
  }
  throw new Error(`The published set ${file} is missing from this copy of the project.`);
}
