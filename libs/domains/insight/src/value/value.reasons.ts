import { timeToNext, type BgNbd } from '@dossier/metrics';
import type { Reason } from '../models/score-model';

/** What is known of one customer where reasons are asked for. */
export interface Known {
  basis: string;
  purchaseDays: number;
  alive: number | null;
  expected: number | null;
  quietDays: number;
  age: number;
  gap: number | null;
}

const percent = (share: number): string => `${Math.round(share * 100)}`;
const round = (value: number): number => Math.round(value * 10) / 10;

/** Why a customer has this value: how often they have come, how long they have been silent against their own rhythm, what follows from it. */
export function reasonsOf({ basis, purchaseDays, alive, expected, quietDays, age, gap }: Known, model: BgNbd): Reason[] {
  const often: Reason = {
    weight: null,
    words: { zh: `${age} 天里有 ${purchaseDays} 天购买${gap === null ? '' : `，间隔中位数 ${round(gap)} 天`}。`, en: `Bought on ${purchaseDays} days within ${age}${gap === null ? '' : `, ${round(gap)} days apart by the median`}.` },
  };
  if (basis === 'RULE' || alive === null || expected === null) return [often, { weight: null, words: { zh: '按规则：未来一年与过去一年相同。', en: 'By the rule: the next year as the last one.' } }];
  const next = timeToNext(model, { repeats: purchaseDays - 1, age });
  return [
    often,
    { weight: alive, words: { zh: `已有 ${quietDays} 天没有购买，仍活跃的概率为 ${percent(alive)}%。`, en: `Silent for ${quietDays} days: still there with a probability of ${percent(alive)} of 100.` } },
    { weight: expected, words: { zh: `若仍活跃，一半这样的客户会在 ${Math.round(next)} 天内再来；未来 12 个月预期购买 ${round(expected)} 天。`, en: `Of such customers who stay, half come again within ${Math.round(next)} days; ${round(expected)} days with a purchase are expected within 12 months.` } },
  ];
}
