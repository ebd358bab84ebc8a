import { likeliest, nextCategory, type SeasonalIndex } from '@dossier/metrics';
import { backTest, judgedSince, scaled, WITHIN, type Keeping, type Quarter } from './need.backtest';
import { daysOf, fitAt, forecast, knownAt, LEAST, type NeedData, type NeedModels } from './need.fit';
import { SeasonTime, seasonOf } from './need.time';

/** A fit as it is kept: enough to score by. */
export interface NeedFit extends NeedModels {
  season: SeasonalIndex;
  keeping: Keeping;
  categoryIds: string[];
  segments: string[];
  cutoff: number;
  /** Probabilities of a purchase within 90 days as they were at fitting, in a hundred steps. */
  reference: number[];
}

/** What the thread answers to a fit. */
export type NeedAnswer =
  | { status: 'REFUSED'; lack: string; found: number; needed: number }
  | { status: 'OK' | 'WEAK'; models: NeedModels; season: SeasonalIndex; seasonMonths: number; keeping: Keeping; quarters: Quarter[]; n: number; cautions: readonly string[] };

const timeOf = (season: SeasonalIndex, data: NeedData): SeasonTime => new SeasonTime(season, data.day.reduce((least, day) => Math.min(least, day), data.cutoff), data.cutoff);

/** Learns when customers buy and what, and judges it on the last four quarters, each foretold from what was known before it. */
export function fitNeed(data: NeedData): NeedAnswer {
  const { index, months } = seasonOf(data.day, data.cutoff);
  const time = timeOf(index, data);
  const models = fitAt(data, data.cutoff, time);
  if (models.status === 'REFUSED') return models;
  const { quarters, keeping } = backTest(data, time);
  return { status: quarters.length === 0 ? 'WEAK' : models.status, models: models.value, season: index, seasonMonths: months, keeping, quarters, n: models.n, cautions: models.cautions };
}

/** Forecasts of many customers, a place each; NaN where nothing is told. */
export interface NeedColumns {
  /** 0 well founded, 1 weak, 2 too few purchases, 3 too short a time. */
  standing: Uint8Array;
  purchases: Int32Array;
  known: Int32Array;
  regular: Uint8Array;
  expected: Float64Array;
  earliest: Float64Array;
  latest: Float64Array;
  within: Float64Array[];
  category: Float64Array[];
  share: Float64Array[];
}

/** So far ahead a day is told. */
const FURTHEST = 30 * 365;
/** Below so many gaps of their own a forecast is weak. */
const SURE_GAPS = 5;

/** Foretells every customer by a fit. */
export function scoreNeed({ fit, data }: { fit: NeedFit; data: NeedData }): NeedColumns {
  const people = data.start.length - 1;
  const none = (): Float64Array => new Float64Array(people).fill(NaN);
  const columns: NeedColumns = {
    standing: new Uint8Array(people), purchases: new Int32Array(people), known: new Int32Array(people), regular: new Uint8Array(people), expected: none(), earliest: none(), latest: none(),
    within: WITHIN.map(none), category: [none(), none(), none()], share: [none(), none(), none()],
  };
  const time = timeOf(fit.season, data);
  for (let customer = 0; customer < people; customer += 1) foretell(columns, { fit, data, time, customer });
  return columns;
}

function foretell(columns: NeedColumns, { fit, data, time, customer }: { fit: NeedFit; data: NeedData; time: SeasonTime; customer: number }): void {
  const known = knownAt(data, customer, data.cutoff);
  columns.purchases[customer] = known.to - known.from;
  columns.known[customer] = known.to > known.from ? data.cutoff - data.day[known.from]! : 0;
  const said = forecast(fit, data, known, { today: data.cutoff, time });
  if (said === null) {
    columns.standing[customer] = known.to - known.from < LEAST.purchases ? 2 : 3;
    return;
  }
  columns.standing[customer] = said.gaps < SURE_GAPS ? 1 : 0;
  columns.regular[customer] = said.regular ? 1 : 0;
  const now = time.at(data.cutoff);
  const at = (share: number): number => {
    const day = time.day(now + said.until(share));
    return day <= data.cutoff + FURTHEST ? Math.max(day, data.cutoff + 1) : NaN;
  };
  columns.earliest[customer] = at(fit.keeping.low);
  columns.expected[customer] = at(fit.keeping.middle);
  columns.latest[customer] = at(fit.keeping.high);
  WITHIN.forEach((days, place) => (columns.within[place]![customer] = scaled(fit.keeping.within[place]!, said.alive * said.within(time.at(data.cutoff + days) - now))));
  // Scaled apart, a longer time could come out less probable than a shorter one: it never is.
  for (const place of [1, 2]) columns.within[place]![customer] = Math.max(columns.within[place]![customer]!, columns.within[place - 1]![customer]!);
  if (fit.mix === null) return;
  const mixed = nextCategory(fit.mix, { segment: data.segment[customer]!, days: daysOf(data, known) }, data.cutoff);
  likeliest(mixed, 3).forEach((category, place) => {
    columns.category[place]![customer] = category;
    columns.share[place]![customer] = mixed[category]!;
  });
}

/** The plain rule in the place of the model: the last purchase and the median gap, without a probability. */
export function ruleOfNeed({ data }: { data: NeedData }): NeedColumns {
  const people = data.start.length - 1;
  const none = (): Float64Array => new Float64Array(people).fill(NaN);
  const columns: NeedColumns = {
    standing: new Uint8Array(people).fill(1), purchases: new Int32Array(people), known: new Int32Array(people), regular: new Uint8Array(people), expected: none(), earliest: none(), latest: none(),
    within: WITHIN.map(none), category: [none(), none(), none()], share: [none(), none(), none()],
  };
  for (let customer = 0; customer < people; customer += 1) {
    const { from, to } = knownAt(data, customer, data.cutoff);
    columns.purchases[customer] = to - from;
    columns.known[customer] = to > from ? data.cutoff - data.day[from]! : 0;
    if (to - from < LEAST.purchases || columns.known[customer]! < LEAST.days) {
      columns.standing[customer] = to - from < LEAST.purchases ? 2 : 3;
      continue;
    }
    const gaps = Array.from({ length: to - from - 1 }, (_, at) => data.day[from + at + 1]! - data.day[from + at]!).sort((a, b) => a - b);
    columns.expected[customer] = Math.max(data.cutoff + 1, data.day[to - 1]! + gaps[Math.floor((gaps.length - 1) / 2)]!);
  }
  return columns;
}


/** Whether a fit keeps its word: what it says of everybody now, and how what it said at fitting came true where a month has passed since. */
export function checkNeed({ fit, data }: { fit: NeedFit; data: NeedData }): { within90: Float64Array; points: { predicted: number; observed: number; n: number }[] } {
  const { within } = scoreNeed({ fit, data });
  const points = data.cutoff - fit.cutoff < WITHIN[0] ? [] : judgedSince(fit, data, { origin: fit.cutoff, time: timeOf(fit.season, data), keeping: fit.keeping });
  return { within90: within[2]!.filter((probability) => !Number.isNaN(probability)), points };
}

/** A hundred steps of some values, the least and the greatest included. */
export function stepsOf(values: Float64Array): number[] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  return sorted.length === 0 ? [] : Array.from({ length: 101 }, (_, at) => sorted[Math.round((at * (sorted.length - 1)) / 100)]!);
}
