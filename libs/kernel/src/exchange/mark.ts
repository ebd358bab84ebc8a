/**
 * The mark that an exported file may carry in its cells: twelve hexadecimal digits written with signs that take no room and that nobody
 * sees. It stands at the end of a text, between two signs that are used for nothing else; texts with such signs of their own stay as they are.
 */
const SIGNS = ['\u200b', '\u200c', '\u200d', '\u2060'] as const;
const EDGE = '\u2063';
const EDGE_CODE = EDGE.charCodeAt(0);
const DIGITS = 12;
const LENGTH = DIGITS * 2 + 2;
const AT_END = new RegExp(`${EDGE}[${SIGNS.join('')}]{${DIGITS * 2}}${EDGE}$`);
const ANYWHERE = new RegExp(`${EDGE}[${SIGNS.join('')}]{${DIGITS * 2}}${EDGE}`, 'g');

/** Twelve hexadecimal digits as signs without width. */
export function markSigns(digits: string): string {
  if (!/^[0-9a-f]{12}$/.test(digits)) throw new Error('A mark is twelve hexadecimal digits');
  const pairs = [...digits].map((digit) => Number.parseInt(digit, 16)).map((value) => `${SIGNS[value >> 2]}${SIGNS[value & 3]}`);
  return EDGE + pairs.join('') + EDGE;
}

/** A cell without the mark at its end: what came out of the product comes back as it was. */
export const unmarked = (text: string): string =>
  text.length >= LENGTH && text.charCodeAt(text.length - 1) === EDGE_CODE && AT_END.test(text) ? text.slice(0, -LENGTH) : text;

/** The marks in a text, each once. */
export function marksIn(text: string): string[] {
  const found = new Set<string>();
  for (const [signs] of text.matchAll(ANYWHERE)) {
    const values = [...signs.slice(1, -1)].map((sign) => SIGNS.indexOf(sign as (typeof SIGNS)[number]));
    found.add(Array.from({ length: DIGITS }, (_, at) => (values[at * 2]! * 4 + values[at * 2 + 1]!).toString(16)).join(''));
  }
  return [...found];
}
