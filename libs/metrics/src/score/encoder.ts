import { answered, refused, type Answer, type Caution } from '../answer';

/** Looked up once: it is asked for every cell. */
const { isNaN: isUnknown } = Number;

/** A named column of numbers (NaN where unknown) or of words ('' where unknown), a place a row. */
export type Feature = { name: string; kind: 'NUMBER'; values: ArrayLike<number> } | { name: string; kind: 'WORD'; values: readonly string[] };

/** How a column of numbers becomes numbers of like size. */
interface NumberCode {
  name: string;
  kind: 'NUMBER';
  mean: number;
  spread: number;
  /** The column that says that the number is unknown; −1 where it always was known. */
  unknown: number;
  at: number;
}

/** How a column of words becomes columns of 0 and 1; rare ones share one, words never met have none. */
interface WordCode {
  name: string;
  kind: 'WORD';
  columns: Record<string, number>;
}

/** How features become columns, as learned from some rows; plain data, so that it can be kept with a model. */
export interface Encoder {
  codes: (NumberCode | WordCode)[];
  names: string[];
}

/** Rows of columns that are mostly 0: `column` and `value` from `start[i]` to `start[i + 1]` are those of row i. */
export interface Design {
  n: number;
  names: readonly string[];
  start: Uint32Array;
  column: Uint32Array;
  value: Float64Array;
}

/** How to learn an encoder. */
export interface EncoderOptions {
  /** Words met less often are put together. */
  rare?: number;
  /** Leave out the most frequent word of each feature, as a fit without ridge needs. */
  baseline?: boolean;
  /** Leave numbers as they are. */
  raw?: boolean;
}

/**
 * How features become columns: numbers centred and in units of their spread with a column for unknown ones, words as a column each.
 * Formula: (value − mean)/sd over the known; words met less than `rare` (20) times are one word. Shapes: all features as long. Unit: sd.
 * Edge: refused without rows; a feature that never differs is left out with CONSTANT_COLUMN.
 */
export function learnEncoder(features: readonly Feature[], { rare = 20, baseline = false, raw = false }: EncoderOptions = {}): Answer<Encoder> {
  const n = features[0]?.values.length ?? 0;
  if (n === 0) return refused('ROWS', 0, 1);
  const encoder: Encoder = { codes: [], names: [] };
  const cautions: Caution[] = [];
  for (const feature of features) {
    if (feature.values.length !== n) throw new RangeError(`The feature ${feature.name} has ${feature.values.length} rows, not ${n}.`);
    const learned = feature.kind === 'NUMBER' ? learnNumber(feature, encoder, raw) : learnWord(feature, encoder, { rare, baseline });
    if (!learned) cautions.push('CONSTANT_COLUMN');
  }
  return answered(encoder, n, cautions);
}

function learnNumber({ name, values }: Extract<Feature, { kind: 'NUMBER' }>, encoder: Encoder, raw: boolean): boolean {
  let [n, mean, squares] = [0, 0, 0];
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i]!;
    if (isUnknown(value)) continue;
    n += 1;
    const far = value - mean;
    mean += far / n;
    squares += far * (value - mean);
  }
  if (!(squares > 0)) return false;
  const at = encoder.names.push(name) - 1;
  const unknown = n < values.length ? encoder.names.push(`${name} unknown`) - 1 : -1;
  encoder.codes.push({ name, kind: 'NUMBER', mean: raw ? 0 : mean, spread: raw ? 1 : Math.sqrt(squares / n), unknown, at });
  return true;
}

function learnWord({ name, values }: Extract<Feature, { kind: 'WORD' }>, encoder: Encoder, { rare, baseline }: { rare: number; baseline: boolean }): boolean {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const words = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  if (words.length < 2) return false;
  const columns: Record<string, number> = {};
  let other = -1;
  for (const [word, count] of baseline ? words.slice(1) : words) {
    if (count >= rare) columns[word] = encoder.names.push(`${name} ${word}`) - 1;
    else columns[word] = other < 0 ? (other = encoder.names.push(`${name}, rare`) - 1) : other;
  }
  encoder.codes.push({ name, kind: 'WORD', columns });
  return true;
}

/**
 * The columns of rows, as an encoder has learned them.
 * Formula: as `learnEncoder`. Shapes: the features of the encoder by name, or of those the rows `only`. Unit: sd. Edge: a feature that is
 * missing is refused by name; an unknown number is the mean, with its column of unknown at 1.
 */
export function encode(encoder: Encoder, features: readonly Feature[], only?: ArrayLike<number>): Design {
  const byName = new Map(features.map((feature) => [feature.name, feature]));
  const sources = encoder.codes.map((code) => {
    const feature = byName.get(code.name);
    if (feature?.kind !== code.kind) throw new RangeError(`The feature ${code.name} is missing.`);
    return { code, values: feature.values, columns: new Map(code.kind === 'WORD' ? Object.entries(code.columns) : []) };
  });
  const n = only?.length ?? features[0]?.values.length ?? 0;
  const most = n * encoder.codes.length;
  const design = { n, names: encoder.names, start: new Uint32Array(n + 1), column: new Uint32Array(most), value: new Float64Array(most) };
  let at = 0;
  const put = (column: number, value: number): void => {
    if (column < 0 || value === 0) return;
    design.column[at] = column;
    design.value[at++] = value;
  };
  for (let i = 0; i < n; i += 1) {
    const row = only ? only[i]! : i;
    for (const { code, values, columns } of sources) {
      if (code.kind === 'WORD') put(columns.get(values[row] as string) ?? -1, 1);
      else if (isUnknown(values[row])) put(code.unknown, 1);
      else put(code.at, ((values[row] as number) - code.mean) / code.spread);
    }
    design.start[i + 1] = at;
  }
  return design;
}
