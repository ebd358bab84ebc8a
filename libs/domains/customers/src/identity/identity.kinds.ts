import { indexedValue, normaliseAccount, normaliseContact, type Normalised } from '@dossier/kernel/crypto';
import { IdentityKind } from '@dossier/vocabulary/enums';

/** How the identities of one kind are written, and whether they need to say who issued them. */
interface Shape {
  /** What is taken out of what people type. */
  strip: RegExp;
  form: RegExp;
  isUpper: boolean;
  /** The same number of two issuers names two people: the issuer is part of the value. */
  hasIssuer: boolean;
}

const card: Shape = { strip: /[\s-]/g, form: /^[A-Z0-9]{4,40}$/, isUpper: true, hasIssuer: true };
const shapes: Partial<Record<IdentityKind, Shape>> = {
  WECHAT_OPENID: { strip: /\s/g, form: /^[A-Za-z0-9_-]{16,64}$/, isUpper: false, hasIssuer: true },
  WECHAT_UNIONID: { strip: /\s/g, form: /^[A-Za-z0-9_-]{16,64}$/, isUpper: false, hasIssuer: false },
  MEMBER_CARD: card,
  POS_MEMBER: card,
  DEVICE: { strip: /\s/g, form: /^[A-Za-z0-9_.:{}-]{8,128}$/, isUpper: false, hasIssuer: false },
  SOCIAL: { strip: /^@/g, form: /^.{1,200}$/u, isUpper: false, hasIssuer: true },
};

/** Between issuer and number, in the one form in which such an identity is kept. */
export const ISSUED_BY = '⁄';

const isKnown = (kind: IdentityKind): kind is 'PHONE' & IdentityKind => kind === IdentityKind.PHONE || kind === IdentityKind.EMAIL || kind === IdentityKind.ACCOUNT;

/** Does an identity of this kind say who issued it? */
export const hasIssuer = (kind: IdentityKind): boolean => shapes[kind]?.hasIssuer ?? false;

/** Any identity in its one form, by its kind; that of a card or platform bears who issued it. */
export function normaliseIdentity(kind: IdentityKind, text: string, given: { region?: string; issuer?: string | null } = {}): Normalised {
  if (isKnown(kind)) return normaliseContact(kind, text, given.region);
  const shape = shapes[kind]!;
  const plain = normaliseAccount(text);
  if (!plain.ok) return plain;
  // What is kept already comes back with its issuer.
  const [issuer, own] = plain.value.includes(ISSUED_BY) ? [plain.value.slice(0, plain.value.indexOf(ISSUED_BY)), plain.value.slice(plain.value.indexOf(ISSUED_BY) + 1)] : [given.issuer ?? '', plain.value];
  const bare = own.replace(shape.strip, '');
  const value = shape.isUpper ? bare.toUpperCase() : bare;
  if (!shape.form.test(value)) return { ok: false, reason: 'IDENTITY_FORM', facts: { value: value.slice(0, 40) } };
  const by = shape.hasIssuer ? issuer.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ').slice(0, 60) : '';
  return { ok: true, value: by === '' ? value : `${by}${ISSUED_BY}${value}` };
}

/** What the blind index of an identity is made of: accounts of people without regard to case. */
export const indexedIdentity = (kind: IdentityKind, value: string): string => {
  if (isKnown(kind)) return indexedValue(kind, value);
  return kind === IdentityKind.SOCIAL ? value.toLowerCase() : value;
};
