import { createHash } from 'node:crypto';
import { plainHeader } from './propose';

/** What is remembered about files with the same header: SHA-256 of its words in order. */
export function shapeKey(kind: string, columns: readonly string[]): string {
  return createHash('sha256').update(`${kind}\n${columns.map(plainHeader).join('\n')}`).digest('hex');
}
