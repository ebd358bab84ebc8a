import { dayAfter, type BgNbdFit, type GammaGammaFit, type Interval, type Refused } from '@dossier/metrics';
import { cautionWords, lackWords } from '../models/card.words';
import type { CardParameter, ModelCard, Reliability, Worded } from '../models/model-card';
import type { ModelRun } from '../models/score-model';
import { QUARTER, type Worth } from './value.columns';
import type { Compared, HeldOut, ValueFound } from './value.fit';
import type { LeftOut } from './value.reader';

const methodNames: Readonly<Record<Compared['method'], string>> = { BG: 'BG/NBD', MBG: 'MBG/NBD', PARETO: 'Pareto/NBD' };
const words = (zh: string, en: string): Worded => ({ zh, en });

export const FORMULA = words(
  '在客户仍活跃时，购买按泊松过程发生，速率 λ ~ Gamma(r, α)；每次购买后以概率 p ~ Beta(a, b) 离开（BG/NBD；MBG/NBD 在首次购买后也可能离开，取似然更高者）。每次消费 ~ Gamma(p, ν)，ν ~ Gamma(q, v)（Gamma-Gamma）。价值 = 毛利率 × Σ 各月预期购买 × 预期消费 ÷ (1 + d)^月。购买按天合并，退款计入净额。区间：100 个有同样历史的客户中 80 个落在其中。',
  'While a customer stays, purchases come as a Poisson process with rate λ ~ Gamma(r, α); after each purchase they leave with probability p ~ Beta(a, b) (BG/NBD; by MBG/NBD after the first one too; the likelier is taken). Each spend ~ Gamma(p, ν), ν ~ Gamma(q, v) (Gamma-Gamma). Value = margin × Σ over months of expected purchases × expected spend ÷ (1 + d)^month. Purchases of a day are one, refunds are netted. Range: 80 of 100 customers with the same history end in it.',
);
export const RULE = words('未来一年与过去一年相同：购买天数与净消费按最近 365 天计算，不给出活跃概率与区间。', 'The next year as the last one: days with a purchase and net spend of the last 365 days; no probability of being there, and no range.');
export const UNIT = words('未来 12 个月与 36 个月的金额；购买按天计', 'money within 12 and 36 months; purchases in days with one');

const ranged = (key: string, name: Worded, value: number, range: Interval | null | undefined): CardParameter => ({ key, name, value, low: range?.low ?? null, high: range?.high ?? null });

function parametersOf(purchase: BgNbdFit, spend: GammaGammaFit, { compared, comparedOn, fittedOn }: ValueFound, { margin, discount }: Worth): CardParameter[] {
  const { kind, r, alpha, a, b } = purchase.model;
  const { p, q, v } = spend.model;
  const days = words('天', 'days');
  return [
    ranged('r', words('r（购买速率的形状）', 'r (shape of the rate)'), r, purchase.intervals.r), { ...ranged('alpha', words('α（购买速率的尺度）', 'α (scale of the rate)'), alpha, purchase.intervals.alpha), unit: days },
    ranged('a', words('a（离开）', 'a (leaving)'), a, purchase.intervals.a), ranged('b', words('b（离开）', 'b (leaving)'), b, purchase.intervals.b),
    ranged('p', words('p（每次消费的均匀程度）', 'p (evenness of spend)'), p, spend.intervals?.p), ranged('q', words('q（客户间差异）', 'q (spread over customers)'), q, spend.intervals?.q), ranged('v', words('v（消费的尺度）', 'v (scale of spend)'), v, spend.intervals?.v),
    ranged('correlation', words('消费额与频次的相关系数', 'correlation of spend and frequency'), spend.correlation, null),
    { key: 'margin', name: words('毛利率（公司设置；1 即按收入计）', 'margin (set for the company; 1 counts revenue)'), value: margin }, { key: 'discount', name: words('月折现率', 'discount by the month'), value: discount },
    { key: 'fittedOn', name: words('用于拟合的客户数', 'customers fitted on'), value: fittedOn },
    ...compared.map((one): CardParameter => ({
      key: `likelihood.${one.method}`, value: one.logLikelihood,
      name: words(`${methodNames[one.method]} 的对数似然（${comparedOn} 位客户）${one.method === kind ? '，已采用' : ''}`, `log-likelihood of ${methodNames[one.method]} (${comparedOn} customers)${one.method === kind ? ', taken' : ''}`),
    })),
  ];
}

/** How a held-out quarter that ends on `to` came true. */
export function reliabilityOf(held: HeldOut | null, to: string, currency: string): Reliability | null {
  if (held === null) return null;
  return {
    what: words('在一个季度（91 天）内至少购买一次', 'buys at least once within a quarter (91 days)'), from: dayAfter(to, 1 - QUARTER), to, n: held.n, predicted: held.predicted, observed: held.observed,
    points: held.bins.map(({ n, predicted, observed, range }) => ({ n, predicted, observed, low: range.low, high: range.high })),
    deciles: held.deciles.map((one) => ({ ...one })), unit: words(`${currency} 最小货币单位`, `minor units of ${currency}`),
  };
}

const MOST_OFF = 0.05;

function cautionsOf({ cautions, heldOut }: ValueFound): Worded[] {
  const told = cautions.map((caution) => cautionWords[caution]);
  if (heldOut === null) return [...told, words('数据不足以在留出的季度上检验。', 'There is too little data for a check on a held-out quarter.')];
  const points = Math.round((heldOut.observed - heldOut.predicted) * 1_000) / 10;
  const share = Math.round(heldOut.covered * 100);
  const covered = words(`留出季度中 ${share}% 的客户落在 80% 区间内。`, `In the held-out quarter ${share} of 100 customers ended within the 80 % range.`);
  if (Math.abs(heldOut.observed - heldOut.predicted) <= MOST_OFF) return [...told, covered];
  return [...told, words(
    `留出季度中实际比预测${points > 0 ? '高' : '低'} ${Math.abs(points)} 个百分点：模型不了解季节，不足两年的数据无法学到。`,
    `In the held-out quarter ${Math.abs(points)} points ${points > 0 ? 'more' : 'fewer'} bought than foretold: the model knows no season, and less than two years cannot teach it.`), covered];
}

interface About {
  run: ModelRun;
  leftOut: LeftOut;
  used: number;
  worth: Worth;
}

const base = ({ run, leftOut, used }: About): Omit<ModelCard, 'parameters' | 'cautions' | 'lack' | 'reliability'> => ({
  formula: FORMULA, unit: UNIT, rule: RULE, from: leftOut.firstDay, to: run.cutoff, used, cutoff: run.cutoff, seed: run.seed,
  dropped: [
    { reason: words('没有购买', 'no purchase'), count: leftOut.noOrder },
    { reason: words(`订单不是 ${run.currency} 或有两种货币`, `orders not in ${run.currency}, or in two currencies`), count: leftOut.otherCurrency },
  ],
});

/** One quarter held out tells of its season as well, which the model does not know: the card says so, and looks at later quarters decide. */
const heldOut = (found: Reliability | null): Reliability | null => (found === null ? null : { ...found, counts: false });

/** The card of a fit. */
export const cardOf = (found: ValueFound, about: About): ModelCard => ({
  ...base(about), parameters: parametersOf(found.purchase, found.spend, found, about.worth), cautions: cautionsOf(found), lack: null, reliability: heldOut(reliabilityOf(found.heldOut, about.run.cutoff, about.run.currency)),
});

/** The card of a fit that was refused: what is lacking. */
export const refusedCard = ({ lack, found, needed }: Refused, about: About): ModelCard => ({
  ...base(about), parameters: [], cautions: [], reliability: null, lack: { what: lackWords[lack], found, needed },
});
