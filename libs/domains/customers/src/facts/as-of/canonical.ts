import { createHash } from 'node:crypto';

/** A value with the keys of every object in one order, so that equal content is equal text. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, ordered(inner)]));
}

/** The one text of a content: stable order of keys, two blanks a level, so that it can be read and compared byte for byte. */
export const canonical = (content: unknown): string => JSON.stringify(ordered(content), null, 2);

/** SHA-256 of a text, in hexadecimal. */
export const digestOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** A content in the form of one that was kept before: what records have come to tell of themselves since then is left out, by name; rows are not. */
export function likeKept(kept: unknown, now: unknown): unknown {
  if (Array.isArray(kept) && Array.isArray(now)) return now.map((one, at) => likeKept(kept[at], one));
  if (typeof kept !== 'object' || kept === null || typeof now !== 'object' || now === null || now instanceof Date) return now;
  return Object.fromEntries(Object.entries(now).filter(([name]) => name in kept).map(([name, value]) => [name, likeKept((kept as Record<string, unknown>)[name], value)]));
}
