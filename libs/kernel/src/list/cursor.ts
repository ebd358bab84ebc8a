import { DomainError } from '../errors/domain-error';

/** Where a page ended: the sort it belongs to, its last sort value and its last id. */
export interface Cursor {
  sort: string;
  value: string | number | null;
  id: string;
}

const uuid = /^[0-9a-f-]{36}$|^\d{1,19}$/i;

export const writeCursor = (cursor: Cursor): string => Buffer.from(JSON.stringify([cursor.sort, cursor.value, cursor.id])).toString('base64url');

/** Reads a cursor back; one that was cut, bent, or belongs to another sort is refused. */
export function readCursor(text: string, sort: string): Cursor {
  try {
    const [own, value, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [unknown, unknown, unknown];
    const plain = value === null || typeof value === 'string' || typeof value === 'number';
    if (own === sort && plain && typeof id === 'string' && uuid.test(id)) return { sort, value, id };
  } catch {
    // Falls through to the refusal below: what cannot be read was never written by us.
  }
  throw new DomainError('INVALID_CURSOR');
}
