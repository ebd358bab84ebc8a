import { createHash } from 'node:crypto';

const names = new Map<string, string>();
/** A short name for a prepared statement: PostgreSQL cuts names at 63 characters. */
export function statementName(text: string): string {
  let name = names.get(text);
  if (!name) {
    name = `r${createHash('sha1').update(text).digest('base64url')}`;
    if (names.size < 2_000) names.set(text, name);
  }
  return name;
}
