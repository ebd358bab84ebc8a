import { foldWords } from './fold';

/** What a typed text asks of the stored keys: all grams there, every piece in the text, every pattern matching it. */
export interface SearchQuery {
  grams: string[];
  /** Folded Chinese text of three and more characters: must stand in the text as it is. */
  pieces: string[];
  /** Regular expressions for four and more letters, the same in PostgreSQL and JavaScript. */
  patterns: string[];
}

// Between two letters typed one after the other, the rest of a syllable may have been left out.
const SKIP = `(?:[^'\\n]*')?`;
const LONGEST = 64;
const MOST_WORDS = 8;

/** Reads a typed text: blanks part words, which must all be found, in any order. Null when there is nothing to search for. */
export function searchQuery(text: string): SearchQuery | null {
  const grams = new Set<string>();
  const pieces: string[] = [];
  const patterns: string[] = [];
  for (const word of foldWords(text.slice(0, 200)).slice(0, MOST_WORDS)) {
    for (const run of word.slice(0, LONGEST).match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? []) {
      const letters = [...run];
      if (/^\p{Script=Han}/u.test(run)) {
        windows(letters, Math.min(2, letters.length)).forEach((gram) => grams.add(gram));
        if (letters.length > 2) pieces.push(run);
      } else if (letters.length < 3) {
        grams.add(`^${run}`);
      } else {
        windows(letters, 3).forEach((gram) => grams.add(gram));
        if (letters.length > 3) patterns.push(letters.join(SKIP));
      }
    }
  }
  return grams.size === 0 ? null : { grams: [...grams], pieces, patterns };
}

const windows = (letters: readonly string[], size: number): string[] =>
  Array.from({ length: letters.length - size + 1 }, (_, at) => letters.slice(at, at + size).join(''));

/** Whether stored keys answer a query, as the database would decide it; for small lists in memory. */
export function matches(keys: { grams: readonly string[]; text: string }, query: SearchQuery): boolean {
  const stored = new Set(keys.grams);
  return (
    query.grams.every((gram) => stored.has(gram)) &&
    query.pieces.every((piece) => keys.text.includes(piece)) &&
    query.patterns.every((pattern) => new RegExp(pattern).test(keys.text))
  );
}

/** Takes a value into a statement and gives its place (`$3::text[]`). */
export interface Binding {
  add(value: unknown, cast?: string): string;
}

/**
 * The condition in SQL under which a row answers a typed text; null when there is nothing to search for.
 * Send it unnamed: a prepared plan for skewed values made such a search seventy times slower.
 * @param gramsColumn column of `text[]` with a GIN index, e.g. `t.search_grams`.
 * @param textColumn column of the recheck, e.g. `t.search_text`.
 */
export function searchPredicate(text: string, gramsColumn: string, textColumn: string, params: Binding): string | null {
  const query = searchQuery(text);
  if (!query) return null;
  const parts = [`${gramsColumn} @> ${params.add(query.grams, 'text[]')}`];
  // Folded texts hold letters and digits only, so nothing in a piece or pattern needs escaping.
  for (const piece of query.pieces) parts.push(`${textColumn} like ${params.add(`%${piece}%`, 'text')}`);
  for (const pattern of query.patterns) parts.push(`${textColumn} ~ ${params.add(pattern, 'text')}`);
  return `(${parts.join(' and ')})`;
}
