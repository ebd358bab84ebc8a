import { median, wilsonInterval } from '@dossier/metrics';
import type { ModelCard, OutcomeJudged, Worded } from '@dossier/insight';
import { gradeOfTimes, GRADES, isInOrder, LEAST_CLOSED, timesUsual, type Grading } from './scorecard.rules';

/** What grades are reckoned by, besides what the model says. */
export interface GradedBy {
  grading: Pick<Grading, 'multipleA' | 'multipleB' | 'multipleC' | 'leadCost'>;
  margin: number;
  /** Amount of each lead, in the order of time, null where none was told; those before the ones judged say which is usual. */
  amounts: readonly (number | null)[];
}

const LEAST_AMOUNTS = 20;

/** Leads of each grade on rows not seen: how many, what was said of them, and what came with Wilson's range, as lines of a card; a caution where the order does not hold. */
export function heldGrades({ probability, base, came }: Pick<OutcomeJudged, 'probability' | 'base' | 'came'>, { grading, margin, amounts }: GradedBy): Pick<ModelCard, 'parameters' | 'cautions'> {
  const before = amounts.slice(0, amounts.length - came.length).filter((amount): amount is number => amount !== null && amount > 0);
  const [own, usual] = [amounts.slice(amounts.length - came.length), before.length < LEAST_AMOUNTS ? null : median(before)];
  const grades = Array.from(came, (_, at) => gradeOfTimes(grading, timesUsual({ probability: probability[at]!, baseRate: base[at]!, amount: own[at] ?? null, usual, margin, cost: grading.leadCost ?? 0 })));
  const found = GRADES.map((grade) => {
    const rows = grades.flatMap((one, at) => (one === grade ? [at] : []));
    const won = rows.filter((row) => came[row]! > 0).length;
    return { grade, n: rows.length, won, said: rows.reduce((sum, row) => sum + probability[row]!, 0) / Math.max(1, rows.length), range: rows.length < LEAST_CLOSED ? null : wilsonInterval(won, rows.length) };
  });
  const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;
  return {
    parameters: found.map(({ grade, n, won, said, range }) => ({
      key: `grade${grade}`, unit: null, value: range === null ? null : won / n, low: range?.low ?? null, high: range?.high ?? null,
      name: n === 0 ? { zh: `${grade} 级：未见过的线索中没有`, en: `Grade ${grade}: none of the leads not seen` }
        : { zh: `${grade} 级的赢单率（未见过的线索 ${n} 条，预测 ${percent(said)}${range === null ? `；不足 ${LEAST_CLOSED} 条` : ''}）`, en: `Part won of grade ${grade} (${n} leads not seen, ${percent(said)} foretold${range === null ? `; fewer than ${LEAST_CLOSED}` : ''})` },
    })),
    cautions: isInOrder(found.map(({ n, won, range }) => (range === null ? null : won / n))) === false ? [OUT_OF_ORDER] : [],
  };
}

const OUT_OF_ORDER: Worded = {
  zh: '在未见过的线索上，A > B > C > D 不成立：等级没有按赢单率排序。等级按期望价值（概率 × 金额 × 毛利率 − 成本）划分，请查看倍数与成本。',
  en: 'On leads not seen, A > B > C > D does not hold: grades are not in the order of what was won. They go by what is to be expected (probability × amount × margin − cost): look at the multiples and the cost.',
};
