import { DomainError } from '@dossier/kernel/errors';
import { CustomerKind } from '@dossier/vocabulary/enums';
import { RelationBasis, RelationKind, RelationSource } from '@dossier/vocabulary/match-enums';
import type { Relationship } from './relationship.entity';
import type { RelationshipChange } from './relationship.inputs';

/** Kinds that say the same read from either side. */
const MUTUAL: ReadonlySet<RelationKind> = new Set([RelationKind.FAMILY, RelationKind.HOUSEHOLD, RelationKind.COLLEAGUE, RelationKind.GROUP]);
const BETWEEN_PEOPLE: ReadonlySet<RelationKind> = new Set([RelationKind.FAMILY, RelationKind.HOUSEHOLD, RelationKind.COLLEAGUE]);

export const isMutual = (kind: RelationKind): boolean => MUTUAL.has(kind);

const refuse = (field: string, reason: string): never => {
  throw new DomainError('INVALID_INPUT', { field, reason });
};

/** What a change says of a relation, with what stood before; throws where it cannot be. */
export function related(change: RelationshipChange, before?: Relationship): Partial<Relationship> {
  const pick = <T,>(given: T | null | undefined, known: T): T => (given === undefined || given === null ? known : given);
  const next = {
    kind: pick(change.kind, before?.kind ?? RelationKind.OTHER), strength: pick(change.strength, before?.strength ?? 0.5),
    source: pick(change.source, before?.source ?? RelationSource.DECLARED), basis: pick(change.basis, before?.basis ?? RelationBasis.CONSENT),
    validFrom: change.validFrom === undefined ? (before?.validFrom ?? null) : change.validFrom, validTo: change.validTo === undefined ? (before?.validTo ?? null) : change.validTo,
    note: change.note === undefined ? (before?.note ?? null) : change.note?.trim() || null,
    jobTitle: change.jobTitle === undefined ? (before?.jobTitle ?? null) : change.jobTitle?.trim() || null, isMain: pick(change.isMain, before?.isMain ?? false),
  };
  // Who no longer works there has no place there either.
  if (next.kind !== RelationKind.EMPLOYEE_OF && before?.kind === RelationKind.EMPLOYEE_OF && change.kind) Object.assign(next, { jobTitle: null, isMain: false });
  if (next.kind !== RelationKind.EMPLOYEE_OF && (next.jobTitle !== null || next.isMain)) refuse(next.isMain ? 'isMain' : 'jobTitle', 'AT_COMPANY_ONLY');
  if (next.validFrom && next.validTo && next.validTo < next.validFrom) refuse('validTo', 'BEFORE_FROM');
  return next;
}

/** Refuses what two customers cannot be to each other: one that is the other, a family of companies, work for a person. */
export function requirePossible(kind: RelationKind, from: { id: string; kind: CustomerKind }, to: { id: string; kind: CustomerKind }): void {
  if (from.id === to.id) refuse('toId', 'THE_SAME');
  if (BETWEEN_PEOPLE.has(kind) && (from.kind !== CustomerKind.PERSON || to.kind !== CustomerKind.PERSON)) refuse('kind', 'BETWEEN_PEOPLE_ONLY');
  if (kind === RelationKind.EMPLOYEE_OF && (from.kind !== CustomerKind.PERSON || to.kind !== CustomerKind.COMPANY)) refuse('kind', 'PERSON_TO_COMPANY_ONLY');
}
