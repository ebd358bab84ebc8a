import { ChurnKind, ChurnReason } from '@dossier/vocabulary/insight-enums';
import { insightTerms } from '@dossier/vocabulary/terms/insight';
import type { Worded } from '../models/model-card';
import { GAP_WEIGHT, LEAST_ALLOWED, MOST_ALLOWED, type ChurnRule } from './churn.sql';
import { FEATURES } from './churn.compute';

/** For each thing that is known of a customer: what it is called above the average, and below it. */
const sides: Record<(typeof FEATURES)[number], readonly [above: ChurnReason, below: ChurnReason]> = {
  SILENCE: [ChurnReason.LONG_SILENCE, ChurnReason.BOUGHT_LATELY],
  FREQUENCY: [ChurnReason.BUYS_OFTEN, ChurnReason.BUYS_SELDOM],
  TENURE: [ChurnReason.LONG_CUSTOMER, ChurnReason.NEW_CUSTOMER],
  SPEND: [ChurnReason.HIGH_SPEND, ChurnReason.LOW_SPEND],
  TREND: [ChurnReason.SPENDS_MORE, ChurnReason.SPENDS_LESS],
  GAP: [ChurnReason.LONG_GAPS, ChurnReason.SHORT_GAPS],
  REFUNDS: [ChurnReason.MANY_REFUNDS, ChurnReason.FEW_REFUNDS],
  COMPLAINTS: [ChurnReason.COMPLAINED, ChurnReason.NO_COMPLAINT],
  WAITING: [ChurnReason.COMPLAINT_WAITS, ChurnReason.NOTHING_WAITS],
  SCORE: [ChurnReason.GOOD_SCORE, ChurnReason.BAD_SCORE],
  ACTIVITY: [ChurnReason.ACTIVE_ONLINE, ChurnReason.QUIET_ONLINE],
};

/** The reason that a thing known is, on its side of the average. */
export const reasonOf = (feature: (typeof FEATURES)[number], isAbove: boolean): ChurnReason => sides[feature][isAbove ? 0 : 1];

/** A reason in words. */
export function reasonWords(reason: ChurnReason): Worded {
  const { zh, en } = insightTerms[`ChurnReason.${reason}`];
  return { zh, en };
}

/** When a customer counts as gone, as a sentence. */
export function ruleWords({ kind, factor, days, fieldKey }: ChurnRule): Worded {
  if (kind === ChurnKind.GAP) {
    return {
      zh: `距上次购买超过自己购买间隔中位数的 ${factor} 倍即视为流失；间隔少时向全体间隔靠拢（按 ${GAP_WEIGHT} 次计），最短 ${LEAST_ALLOWED} 天，最长 ${MOST_ALLOWED} 天。`,
      en: `Gone when silent for more than ${factor} times the own median gap between purchases; where gaps are few, those of everybody weigh like ${GAP_WEIGHT} of them; at least ${LEAST_ALLOWED} and at most ${MOST_ALLOWED} days.`,
    };
  }
  if (kind === ChurnKind.DORMANCY) return { zh: `超过 ${days} 天没有购买即视为流失。`, en: `Gone when there was no purchase for more than ${days} days.` };
  return { zh: `字段“${fieldKey}”记载的合同结束日已过即视为流失。`, en: `Gone when the last day of the contract, kept in the field “${fieldKey}”, has passed.` };
}
