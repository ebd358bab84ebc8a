import type { CellFacts } from '../import-spec';
import { bad, type Cell, good } from '../problem';

export type CellParser<T = unknown> = (text: string, facts: CellFacts) => Cell<T>;

/** Text of at most `limit` characters, blanks folded. */
export function text(limit: number): CellParser<string> {
  return (raw) => {
    const plain = raw.replace(/[\s\u3000]+/g, ' ').trim();
    return plain.length > limit ? bad('TEXT_TOO_LONG', { length: plain.length, limit }) : good(plain);
  };
}

/** Text as it stands, line breaks kept. */
export function longText(limit: number): CellParser<string> {
  return (raw) => (raw.length > limit ? bad('TEXT_TOO_LONG', { length: raw.length, limit }) : good(raw.replace(/\r\n?/g, '\n').trim()));
}

/** A code: half width, no blanks inside; a whole number that a spreadsheet turned into `12345.0` loses its tail. */
export function code(limit: number): CellParser<string> {
  return (raw) => {
    const plain = raw.normalize('NFKC').trim().replace(/\s+/g, ' ').replace(/^(\d+)\.0+$/, '$1');
    return plain.length > limit ? bad('TEXT_TOO_LONG', { length: plain.length, limit }) : good(plain);
  };
}

/** One of a few values, each with the words that files use for it. */
export function choice(words: Readonly<Record<string, readonly string[]>>): CellParser<string> {
  const table = new Map(Object.entries(words).flatMap(([value, all]) => [value, ...all].map((word) => [plainWord(word), value] as const)));
  const allowed = Object.entries(words).map(([value, all]) => all[0] ?? value).join('、');
  return (raw) => {
    const value = table.get(plainWord(raw));
    return value === undefined ? bad('CHOICE_UNKNOWN', { allowed }) : good(value);
  };
}

const YES = new Set(['是', '有', '对', '真', 'y', 'yes', 'true', 't', '1', 'on', 'x', '✓', '√', '已', '开']);
const NO = new Set(['否', '无', '没有', '错', '假', 'n', 'no', 'false', 'f', '0', 'off', '-', '✗', '×', '未', '关']);

/** Yes or no in the words of either language. */
export const flag: CellParser<boolean> = (raw) => {
  const word = plainWord(raw);
  if (YES.has(word)) return good(true);
  return NO.has(word) ? good(false) : bad('FLAG_UNREADABLE');
};

/** Several short texts in one cell, parted by comma, semicolon, bar or line break; each once. */
export function list(limit: number, most = 50): CellParser<string[]> {
  return (raw) => {
    const parts = [...new Set(raw.split(/[,，;；、|\n]+/).map((part) => part.trim()).filter((part) => part !== ''))];
    const long = parts.find((part) => part.length > limit);
    if (long !== undefined) return bad('TEXT_TOO_LONG', { length: long.length, limit });
    return parts.length > most ? bad('NUMBER_OUT_OF_RANGE', { from: 0, to: most }) : good(parts);
  };
}

/** An id looked up by a word in one of the dictionaries that `prepare` brought; an empty id in it says "more than one". */
export function reference(lookup: string): CellParser<string> {
  return (raw, facts) => {
    const table = facts.lookups[lookup];
    const id = table?.get(exactWord(raw)) ?? table?.get(plainWord(raw));
    if (id === undefined) return bad('REFERENCE_UNKNOWN');
    return id === '' ? bad('REFERENCE_AMBIGUOUS') : good(id);
  };
}

/** A dictionary for `reference`: words to ids; a word that means two different ids means none. */
export function lookup(pairs: Iterable<readonly [word: string, id: string]>): Map<string, string> {
  const table = new Map<string, string>();
  for (const [word, id] of pairs) {
    const key = plainWord(word);
    const known = table.get(key);
    table.set(key, known === undefined || known === id ? id : '');
  }
  return table;
}

/**
 * A dictionary of several groups, of which an earlier one comes before a later one: codes before names, say. Words of the first are told
 * apart as they are written before they are folded: two codes that differ only in case are two.
 */
export function rankedLookup(codes: Iterable<readonly [word: string, id: string]>, ...names: Iterable<readonly [word: string, id: string]>[]): Map<string, string> {
  const first = [...codes];
  const table = new Map<string, string>();
  for (const group of names.toReversed()) for (const [word, id] of lookup(group)) table.set(word, id);
  for (const [word, id] of lookup(first)) table.set(word, id);
  for (const [word, id] of first) table.set(exactWord(word), id);
  return table;
}

/** A word as it is written, apart from every folded one. */
const exactWord = (word: string): string => `\u0000${word.normalize('NFKC').trim()}`;

/** A word without what people write differently: width, case, blanks at the ends. */
export function plainWord(word: string): string {
  return word.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');
}
