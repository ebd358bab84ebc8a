import { agreementWeight, linkageProbability } from '@dossier/metrics';
import { CustomerKind } from '@dossier/vocabulary/enums';
import { MatchField, MatchLevel } from '@dossier/vocabulary/match-enums';
import { compared, telling, type MatchComparison } from './match.compare';
import type { MatchModel } from './match.model';
import type { MatchRecord } from './match.record';

/** Why two records may be of one person: a field, how it agrees, and how much that says in bits. */
export interface MatchReason {
  field: MatchField;
  agreement: string;
  weight: number;
}

export interface Judged {
  /** Null: nothing worth anybody's time. */
  level: MatchLevel | null;
  weight: number;
  probability: number;
  reasons: MatchReason[];
  /** Facts that cannot both be true of one person. */
  contradictions: MatchField[];
  /** They share an identity that somebody has verified. */
  verified: boolean;
  /** They share an identity at all. */
  sharesIdentity: boolean;
}

const CERTAIN = 0.99;
const POSSIBLE = 0.1;
const IDENTITIES = [MatchField.PHONE, MatchField.EMAIL, MatchField.IDENTITY] as const;

/**
 * Judges two records among `size` of them. AUTO: they share an identity, nothing contradicts, and name or birth say the same; or the
 * identity is verified on both sides. REVIEW: a person should look; also where they share an identity and one thing contradicts, for people change
 * their names. A name alone, a place, a gender or a device never make a candidate.
 */
export function judged(a: MatchRecord, b: MatchRecord, model: MatchModel, size: number): Judged {
  const comparison = compared(a, b);
  const reasons = reasonsOf(comparison, model);
  const weight = reasons.reduce((sum, reason) => sum + reason.weight, 0);
  const probability = linkageProbability(weight, priorOf(model, size));
  const shared = IDENTITIES.filter((field) => comparison[field] === 'SAME').length;
  const contradictions = [...contradictionsOf(comparison), ...(isCompany(a, b) && comparison.COMPANY === 'DIFFERENT' ? [MatchField.COMPANY] : [])];
  const verified = shared > 0 && sharesVerified(a, b);
  const base = { weight, probability, reasons, contradictions, verified, sharesIdentity: shared > 0 };
  if (a.kind === b.kind && contradictions.length === 0 && (verified || (shared > 0 && probability >= CERTAIN && corroborated(comparison, shared, isCompany(a, b))))) return { ...base, level: MatchLevel.AUTO };
  const isWorthLooking = supported(comparison, shared) && (probability >= POSSIBLE || (shared > 0 && contradictions.length < 2));
  return { ...base, level: isWorthLooking ? MatchLevel.REVIEW : null };
}

/** Something besides name, place and gender speaks for them. */
const supported = (comparison: MatchComparison, shared: number): boolean =>
  shared > 0 || ['FULL', 'PARTIAL', 'NEAR'].includes(comparison.BIRTH ?? '') || comparison.PHONE === 'TAIL' || ['LOCAL', 'SIMILAR'].includes(comparison.EMAIL ?? '') || comparison.COMPANY === 'SAME';

/** The part of all pairs of so many records that are of one person: the more records, the rarer it is by chance. */
export const priorOf = (model: MatchModel, size: number): number => Math.min(0.5, (2 * model.expected) / Math.max(2, size));

function reasonsOf(comparison: MatchComparison, { linkage }: MatchModel): MatchReason[] {
  return Object.entries(comparison)
    .map(([field, agreement]) => ({ field: field as MatchField, agreement, weight: Math.round(agreementWeight(linkage[field], agreement) * 10) / 10 }))
    .sort((one, other) => Math.abs(other.weight) - Math.abs(one.weight));
}

const isCompany = (a: MatchRecord, b: MatchRecord): boolean => a.kind === CustomerKind.COMPANY && b.kind === CustomerKind.COMPANY;

/** A similar name on a shared number may be a brother: it needs a birth date or a second identity beside it. */
function corroborated(comparison: MatchComparison, shared: number, areCompanies: boolean): boolean {
  if (comparison.NAME === 'EXACT' || comparison.NAME === 'SOUND') return true;
  if (areCompanies) return comparison.COMPANY === 'SAME';
  return (comparison.NAME === 'SIMILAR' || comparison.NAME === undefined) && (comparison.BIRTH === 'FULL' || shared > 1);
}

const contradictionsOf = (comparison: MatchComparison): MatchField[] => [MatchField.NAME, MatchField.BIRTH, MatchField.GENDER].filter((field) => comparison[field] === 'DIFFERENT');

function sharesVerified(a: MatchRecord, b: MatchRecord): boolean {
  const key = ({ kind, value }: { kind: string; value: string }): string => `${kind} ${value}`;
  const verified = new Set(b.identities.filter((one) => one.verified && telling(one)).map(key));
  return a.identities.some((one) => one.verified && telling(one) && verified.has(key(one)));
}
