import { headerWords } from '@dossier/vocabulary/header-words';
import type { ImportField } from '../import-spec';

/** One column of a file as the mapping sees it. */
export interface SampledColumn {
  name: string;
  sample: readonly string[];
}

/** Which field a column is proposed for, and how sure that is (0 to 1). */
export interface ProposedColumn {
  column: string;
  field: string | null;
  confidence: number;
}

const ENOUGH = 0.5;

/** Proposes a field for each column from its header words and sample values; a field is given to its best column only. */
export function proposeMapping(columns: readonly SampledColumn[], fields: readonly ImportField[]): ProposedColumn[] {
  const words = wordTable(fields);
  const pairs = columns.flatMap((column, at) => fields.filter(({ collects }) => collects === undefined).map((field) => ({ at, field, score: pairScore(column, field, words.get(field.name) ?? []) })));
  const open = pairs.filter((pair) => pair.score >= ENOUGH).sort((a, b) => b.score - a.score || a.at - b.at);
  const taken = new Map<number, { field: string; score: number }>();
  const used = new Set<string>();
  for (const { at, field, score } of open) {
    if (taken.has(at) || used.has(field.name)) continue;
    taken.set(at, { field: field.name, score });
    used.add(field.name);
  }
  return columns.map((column, at) => ({ column: column.name, field: taken.get(at)?.field ?? null, confidence: Math.min(1, taken.get(at)?.score ?? 0) }));
}

/** Share of the cells of a row that are words of these fields: how the header row is found. */
export function headerScore(fields: readonly ImportField[]): (cells: readonly string[]) => number {
  const words = [...wordTable(fields).values()].flat();
  const known = new Set(words);
  return (cells) => {
    const filled = cells.map(plainHeader).filter((cell) => cell !== '');
    return filled.length === 0 ? 0 : filled.filter((cell) => known.has(cell)).length / filled.length;
  };
}

function wordTable(fields: readonly ImportField[]): Map<string, string[]> {
  return new Map(fields.filter(({ collects }) => collects === undefined).map((field) => {
    const all = [field.label.zh, field.label.en, field.name, ...(field.words ?? []), ...(headerWords[field.name] ?? [])];
    return [field.name, [...new Set(all.map(plainHeader))]];
  }));
}

/** A header without what differs from file to file: case, width, blanks, punctuation, remarks in brackets, asterisks. */
export function plainHeader(text: string): string {
  const half = text.normalize('NFKC').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  const bare = half.replace(/[([{【「].*?[)\]}】」]/g, '').replace(/[\s_\-./\\:*#'"“”·,;!?|&]+/g, '');
  return bare === '' ? half.replace(/[\s_\-./\\:*#'"“”·,;!?|&()[\]{}]+/g, '') : bare;
}

function pairScore(column: SampledColumn, field: ImportField, words: readonly string[]): number {
  const byHeader = headerMatch(plainHeader(column.name), words);
  const share = looksShare(column.sample, field);
  if (byHeader === 0) return field.looks !== undefined && share !== null && share >= 0.8 && column.sample.length >= 3 ? 0.55 : 0;
  if (share === null) return byHeader;
  return share < 0.2 ? byHeader - 0.35 : byHeader + 0.05 * share;
}

function looksShare(sample: readonly string[], field: ImportField): number | null {
  const looks = field.looks;
  if (looks === undefined || sample.length === 0) return null;
  return sample.filter((value) => looks(value)).length / sample.length;
}

/** Words nearer the beginning of the list are plainer and win where a header fits two fields. */
function headerMatch(header: string, words: readonly string[]): number {
  if (header === '') return 0;
  const exact = words.indexOf(header);
  if (exact !== -1) return 1 - Math.min(exact, 60) * 0.002;
  let best = 0;
  for (const word of words) best = Math.max(best, nearMatch(header, word));
  return best;
}

function nearMatch(header: string, word: string): number {
  const chinese = /[\u4e00-\u9fff]/.test(word);
  if (word.length >= (chinese ? 2 : 4) && header.includes(word)) {
    const rest = header.length - word.length;
    const atEnd = header.endsWith(word) ? 0.05 : 0;
    return Math.max(0, 0.72 + atEnd + 0.15 * (word.length / header.length) - 0.01 * rest);
  }
  if (header.length >= 3 && word.length > header.length && word.endsWith(header) && word.length - header.length <= 4) return 0.6;
  if (!chinese && word.length >= 5 && Math.abs(word.length - header.length) <= 1 && editsWithinOne(header, word)) return 0.75;
  return 0;
}

function editsWithinOne(a: string, b: string): boolean {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1;
  if (a.length === b.length) return a.slice(at + 1) === b.slice(at + 1) || (a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2));
  return a.length > b.length ? a.slice(at + 1) === b.slice(at) : a.slice(at) === b.slice(at + 1);
}
