/** A document for paper: what is said, not how it looks. Plain values alone, for it goes to a thread of its own. */
export interface PrintedDocument {
  language: 'zh' | 'en';
  title: string;
  /** Under the title: one line of facts. */
  lines: readonly string[];
  sections: readonly PrintedSection[];
  /** Across each page: who took it and when. */
  watermark: string;
  /** At the foot of each page, before the number of the page and its hash. */
  foot: string;
  /** "Page {page} of {pages}", and what stands before the hash. */
  words: { page: string; hash: string; unknown: string };
  author: string;
  made: string;
}

export interface PrintedSection {
  title: string;
  note?: string;
  blocks: readonly PrintedBlock[];
}

export type PrintedBlock =
  | { kind: 'facts'; facts: readonly (readonly [label: string, value: string])[] }
  | { kind: 'table'; head: readonly string[]; rows: readonly (readonly string[])[]; widths?: readonly (number | '*')[]; right?: readonly number[] }
  | { kind: 'text'; text: string; quiet?: boolean };

export interface Pressed {
  bytes: Uint8Array;
  /** SHA-256 of the text of each page without its foot, blanks left out: as the foot of that page says. */
  hashes: string[];
  /** Signs that the font does not have; in their place stands 〓. */
  unknown: string[];
}
