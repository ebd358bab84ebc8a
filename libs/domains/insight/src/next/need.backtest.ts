import { likeliest, nextCategory, type CategoryModel } from '@dossier/metrics';
import { daysOf, fitAt, forecast, knownAt, type NeedData, type NeedModels } from './need.fit';
import type { SeasonTime } from './need.time';

/** A quarter of the back-test, and the days whose probability is told. */
export const QUARTER = 91;
export const WITHIN = [30, 60, 90] as const;
/** So many customers of a quarter are enough to judge by. */
const MOST = 40_000;
const LEAST_JUDGED = 100;

/** What was said of a customer as of a past day, beside what came. */
interface Judged {
  /** At which part of the waiting the customer came: of 0 to 1, by the model; or how far the wait has got without. */
  share: number;
  came: boolean;
  /** How far the wait could have got by the end of the data: only windows that were over by then are judged. */
  reached: number;
  within: number[];
  arrived: boolean[];
  hit: boolean | null;
  popular: boolean | null;
  /** Of the three likeliest categories: its share of lines, the probability of a purchase within 90 days, and whether it came, of those who bought at all. */
  categories: { share: number; visit: number; came: boolean; bought: boolean }[];
}

/** Three probabilities, made of those of the model so that past ones kept their word: 1/(1 + e^−(a + b·logit)). */
export type Scale = readonly [number, number];

/** At which parts of the model's own waiting one, five and nine of ten customers had come in fact, and how probabilities are scaled. */
export interface Keeping {
  low: number;
  middle: number;
  high: number;
  within: readonly Scale[];
  /** From the share of lines to the probability that somebody who buys within 90 days buys of the category. */
  category: Scale;
}

/** Nothing is known of how well the model keeps its word: it is taken at it. */
export const AS_SAID: Keeping = { low: 0.1, middle: 0.5, high: 0.9, within: [[0, 1], [0, 1], [0, 1]], category: [0, 1] };

/** One quarter of the back-test. */
export interface Quarter {
  origin: number;
  /** Customers who were told a window that is over by now, and how many of them came in it. */
  told: number;
  hits: number;
  /** Customers who bought within the quarter and were told categories: of how many one of the first three came, and one of the three that most buy. */
  bought: number;
  categoryHits: number;
  popularHits: number;
  /** Probability of a purchase within 90 days: mean said, and part that came. */
  points: { predicted: number; observed: number; n: number }[];
  /** Probability that a line of one of the three likeliest categories is bought within 90 days. */
  categoryPoints: { predicted: number; observed: number; n: number }[];
}

const logit = (p: number): number => Math.log(Math.min(1 - 1e-6, Math.max(1e-6, p)) / (1 - Math.min(1 - 1e-6, Math.max(1e-6, p))));
/** A probability scaled as past ones had to be. */
export const scaled = ([a, b]: Scale, probability: number): number => 1 / (1 + Math.exp(-(a + b * logit(probability))));

/** The last four quarters, each foretold from what was known at its beginning and kept by what older quarters had taught; and what all of them teach for today. */
export function backTest(data: NeedData, time: SeasonTime): { quarters: Quarter[]; keeping: Keeping } {
  const quarters: Quarter[] = [];
  let [keeping, all]: [Keeping, Judged[]] = [AS_SAID, []];
  for (const back of [4, 3, 2, 1]) {
    const origin = data.cutoff - back * QUARTER;
    const models = fitAt(data, origin, time);
    if (models.status === 'REFUSED') continue;
    const judged = judge(models.value, data, { origin, time, keeping });
    if (judged.length < LEAST_JUDGED) continue;
    quarters.push(quarterOf(origin, judged, keeping));
    all = all.concat(judged);
    keeping = keepingOf(all);
  }
  return { quarters, keeping };
}

function judge(models: NeedModels, data: NeedData, { origin, time, keeping }: { origin: number; time: SeasonTime; keeping: Keeping }): Judged[] {
  const { start, day, counts, cutoff } = data;
  const people = start.length - 1;
  const every = Math.max(1, Math.ceil(people / MOST));
  const popular = models.mix === null ? [] : models.mix.popularity.map((row) => likeliest(row, 3));
  const found: Judged[] = [];
  for (let customer = 0; customer < people; customer += every) {
    if (counts[customer] !== 1) continue;
    const known = knownAt(data, customer, origin);
    const said = forecast(models, data, known, { today: origin, time });
    if (said === null) continue;
    const next = known.to < start[customer + 1]! ? day[known.to]! : null;
    const now = time.at(origin);
    const within = WITHIN.map((days) => said.alive * said.within(time.at(origin + days) - now));
    const arrived = WITHIN.map((days) => next !== null && next <= origin + days);
    found.push({ share: said.within(time.at(next ?? cutoff) - now), came: next !== null, reached: said.within(time.at(cutoff) - now), within, arrived, ...categoriesOf(models.mix, data, { customer, known, origin, popular, visit: scaled(keeping.within[2]!, within[2]!) }) });
  }
  return found;
}

interface AsOf {
  customer: number;
  known: { from: number; to: number };
  origin: number;
  popular: readonly number[][];
  visit: number;
}

function categoriesOf(mix: CategoryModel | null, data: NeedData, { customer, known, origin, popular, visit }: AsOf): Pick<Judged, 'hit' | 'popular' | 'categories'> {
  if (mix === null) return { hit: null, popular: null, categories: [] };
  const { start, day, categoryStart, category, segment } = data;
  const end = start[customer + 1]!;
  const mixed = nextCategory(mix, { segment: segment[customer]!, days: daysOf(data, known) }, origin);
  const three = likeliest(mixed, 3);
  const until = Array.from({ length: end - known.to }, (_, at) => known.to + at).filter((at) => day[at]! <= origin + 90);
  const lines = until.map((at) => [...category.subarray(categoryStart[at]!, categoryStart[at + 1]!)]).filter((own) => own.length > 0);
  const bought = new Set(lines.flat());
  const first = new Set(lines[0] ?? []);
  return {
    categories: three.map((one) => ({ share: mixed[one]!, visit, came: bought.has(one), bought: lines.length > 0 })),
    hit: lines.length === 0 ? null : three.some((one) => first.has(one)), popular: lines.length === 0 ? null : popular[segment[customer]!]!.some((one) => first.has(one)),
  };
}

function quarterOf(origin: number, judged: readonly Judged[], keeping: Keeping): Quarter {
  const over = judged.filter(({ reached }) => reached >= keeping.high);
  const bought = judged.filter(({ hit }) => hit !== null);
  return {
    origin, told: over.length, hits: over.filter(({ share, came }) => came && share >= keeping.low && share <= keeping.high).length, bought: bought.length, categoryHits: bought.filter(({ hit }) => hit).length, popularHits: bought.filter(({ popular }) => popular).length,
    points: reliability(judged.map(({ within, arrived }) => ({ predicted: scaled(keeping.within[2]!, within[2]!), came: arrived[2]! }))),
    categoryPoints: reliability(judged.flatMap(({ categories }) => categories.map(({ share, visit, came }) => ({ predicted: visit * scaled(keeping.category, share), came })))),
  };
}

function reliability(pairs: readonly { predicted: number; came: boolean }[]): { predicted: number; observed: number; n: number }[] {
  const sorted = [...pairs].sort((a, b) => a.predicted - b.predicted);
  const bins = Math.min(10, Math.floor(sorted.length / 20));
  return Array.from({ length: bins }, (_, at) => sorted.slice(Math.floor((at * sorted.length) / bins), Math.floor(((at + 1) * sorted.length) / bins)))
    .map((own) => ({ n: own.length, predicted: own.reduce((sum, { predicted }) => sum + predicted, 0) / own.length, observed: own.filter(({ came }) => came).length / own.length }));
}

/** What quarters teach: at which parts of the waiting customers came in fact (product-limit over those who have not come yet), and how probabilities are scaled. */
function keepingOf(judged: readonly Judged[]): Keeping {
  const sorted = [...judged].sort((a, b) => a.share - b.share || Number(b.came) - Number(a.came));
  let [left, at] = [1, sorted.length];
  const parts = new Map<number, number>();
  for (const { share, came } of sorted) {
    if (came) left *= 1 - 1 / at;
    at -= 1;
    for (const part of [0.1, 0.5, 0.9]) if (!parts.has(part) && 1 - left >= part) parts.set(part, share);
  }
  return {
    low: parts.get(0.1) ?? AS_SAID.low, middle: parts.get(0.5) ?? AS_SAID.middle, high: Math.min(0.995, parts.get(0.9) ?? 0.995),
    category: scaleOf(judged.flatMap(({ categories }) => categories.filter(({ bought }) => bought).map(({ share, came }) => ({ x: logit(share), came })))),
    within: WITHIN.map((_, place) => scaleOf(judged.map(({ within, arrived }) => ({ x: logit(within[place]!), came: arrived[place]! })))),
  };
}

/** A far step is cut: beyond it the curve is another one. */
const step = (by: number): number => Math.max(-0.5, Math.min(0.5, by));

/** Platt's scale 1999 by Newton's steps; as said where it does not settle. */
function scaleOf(rows: readonly { x: number; came: boolean }[]): Scale {
  let [a, b] = [0, 1];
  for (let round = 0; round < 200; round += 1) {
    let [ga, gb, haa, hab, hbb] = [0, 0, 1e-6, 0, 1e-6];
    for (const { x, came } of rows) {
      const p = 1 / (1 + Math.exp(-(a + b * x)));
      const [miss, weight] = [Number(came) - p, p * (1 - p)];
      ga += miss;
      gb += miss * x;
      haa += weight;
      hab += weight * x;
      hbb += weight * x * x;
    }
    const whole = haa * hbb - hab * hab;
    const [da, db] = [(hbb * ga - hab * gb) / whole, (haa * gb - hab * ga) / whole];
    if (!Number.isFinite(da + db)) return [0, 1];
    a += step(da);
    b += step(db);
    if (Math.abs(da) + Math.abs(db) < 1e-8) break;
  }
  return Number.isFinite(a + b) && b > 0 ? [a, b] : [0, 1];
}

/** How a fit has kept its word on purchases within 30 days of a day that it had not seen beyond. */
export function judgedSince(models: NeedModels, data: NeedData, { origin, time, keeping }: { origin: number; time: SeasonTime; keeping: Keeping }): { predicted: number; observed: number; n: number }[] {
  return reliability(judge(models, data, { origin, time, keeping }).map(({ within, arrived }) => ({ predicted: scaled(keeping.within[0]!, within[0]!), came: arrived[0]! })));
}
