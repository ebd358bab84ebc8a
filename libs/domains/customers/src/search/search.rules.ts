import { normaliseEmail, normalisePhone } from '@dossier/kernel/crypto';
import { IdentityKind } from '@dossier/vocabulary/enums';
import type { PurposeFilter } from '../consent/purpose.inputs';

/** What a typed text could be. Several at once: `8000` is a tail of a phone and the beginning of an order number. */
export interface Reading {
  text: string;
  contact: { kind: IdentityKind; value: string } | null;
  tail: string | null;
  archiveNo: string | null;
  orderNo: string | null;
  /** Only those who may be used for this purpose are found. */
  purpose?: PurposeFilter | null;
}

const SHORTEST_ORDER_NO = 4;

/** Reads a typed text once for all places in which it is searched. */
export function readingOf(typed: string, region: string): Reading {
  const text = typed.normalize('NFKC').trim().slice(0, 200);
  const digits = text.replace(/[\s-]/g, '');
  return {
    text,
    contact: contactIn(text, region),
    tail: /^\d{4}$/.test(digits) ? digits : null,
    archiveNo: /^da-?\d{4}-?\d+$/i.test(text.replace(/\s/g, '')) ? text.replace(/\s/g, '').toUpperCase() : null,
    orderNo: text.length >= SHORTEST_ORDER_NO && /\d/.test(text) && /^[\p{L}\p{N}._/-]+$/u.test(text) ? text : null,
  };
}

function contactIn(text: string, region: string): Reading['contact'] {
  if (text.includes('@')) {
    const email = normaliseEmail(text);
    return email.ok ? { kind: IdentityKind.EMAIL, value: email.value } : null;
  }
  if (text.replace(/\D/g, '').length < 7 || /\p{L}/u.test(text)) return null;
  const phone = normalisePhone(text, region);
  return phone.ok ? { kind: IdentityKind.PHONE, value: phone.value } : null;
}
