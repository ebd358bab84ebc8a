import { wilsonInterval, type Day } from '@dossier/metrics';
import type { CardParameter, ModelCard, Reliability, Worded } from '../models/model-card';
import type { Quarter } from './need.backtest';
import type { NeedAnswer } from './need.compute';
import { dayOf } from './need.time';

const worded = (zh: string, en: string): Worded => ({ zh, en });
type Found = Exclude<NeedAnswer, { status: 'REFUSED' }>;

const formula = worded(
  '规律买家（间隔变异系数 < 0.7 且至少 5 个间隔）：间隔服从伽马分布，速率向全体收缩，并扣除已等待的时间；其余客户：BG/NBD 的洛马克斯等待时间 (α+T)((1−u)^(−1/(r+x)) − 1)。窗口为 80%，端点按回测的乘积限估计校准；30/60/90 天内购买的概率 = P(仍活跃) × P(来)，再按回测校准。品类：自身历史（按购买间隔中位数减半）、上次购买之后的去向、所在地区人气的加权，权重由后验时间的似然决定。时间按季节指数计天。',
  'Who buys in a rhythm (variation of gaps < 0.7, at least 5 gaps): gamma gaps, the rate drawn towards everybody’s, given the time already waited. Others: the Lomax waiting time of BG/NBD, (α+T)((1−u)^(−1/(r+x)) − 1). The window is that of 80 of 100, its ends kept by the back-test (product limit); P(buys within 30/60/90 days) = P(alive) × P(comes), kept by the back-test. Category: own history (halved each median gap), what followed the last purchase, and what the country buys, weighed by likelihood out of time. Days count by season.');
const rule = worded('上次购买日加上自己的间隔中位数；不给出概率与品类。', 'The last purchase plus the own median gap; neither probability nor category is told.');
const lacks: Record<string, Worded> = { CUSTOMERS: worded('有购买的客户数', 'customers with a purchase'), REPEAT_PURCHASES: worded('复购次数', 'repeat purchases') };

/** What is known before anything is fitted. */
export interface NeedFrame {
  cutoff: Day;
  from: Day | null;
  seed: number;
  dropped: number;
}

const frame = ({ cutoff, from, seed, dropped }: NeedFrame): Omit<ModelCard, 'parameters' | 'used' | 'cautions' | 'lack' | 'reliability'> => ({
  formula, unit: worded('天；概率', 'days; probability'), from, to: cutoff, cutoff, seed, rule,
  dropped: dropped > 0 ? [{ reason: worded('诱饵记录', 'bait records'), count: dropped }] : [],
});

/** The card of a fit that lacks data. */
export const refusedNeed = (own: NeedFrame, { lack, found, needed }: { lack: string; found: number; needed: number }): ModelCard =>
  ({ ...frame(own), parameters: [], used: 0, cautions: [], lack: { what: lacks[lack] ?? worded(lack, lack), found, needed }, reliability: null });

/** The card of a fit: its numbers, and the last four quarters as they were foretold. */
export function needCard(own: NeedFrame, found: Found): ModelCard {
  const { models, quarters, keeping } = found;
  const one = (key: string, zh: string, en: string, value: number | null): CardParameter => ({ key, name: worded(zh, en), value });
  return {
    ...frame(own), used: found.n, lack: null, reliability: quarters.length === 0 ? null : quarterly(reliabilityOf(quarters.at(-1)!.points, dayOf(quarters.at(-1)!.origin), own.cutoff)),
    parameters: [
      ...quarters.flatMap(quarterFigures), ...wholeFigures(quarters),
      one('r', '购买率形状 r', 'Shape of the rate r', models.buys.r), one('alpha', '购买率尺度 α（天）', 'Scale of the rate α (days)', models.buys.alpha),
      one('shape', '规律买家间隔的形状', 'Shape of the gaps of regular buyers', models.gaps?.shape ?? null),
      one('own', '品类权重：自身历史', 'Weight of own history', models.mix?.weights[0] ?? null), one('following', '品类权重：上次之后', 'Weight of what follows', models.mix?.weights[1] ?? null),
      one('segment', '品类权重：地区人气', 'Weight of the country', models.mix?.weights[2] ?? null),
      one('low', '窗口起点的模型分位', 'Model’s share at the window’s beginning', keeping.low), one('high', '窗口终点的模型分位', 'Model’s share at the window’s end', keeping.high),
    ],
    cautions: cautionsOf(found),
  };
}

const rateOf = (key: string, name: Worded, hits: number, n: number): CardParameter => {
  const range = wilsonInterval(hits, n);
  return { key, name, value: n === 0 ? null : hits / n, low: range?.low ?? null, high: range?.high ?? null, unit: worded(`n=${n}`, `n=${n}`) };
};

const quarterFigures = ({ origin, told, hits, bought, categoryHits, popularHits }: Quarter): CardParameter[] => [
  rateOf(`window.${origin}`, worded(`自 ${dayOf(origin)} 起：落在 80% 窗口内`, `From ${dayOf(origin)}: came within the window of 80`), hits, told),
  rateOf(`category.${origin}`, worded(`自 ${dayOf(origin)} 起：前三品类命中`, `From ${dayOf(origin)}: one of three categories came`), categoryHits, bought),
  rateOf(`popular.${origin}`, worded(`自 ${dayOf(origin)} 起：只看人气的前三命中`, `From ${dayOf(origin)}: one of the three most popular came`), popularHits, bought),
];

function wholeFigures(quarters: readonly Quarter[]): CardParameter[] {
  const sum = (of: (quarter: Quarter) => number): number => quarters.reduce((total, quarter) => total + of(quarter), 0);
  return quarters.length === 0 ? [] : [
    rateOf('window', worded('各季度合计：落在 80% 窗口内', 'All quarters: came within the window of 80'), sum(({ hits }) => hits), sum(({ told }) => told)),
    rateOf('category', worded('各季度合计：前三品类命中', 'All quarters: one of three categories came'), sum(({ categoryHits }) => categoryHits), sum(({ bought }) => bought)),
    rateOf('popular', worded('各季度合计：只看人气的前三命中', 'All quarters: one of the three most popular came'), sum(({ popularHits }) => popularHits), sum(({ bought }) => bought)),
  ];
}

function cautionsOf({ cautions, quarters, seasonMonths, models }: Found): Worded[] {
  return [
    ...(quarters.length < 4 ? [worded(`只有 ${quarters.length} 个季度可以回测。`, `Only ${quarters.length} quarters could be judged.`)] : []),
    ...(seasonMonths < 24 ? [worded('数据不足两年：季节无法分开，各月按相同计。', 'Less than two years of data: the season cannot be told, every month counts alike.')] : []),
    ...(cautions.includes('DROPOUT_NOT_SEEN') ? [worded('数据中看不出客户离开：仍活跃的概率按 1 计。', 'The data do not show customers leaving: everybody counts as alive.')] : []),
    ...(models.gaps === null ? [worded('规律买家不足：全部按 BG/NBD 计。', 'Too few regular buyers: all go by BG/NBD.')] : []),
  ];
}

/** The card tells of ninety days ahead; looks at the version judge thirty. */
const quarterly = (found: Reliability | null): Reliability | null => (found === null ? null : { ...found, counts: false });

/** How probabilities came true, in bins of as many each. */
export function reliabilityOf(points: readonly { predicted: number; observed: number; n: number }[], from: Day, to: Day): Reliability | null {
  const n = points.reduce((sum, point) => sum + point.n, 0);
  if (n === 0) return null;
  const mean = (of: (point: { predicted: number; observed: number }) => number): number => points.reduce((sum, point) => sum + of(point) * point.n, 0) / n;
  return {
    what: worded('期内购买的客户占比', 'part of customers who bought in the time'), from, to, n, predicted: mean(({ predicted }) => predicted), observed: mean(({ observed }) => observed), deciles: [], unit: null,
    points: points.map((point) => {
      const range = wilsonInterval(Math.round(point.observed * point.n), point.n);
      return { ...point, low: range?.low ?? null, high: range?.high ?? null };
    }),
  };
}
