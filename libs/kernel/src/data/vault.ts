import { DomainError } from '../errors/domain-error';

/** What opens a sealed value: set once at start, from the key-encryption key. */
export interface Vault {
  open(sealed: { table: string; column: string; rowId: string; personId: string; cipher: Buffer; wrapped: Buffer }): string;
}

let vault: Vault | null = null;
export const setVault = (made: Vault): void => void (vault = made);

/** Opens `[row id, person id, cipher, wrapped key]` as a statement delivers it; null stays null. */
export function openSealed(table: string, column: string, parts: unknown): string | null {
  if (!Array.isArray(parts) || typeof parts[2] !== 'string' || typeof parts[3] !== 'string') return null;
  if (!vault) throw new DomainError('UNAVAILABLE');
  const [rowId, personId, cipher, wrapped] = parts as [string, string, string, string];
  return vault.open({ table, column, rowId, personId, cipher: Buffer.from(cipher, 'base64'), wrapped: Buffer.from(wrapped, 'base64') });
}
