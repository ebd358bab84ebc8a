import { DomainError } from '@dossier/kernel/errors';
import type { MoneyValue } from '@dossier/kernel/graphql';
import { searchKeys } from '@dossier/kernel/search';
import type { Day } from '@dossier/kernel/time';
import { LeadStatus, LossReason, type LeadStage } from '@dossier/vocabulary/lead-enums';
import type { Lead } from './lead.entity';
import type { CloseLeadInput, LeadInput } from './lead.inputs';

const refuse = (field: string, reason: string): never => {
  throw new DomainError('INVALID_INPUT', { field, reason });
};

/** A text as it is kept: nothing instead of empty. */
export const tidy = (text: string | null | undefined): string | null => text?.trim() || null;

/** By what a lead is found: the words of what it is about. */
export function wordsOf(subject: string | null): Pick<Lead, 'searchGrams' | 'searchText'> {
  const { grams, text } = subject === null ? { grams: [], text: '' } : searchKeys(subject);
  return { searchGrams: grams, searchText: text };
}

/** What an input changes on a lead; nothing that it leaves out. Both sums are of one currency. */
export function described(input: LeadInput, before?: Lead): Partial<Lead> {
  const change: Partial<Lead> = {};
  if (input.subject !== undefined) Object.assign(change, { subject: tidy(input.subject), ...wordsOf(tidy(input.subject)) });
  if (input.need !== undefined) change.need = tidy(input.need);
  if (input.sourceId !== undefined) change.sourceId = input.sourceId;
  if (input.productId !== undefined) change.productId = input.productId;
  if (input.authority) change.authority = input.authority;
  if (input.decideOn !== undefined) change.decideOn = input.decideOn;
  if (input.amount !== undefined || input.budget !== undefined) Object.assign(change, sumsOf(input, before));
  return change;
}

function sumsOf({ amount, budget }: LeadInput, before?: Lead): Partial<Lead> {
  const kept = (minor: number | null | undefined): MoneyValue | null => (before && minor !== null && minor !== undefined ? { minor, currency: before.currency } : null);
  const [brings, spends] = [amount === undefined ? kept(before?.amountMinor) : amount, budget === undefined ? kept(before?.budgetMinor) : budget];
  if (brings && spends && brings.currency !== spends.currency) refuse('budget', 'CURRENCY');
  for (const [field, sum] of [['amount', brings], ['budget', spends]] as const) if (sum && sum.minor < 0) refuse(field, 'RANGE');
  const currency = brings?.currency ?? spends?.currency;
  return { amountMinor: brings?.minor ?? null, budgetMinor: spends?.minor ?? null, ...(currency ? { currency } : {}) };
}

/** Refuses what can be done to an open lead alone. */
export function requireOpen({ status, archivedAt }: Pick<Lead, 'status' | 'archivedAt'>): void {
  if (status !== LeadStatus.OPEN || archivedAt !== null) throw new DomainError('LEAD_CLOSED');
}

/** A lead in another stage of those that are open. */
export const moved = (lead: Lead, stage: LeadStage, now: Date): Partial<Lead> => (lead.stage === stage ? {} : { stage, stageSince: now });

/** A lead that is decided. */
export const decided = (status: LeadStatus, now: Date, today: Day): Partial<Lead> => ({ status, closedAt: now, closedOn: today });

/** A lead that ends without business, and why. What no list says is said in words. */
export function closed({ status, reason, note }: CloseLeadInput, now: Date, today: Day): Partial<Lead> {
  if (reason === LossReason.OTHER && tidy(note) === null) refuse('note', 'EMPTY');
  return { ...decided(status, now, today), lossReason: reason, lossNote: tidy(note) };
}

/** A lead that is open once more, in the stage in which it ended. */
export function reopened({ status, archivedAt }: Lead, now: Date): Partial<Lead> {
  if (archivedAt !== null || (status !== LeadStatus.LOST && status !== LeadStatus.INVALID)) throw new DomainError('LEAD_NOT_LOST');
  return { status: LeadStatus.OPEN, closedAt: null, closedOn: null, lossReason: null, lossNote: null, stageSince: now };
}
