import { MergeReason, MergeRule } from '@dossier/vocabulary/merge-enums';
import { isEmpty, sameValue } from './merge.fields';

/** What one record says of a field. */
export interface SideValue {
  id: string;
  /** The columns of the field, in their order. */
  values: readonly unknown[];
  /** When it was said last. */
  at: string;
  /** How sure its source is, from nothing to one. */
  trust: number;
}

export interface Pick {
  side: string;
  reason: MergeReason;
}

/** The owner stays unless somebody says otherwise: a merge hands nobody's customer to another by itself. */
export const usualRule = (field: string): MergeRule => (field === 'owner' || field.startsWith('contact.') ? MergeRule.MANUAL : MergeRule.NEWEST);

const saysNothing = ({ values }: SideValue): boolean => values.every((value) => isEmpty(value) || value === 'UNKNOWN');
const lengthOf = ({ values }: SideValue): number => values.reduce<number>((sum, value) => sum + (isEmpty(value) ? 0 : [...(typeof value === 'string' ? value : JSON.stringify(value))].length), 0);

const MEASURE: Readonly<Record<Exclude<MergeRule, MergeRule.MANUAL>, (side: SideValue) => number>> = {
  [MergeRule.NEWEST]: ({ at }) => Date.parse(at),
  [MergeRule.MOST_TRUSTED]: ({ trust }) => trust,
  [MergeRule.LONGEST]: lengthOf,
};

/**
 * The side whose value a rule takes, and why. The first side is the one that stays: it wins a tie. A side that says nothing never
 * wins over one that says something, unless somebody chose it by hand.
 */
export function picked(sides: readonly SideValue[], rule: MergeRule, chosen?: string): Pick {
  const survivor = sides[0]!.id;
  if (rule === MergeRule.MANUAL && chosen !== undefined) return { side: chosen, reason: MergeReason.CHOSEN };
  const saying = sides.filter((side) => !saysNothing(side));
  if (saying.length === 0) return { side: survivor, reason: MergeReason.NO_VALUE };
  if (saying.length === 1) return { side: saying[0]!.id, reason: MergeReason.ONLY_VALUE };
  if (saying.every(({ values }) => sameValue(values, saying[0]!.values))) return { side: saying[0]!.id, reason: MergeReason.SAME_VALUE };
  if (rule === MergeRule.MANUAL) return { side: saying[0]!.id, reason: MergeReason.SURVIVOR };
  const measured = saying.map((side) => ({ id: side.id, measure: MEASURE[rule](side) }));
  const most = Math.max(...measured.map(({ measure }) => measure));
  const best = measured.filter(({ measure }) => measure === most);
  return best.length > 1 ? { side: best[0]!.id, reason: MergeReason.SURVIVOR } : { side: best[0]!.id, reason: rule as unknown as MergeReason };
}
