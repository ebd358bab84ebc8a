import { DomainError } from '../errors/domain-error';

/** How deep a value of a variable may be nested; what walks it later does so level by level. */
const DEEPEST = 32;

/** A text that a database cannot hold: with a NUL in it, or with half of a sign. */
export const isHoldable = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed();

/** Names that mean something to the language itself: code that copies objects would trip over them. */
const reserved = new Set(['__proto__', 'constructor', 'prototype']);

/** Refuses values with a text or a name that no database could hold, or nested without end: a client's fault, told with its place. */
export function checkTexts(given: unknown): void {
  const open: { value: unknown; path: string; depth: number }[] = [{ value: given, path: '', depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path, depth } = next;
    if (typeof value === 'string' && !isHoldable(value)) throw new DomainError('INVALID_INPUT', { field: path, rule: 'isHoldable', reason: 'TEXT' });
    if (typeof value !== 'object' || value === null) continue;
    if (depth > DEEPEST) throw new DomainError('QUERY_LIMIT', { limit: 'depth', max: DEEPEST });
    for (const [name, one] of Object.entries(value)) {
      if (!isHoldable(name)) throw new DomainError('INVALID_INPUT', { field: path, rule: 'isHoldable', reason: 'TEXT' });
      if (reserved.has(name)) throw new DomainError('INVALID_INPUT', { field: path === '' ? name : `${path}.${name}`, rule: 'isHoldable', reason: 'NAME' });
      if (typeof one === 'string' || typeof one === 'object') open.push({ value: one, path: path === '' ? name : `${path}.${name}`, depth: depth + 1 });
    }
  }
}
