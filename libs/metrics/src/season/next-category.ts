import { answered, refused, type Answer } from '../answer';
import { exp, log } from '../numeric/math';
import { median } from '../statistics';

/** A day with purchases: its number, and the different categories bought on it. */
export interface CategoryDay {
  day: number;
  categories: readonly number[];
}

/** A customer's days with purchases in rising order, and the segment they belong to. */
export interface CategoryHistory {
  segment: number;
  days: readonly CategoryDay[];
}

/** How a customer's own past, what follows what, and what their segment buys are mixed into one forecast; each table row by row, adding up to 1. */
export interface CategoryModel {
  categories: number;
  /** Of own history, of what followed the last purchase, of the segment. */
  weights: readonly [own: number, following: number, segment: number];
  following: readonly (readonly number[])[];
  popularity: readonly (readonly number[])[];
  /** Days after which a purchase counts for half, where a customer has too few for a gap of their own. */
  halfLife: number;
}

const LEAST_CUSTOMERS = 50;
/** So many purchases of the segment an own history is taken to have besides; likewise of a table's row, of what all buy. */
const PRIOR = { own: 1, row: 20 } as const;

/**
 * How the category bought next is foretold.
 * Formula: P(c) = w₁·own(c) + w₂·following(c) + w₃·segment(c); own is the customer's purchases, halved with each median gap of theirs, smoothed by Dirichlet's prior
 * of the segment; following is what was bought after the categories of the last day. The weights maximise the likelihood of each customer's last day, foretold from the days before
 * it alone (Dempster, Laird & Rubin 1977). Unit: probability that a line of the next purchase is of the category. Edge: refused under 50 customers with two days.
 */
export function fitNextCategory(histories: readonly CategoryHistory[], { categories, segments }: { categories: number; segments: number }): Answer<CategoryModel> {
  const judged = histories.filter(({ days }) => days.length >= 2);
  if (judged.length < LEAST_CUSTOMERS) return refused('CUSTOMERS', judged.length, LEAST_CUSTOMERS);
  const halfLife = median(judged.flatMap(({ days }) => gapsOf(days))) ?? 30;
  const before = histories.map(({ segment, days }) => ({ segment, days: days.length >= 2 ? days.slice(0, -1) : days }));
  const early: CategoryModel = { categories, halfLife, weights: [1 / 3, 1 / 3, 1 / 3], ...tablesOf(before, categories, segments) };
  const rows = judged.flatMap(({ segment, days }) => {
    const parts = partsOf(early, { segment, days: days.slice(0, -1) }, days.at(-1)!.day);
    const bought = days.at(-1)!.categories;
    return bought.map((category) => ({ parts: parts.map((part) => part[category]!), share: 1 / bought.length }));
  });
  return answered({ ...early, weights: weigh(rows), ...tablesOf(histories, categories, segments) }, judged.length);
}

/**
 * What a customer buys next, by category.
 * Formula: the mix of `fitNextCategory` as of a day. Unit: probability, adding up to 1. Edge: without purchases it is what the segment buys.
 */
export function nextCategory(model: CategoryModel, history: CategoryHistory, today: number): number[] {
  const [own, following, segment] = partsOf(model, history, today);
  if (history.days.length === 0) return [...segment!];
  return segment!.map((part, at) => model.weights[0] * own![at]! + model.weights[1] * following![at]! + model.weights[2] * part);
}

/** The places of the most probable categories. Formula: by probability, equal ones by number. Unit: none. Edge: as many as there are. */
export const likeliest = (probability: readonly number[], most: number): number[] => probability.map((_, at) => at).sort((a, b) => probability[b]! - probability[a]! || a - b).slice(0, most);

const gapsOf = (days: readonly CategoryDay[]): number[] => days.slice(1).map(({ day }, at) => day - days[at]!.day);

function tablesOf(histories: readonly CategoryHistory[], categories: number, segments: number): Pick<CategoryModel, 'following' | 'popularity'> {
  const all = new Array<number>(categories).fill(1 / categories);
  const bought = Array.from({ length: segments }, () => new Array<number>(categories).fill(0));
  const after = Array.from({ length: categories }, () => new Array<number>(categories).fill(0));
  for (const { segment, days } of histories) days.forEach(({ categories: own }, at) => {
    for (const one of own) {
      bought[segment]![one]! += 1;
      all[one]! += 1;
    }
    const next = days[at + 1]?.categories ?? [];
    for (const one of own) for (const other of next) after[one]![other]! += 1 / next.length;
  });
  const whole = shares(all);
  return { popularity: bought.map((row) => smoothed(row, whole, PRIOR.row)), following: after.map((row) => smoothed(row, whole, PRIOR.row)) };
}

function shares(counts: readonly number[]): number[] {
  const sum = counts.reduce((total, count) => total + count, 0);
  return counts.map((count) => count / sum);
}

const smoothed = (counts: readonly number[], prior: readonly number[], weight: number): number[] => shares(counts.map((count, at) => count + weight * prior[at]!));

function partsOf(model: CategoryModel, { segment, days }: CategoryHistory, today: number): number[][] {
  const popular = [...model.popularity[segment]!];
  const last = days.at(-1);
  if (!last) return [popular, popular, popular];
  const gap = Math.max(1, median(gapsOf(days)) ?? model.halfLife);
  const own = new Array<number>(model.categories).fill(0);
  for (const { day, categories } of days) {
    const weight = exp((-Math.LN2 * Math.max(0, today - day)) / gap);
    for (const one of categories) own[one]! += weight;
  }
  const following = popular.map((_, at) => last.categories.reduce((sum, one) => sum + model.following[one]![at]!, 0) / Math.max(1, last.categories.length));
  return [smoothed(own, popular, PRIOR.own), last.categories.length > 0 ? following : popular, popular];
}

/** The weights under which what happened was most probable; by expectation and maximisation, which never makes it less so. */
function weigh(rows: readonly { parts: readonly number[]; share: number }[]): [number, number, number] {
  let weights: [number, number, number] = [1 / 3, 1 / 3, 1 / 3];
  for (let [round, before] = [0, -Infinity]; round < 500; round += 1) {
    const sums: [number, number, number] = [0, 0, 0];
    let likelihood = 0;
    for (const { parts, share } of rows) {
      const whole = weights[0] * parts[0]! + weights[1] * parts[1]! + weights[2] * parts[2]!;
      likelihood += share * log(whole);
      for (const at of [0, 1, 2] as const) sums[at] += (share * weights[at] * parts[at]!) / whole;
    }
    const total = sums[0] + sums[1] + sums[2];
    weights = [sums[0] / total, sums[1] / total, sums[2] / total];
    if (likelihood - before < 1e-7 * rows.length) break;
    before = likelihood;
  }
  return weights;
}
