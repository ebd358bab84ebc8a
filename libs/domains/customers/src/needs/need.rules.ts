import { DomainError } from '@dossier/kernel/errors';
import type { MoneyValue } from '@dossier/kernel/graphql';
import { EvidenceKind, NeedKind } from '@dossier/vocabulary/archive-enums';
import { tidy } from '../profile/customer.rules';
import type { CustomerNeed, NeedEvidence } from './need.entity';
import type { NeedEvidenceInput, NeedInput } from './need.inputs';

/** What an input changes on a need; nothing that it leaves out. A latent need says how sure we are and rests on something. */
export function needed(input: NeedInput, before?: CustomerNeed): Partial<CustomerNeed> {
  const change: Partial<CustomerNeed> = before ? {} : { kind: NeedKind.EXPLICIT, evidence: [] };
  if (input.kind) change.kind = input.kind;
  if (input.statement !== undefined) change.statement = statementOf(input.statement);
  if (input.category !== undefined) change.category = tidy(input.category);
  if (input.confidence !== undefined) change.confidence = input.confidence;
  if (input.status) change.status = input.status;
  if (input.priority) change.priority = input.priority;
  if (input.expectedOn !== undefined) change.expectedOn = input.expectedOn;
  if (input.evidence) change.evidence = input.evidence.map(evidenceOf);
  if (input.budgetMin !== undefined || input.budgetMax !== undefined) Object.assign(change, budgetOf(input));
  const whole = { ...before, ...change };
  if (!whole.statement) throw new DomainError('INVALID_INPUT', { field: 'statement', reason: 'EMPTY' });
  if (whole.kind === NeedKind.LATENT && typeof whole.confidence !== 'number') throw new DomainError('INVALID_INPUT', { field: 'confidence', reason: 'EMPTY' });
  if (whole.kind === NeedKind.LATENT && (whole.evidence ?? []).length === 0) throw new DomainError('INVALID_INPUT', { field: 'evidence', reason: 'EMPTY' });
  return change;
}

function statementOf(text: string | null): string {
  const statement = tidy(text);
  if (statement === null) throw new DomainError('INVALID_INPUT', { field: 'statement', reason: 'EMPTY' });
  return statement;
}

function evidenceOf({ kind, refId, text }: NeedEvidenceInput): NeedEvidence {
  const said = tidy(text);
  if (kind === EvidenceKind.TEXT ? said === null : !refId) throw new DomainError('INVALID_INPUT', { field: 'evidence', reason: 'EMPTY' });
  return { kind, refId: kind === EvidenceKind.TEXT ? null : refId!, text: said };
}

/** A range in one currency, its lower end first. */
function budgetOf({ budgetMin, budgetMax }: NeedInput): Pick<CustomerNeed, 'budgetMinMinor' | 'budgetMaxMinor' | 'currency'> {
  const [low, high]: (MoneyValue | null)[] = [budgetMin ?? null, budgetMax ?? null];
  if (low === null && high === null) return { budgetMinMinor: null, budgetMaxMinor: null, currency: null };
  const currency = (low ?? high)!.currency;
  if (low && high && low.currency !== high.currency) throw new DomainError('INVALID_INPUT', { field: 'budgetMax', reason: 'CURRENCY' });
  if (low && low.minor < 0 || high && high.minor < (low?.minor ?? 0)) throw new DomainError('INVALID_INPUT', { field: 'budgetMax', reason: 'RANGE' });
  return { budgetMinMinor: low?.minor ?? 0, budgetMaxMinor: high?.minor ?? null, currency };
}
