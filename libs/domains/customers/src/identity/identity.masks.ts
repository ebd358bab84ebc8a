import { maskAccount, maskEmail, maskPhone } from '@dossier/kernel/crypto';
import type { IdentityKind } from '@dossier/vocabulary/enums';
import { ISSUED_BY } from './identity.kinds';

/** How an identity looks to everybody: its shape stays, its value does not. */
export function maskIdentity(value: string): string {
  const at = value.indexOf(ISSUED_BY);
  if (at >= 0) return `${value.slice(0, at)} ${maskAccount(value.slice(at + 1))}`;
  if (value.includes('@')) return maskEmail(value);
  return /^\+\d+$/.test(value) ? maskPhone(value) : maskAccount(value);
}

/** The primary identity of one kind of the customer `alias`, as `Sealed` wants it. */
export const primaryIdentity = (kind: IdentityKind) => (alias: string): string =>
  `(select json_build_array(i.id, i.customer_id, encode(i.value_cipher, 'base64')) from customer_identity i
    where i.customer_id = ${alias}.id and i.kind = '${kind}' and i.is_primary and i.archived_at is null limit 1)`;
