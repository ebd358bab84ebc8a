import { daysBetween, type Day } from '@dossier/metrics';
import type { ModelCard, Reliability, ReliabilityPoint, Worded } from '../models/model-card';
import type { ChurnJudged } from './churn.compute';
import { ruleWords } from './churn.words';
import type { ChurnRule } from './churn.sql';

const worded = (zh: string, en: string): Worded => ({ zh, en });

/** What is known of a fit before it was judged. */
export interface ChurnFrame {
  rule: ChurnRule;
  cutoff: Day;
  seed: number;
  from: Day | null;
}

const rule = worded('已超出允许的沉默期者为已流失；沉默达到允许天数四分之三为高，一半为中，其余为低；按合同时，距结束不到一个预测期为高，不到两个为中。不给出概率。', 'Gone: silent beyond what is allowed. High: silent for three quarters of it, medium: for half of it, low: for less; of contracts, high: it ends within one horizon, medium: within two. No probability is told.');
const formula = ({ horizonDays }: ChurnRule): Worded => worded(
  `流失概率 = 1 / (1 + e^−(β₀ + Σβ·x))，再按较晚时间窗校准；预测未来 ${horizonDays} 天。特征只取截止日已知者：沉默÷常见间隔、购买次数、客户年限、消费额与走势、间隔、退货、投诉与评分、经同意的线上行为。仅当在较晚时间窗 AUC 高出 0.01 以上时改用梯度提升树。`,
  `P(leaves) = 1 / (1 + e^−(β₀ + Σβ·x)), then calibrated on a later window; within ${horizonDays} days. Of a customer only what is known on the day counts: silence by usual gap, number of purchases, time as a customer, spend and its trend, gap, refunds, complaints and scores, consented behaviour. Boosted trees take its place only where they gain more than 0.01 of AUC on a later window.`);

const lacks: Record<string, Worded> = {
  DAYS: worded('数据的天数', 'days of data'), ROWS: worded('每个时间窗的客户数', 'customers in each window'), EVENTS: worded('流失的客户数', 'customers who left'),
  BOTH_OUTCOMES: worded('流失与留存两种结果', 'customers who left and who stayed'), REPEAT_BUYERS: worded('复购客户数', 'customers who bought again'), SPREAD: worded('有差异的特征', 'columns that differ'), CONVERGENCE: worded('可收敛的估计', 'an estimate that settles'),
};

const frame = ({ rule: own, cutoff, seed, from }: ChurnFrame): Pick<ModelCard, 'formula' | 'unit' | 'from' | 'to' | 'cutoff' | 'seed' | 'rule'> => ({
  formula: formula(own), unit: worded(`${own.horizonDays} 天内流失的概率`, `probability of leaving within ${own.horizonDays} days`), from, to: cutoff, cutoff, seed, rule,
});

/** The card of a fit that lacks data. */
export const refusedCard = (own: ChurnFrame, { lack, found, needed }: { lack: string; found: number; needed: number }): ModelCard => ({
  ...frame(own), parameters: [], used: 0, dropped: [], cautions: [ruleWords(own.rule)], lack: { what: lacks[lack] ?? worded(lack, lack), found, needed }, reliability: null,
});

const pointsOf = (bins: ChurnJudged['bins']): ReliabilityPoint[] => bins.map(({ n, predicted, observed, range }) => ({ n, predicted, observed, low: range.low, high: range.high }));

/** How the probabilities of a window came true. */
export const reliabilityOf = ({ n, predicted, observed, bins }: { n: number; predicted: number; observed: number; bins: ChurnJudged['bins'] }, from: Day, to: Day): Reliability => ({
  what: worded('流失的客户占比', 'part of customers who left'), from, to, n, predicted, observed, points: pointsOf(bins), deciles: [], unit: null, byTenth: true,
});

/** The card of a fit, with how it did on the window that it had not seen. */
export function fittedCard(own: ChurnFrame, judged: ChurnJudged, [judgedFrom, judgedTo]: readonly [Day, Day], isBoosted: boolean): ModelCard {
  const figure = (key: string, zh: string, en: string, value: number | null) => ({ key, name: worded(zh, en), value, low: null, high: null, unit: null });
  return {
    ...frame(own),
    parameters: [
      { ...figure('auc', '区分度 AUC（未见过的时间窗）', 'AUC on the window not seen', judged.auc), low: judged.low, high: judged.high },
      figure('brier', 'Brier 分', 'Brier score', judged.brier), figure('base', '实际流失率', 'Part that left', judged.baseRate),
      figure('logistic', 'AUC 逻辑回归（校准窗）', 'AUC logistic, window of calibration', judged.logisticAuc), figure('boosted', 'AUC 提升树（校准窗）', 'AUC boosted trees, window of calibration', judged.boostedAuc),
    ],
    used: judged.learnedFrom, dropped: [], lack: null,
    cautions: [
      ruleWords(own.rule), worded(isBoosted ? '采用提升树。' : '采用逻辑回归。', isBoosted ? 'Boosted trees are used.' : 'Logistic regression is used.'),
      ...(own.from !== null && daysBetween(own.from, own.cutoff) < 730 ? [worded('数据不足两年，季节无法分开。', 'Less than two years of data: seasons cannot be told apart.')] : []),
    ],
    reliability: reliabilityOf({ n: judged.n, predicted: judged.predicted, observed: judged.baseRate, bins: judged.bins }, judgedFrom, judgedTo),
  };
}
