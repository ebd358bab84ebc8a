import { DomainError } from '../errors/domain-error';

/** What opens a sealed value: set once at start, from the key-encryption key. */
export interface Vault {
  /** Texts of many boxes in their order, opened beside the main thread. */
  openAll(sealed: readonly SealedValue[]): Promise<string[]>;
  open(sealed: { table: string; column: string; rowId: string; personId: string; cipher: Buffer; wrapped: Buffer }): string;
}

let vault: Vault | null = null;
export const setVault = (made: Vault): void => void (vault = made);

/** Opens `[row id, person id, cipher]` and the person's wrapped key as a statement delivers them; null stays null, and without a key nothing opens. */
export function openSealed(table: string, column: string, parts: unknown, wrapped: unknown): string | null {
  if (!Array.isArray(parts) || typeof parts[2] !== 'string' || typeof wrapped !== 'string') return null;
  if (!vault) throw new DomainError('UNAVAILABLE');
  const [rowId, personId, cipher] = parts as [string, string, string];
  return vault.open({ table, column, rowId, personId, cipher: Buffer.from(cipher, 'base64'), wrapped: Buffer.from(wrapped, 'base64') });
}

/** A class A value that was read but not opened: an export opens a page of them at once. */
export class SealedValue {
  private constructor(
    readonly table: string,
    readonly column: string,
    readonly rowId: string,
    readonly personId: string,
    readonly cipher: Buffer,
    readonly wrapped: Buffer,
    readonly mask: (value: string) => string,
  ) {}

  /** Of `[row id, person id, cipher]` and the wrapped key as a statement delivers them; null where one is missing. */
  static of({ table, column, parts, wrapped, mask }: { table: string; column: string; parts: readonly unknown[]; wrapped: unknown; mask: (value: string) => string }): SealedValue | null {
    const [rowId, personId, cipher] = parts;
    if (typeof cipher !== 'string' || typeof wrapped !== 'string') return null;
    return new SealedValue(table, column, String(rowId), String(personId), Buffer.from(cipher, 'base64'), Buffer.from(wrapped, 'base64'), mask);
  }
}

/** Opens what is still sealed in rows, at any depth of their lists; `isClear` says in which rows it stays in clear, and masks it in the others. */
export async function openRows(rows: readonly Record<string, unknown>[], isClear: (row: Record<string, unknown>) => boolean): Promise<void> {
  const found: { holder: Record<string, unknown>; name: string; value: SealedValue; clear: boolean }[] = [];
  const look = (holder: Record<string, unknown>, clear: boolean): void => {
    for (const [name, value] of Object.entries(holder)) {
      if (value instanceof SealedValue) found.push({ holder, name, value, clear });
      else if (Array.isArray(value)) for (const item of value) if (typeof item === 'object' && item !== null) look(item as Record<string, unknown>, clear);
    }
  };
  for (const row of rows) look(row, isClear(row));
  if (found.length === 0) return;
  if (!vault) throw new DomainError('UNAVAILABLE');
  const texts = await vault.openAll(found.map(({ value }) => value));
  for (const [at, { holder, name, value, clear }] of found.entries()) holder[name] = clear ? texts[at]! : value.mask(texts[at]!);
}
