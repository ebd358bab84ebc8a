import { DomainError } from '@dossier/kernel/errors';
import type { MoneyValue } from '@dossier/kernel/graphql';
import { HouseholdReason, HouseholdRole } from '@dossier/vocabulary/match-enums';
import type { Household, HouseholdMember } from './household.entity';
import type { HouseholdInput, MemberChange } from './household.inputs';

/** More than so many is no household. */
export const MEMBERS_MOST = 50;

const text = (given: string | null | undefined, known: string | null): string | null => (given === undefined ? known : given?.trim() || null);

/** What a household is called and why it is one, with what stood before. */
export const described = (input: HouseholdInput, before?: Household): Pick<Household, 'name' | 'reason' | 'note'> => ({
  name: text(input.name, before?.name ?? null), reason: input.reason ?? before?.reason ?? HouseholdReason.TOLD, note: text(input.note, before?.note ?? null),
});

/** What somebody is in a household and how long, with what stood before; throws where the last day lies before the first. */
export function belonging(input: MemberChange, before?: HouseholdMember): Pick<HouseholdMember, 'role' | 'isMain' | 'validFrom' | 'validTo'> {
  const next = {
    role: input.role ?? before?.role ?? HouseholdRole.OTHER, isMain: input.isMain ?? before?.isMain ?? false,
    validFrom: input.validFrom === undefined ? (before?.validFrom ?? null) : input.validFrom, validTo: input.validTo === undefined ? (before?.validTo ?? null) : input.validTo,
  };
  if (next.validFrom && next.validTo && next.validTo < next.validFrom) throw new DomainError('INVALID_INPUT', { field: 'validTo', reason: 'BEFORE_FROM' });
  return next;
}

/** What is read of somebody's purchases to be added up. */
export interface Bought {
  orderCount: number | null;
  refundCount: number | null;
  netAmount: MoneyValue | null;
  lastOrderOn: string | null;
}

/** The sum of what several have bought; null for none, for several currencies, and where the amount of somebody who bought is not known. */
export function sumOf(bought: readonly Bought[]): MoneyValue | null {
  const buyers = bought.filter(({ orderCount, refundCount, netAmount }) => netAmount !== null || (orderCount ?? 0) > 0 || (refundCount ?? 0) > 0);
  const currency = buyers[0]?.netAmount?.currency;
  if (currency === undefined || buyers.some(({ netAmount }) => netAmount?.currency !== currency)) return null;
  return { minor: buyers.reduce((sum, { netAmount }) => sum + (netAmount?.minor ?? 0), 0), currency };
}

/** The latest day on which any of them bought. */
export const latestOf = (bought: readonly Bought[]): string | null => bought.reduce<string | null>((latest, { lastOrderOn }) => (lastOrderOn && (!latest || lastOrderOn > latest) ? lastOrderOn : latest), null);
