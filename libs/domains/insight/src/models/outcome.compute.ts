import { auc, calibration, liftOf, type Feature, type ReliabilityBin } from '@dossier/metrics';
import { calibrated, expit, learn, learnCalibrator, logit, rowsOf, said, type Calibrator, type Learned } from './outcome.learn';

/** Rows in the order of time with what came of each, 0 or 1. */
export interface OutcomeTask {
  features: Feature[];
  outcome: Float64Array;
  /** Day of each row, as a number that grows with time. */
  day: Float64Array;
  /** What the plain rule says of each row; empty where there is none. */
  rule: Float64Array;
  /** Features that are known only after the outcome: never read. */
  after: string[];
}

/** Why a feature is not read: it is known only after the outcome, or tells it all but alone. */
export interface Leak {
  feature: string;
  why: 'AFTER' | 'TELLS';
  auc: number | null;
}

/** What scoring needs; plain data. */
export interface OutcomeLearned {
  learned: Learned;
  calibrator: Calibrator;
  /** What is added to the log odds, for the base rate of late is another one. */
  shift: number;
  baseRate: number;
  /** Probabilities of the newest rows: what later ones are compared with. */
  reference: number[];
  features: string[];
}

/** How the procedure did on the newest fifth, of which it had seen nothing. */
export interface OutcomeJudged {
  auc: number;
  low: number;
  high: number;
  ruleAuc: number | null;
  expectedError: number;
  brier: number;
  naiveBrier: number;
  baseRate: number;
  predicted: number;
  n: number;
  lift: number;
  from: number;
  to: number;
  bins: ReliabilityBin[];
}

export type OutcomeFitted = { status: 'REFUSED'; lack: string; found: number; needed: number; leaks: Leak[] } | { status: 'OK'; model: OutcomeLearned; judged: OutcomeJudged; leaks: Leak[]; n: number; events: number };

const LEAST_ROWS = 200;
const LEAST_EVENTS = 50;
/** A feature that alone tells the outcomes apart so well is a trace of the outcome. */
export const LEAK = 0.9;
/** The base rate of so many days is what calibration leans on last. */
const LATELY = 60;
/** So many rows of late count like one that says what was usual before. */
const PRIOR = 200;

/** How well one feature alone tells the outcomes apart; of numbers whichever way it goes, of words each by the others of its kind. */
export function aloneAuc(feature: Feature, outcome: ArrayLike<number>): number | null {
  const score = feature.kind === 'NUMBER' ? Array.from(feature.values, (value) => (Number.isNaN(value) ? null : value)) : ratesOf(feature.values, outcome);
  const known = score.flatMap((value, at) => (value === null ? [] : [at]));
  const found = auc(known.map((at) => score[at]!), known.map((at) => outcome[at]!));
  if (found.status === 'REFUSED') return null;
  return feature.kind === 'NUMBER' ? Math.max(found.value.auc, 1 - found.value.auc) : found.value.auc;
}

const PARTS = 5;

/** The part with the outcome among the rows of the same word in the other four fifths, drawn to that of all: no row speaks for itself, and a rare word tells little. */
function ratesOf(values: readonly string[], outcome: ArrayLike<number>): number[] {
  const sums = new Map<string, { n: number; hits: number }[]>();
  const none = (): { n: number; hits: number }[] => Array.from({ length: PARTS }, () => ({ n: 0, hits: 0 }));
  const all = none();
  values.forEach((value, at) => {
    const own = sums.get(value) ?? none();
    sums.set(value, own);
    for (const part of [own[at % PARTS]!, all[at % PARTS]!]) {
      part.n += 1;
      part.hits += outcome[at]!;
    }
  });
  const others = (parts: readonly { n: number; hits: number }[], left: number): { n: number; hits: number } => parts.reduce((sum, part, at) => (at === left ? sum : { n: sum.n + part.n, hits: sum.hits + part.hits }), { n: 0, hits: 0 });
  return values.map((value, at) => {
    const [own, usual] = [others(sums.get(value)!, at % PARTS), others(all, at % PARTS)];
    return (own.hits + (5 * usual.hits) / Math.max(1, usual.n)) / (own.n + 5);
  });
}

/** Which features must not be read: those known only after the outcome, and those that tell it all but alone. */
export function leaksOf(features: readonly Feature[], outcome: ArrayLike<number>, after: readonly string[]): Leak[] {
  return features.flatMap((feature): Leak[] => {
    if (after.includes(feature.name)) return [{ feature: feature.name, why: 'AFTER', auc: aloneAuc(feature, outcome) }];
    const found = aloneAuc(feature, outcome);
    return found !== null && found > LEAK ? [{ feature: feature.name, why: 'TELLS', auc: found }] : [];
  });
}

/** Learns on the earlier rows, calibrates on later ones; judged by doing the same one step earlier and looking at the newest fifth. */
export function fitOutcome(task: OutcomeTask): OutcomeFitted {
  const { outcome, after } = task;
  const n = outcome.length;
  const events = outcome.reduce((sum, one) => sum + one, 0);
  const refusal = (lack: string, found: number, needed: number, leaks: Leak[] = []): OutcomeFitted => ({ status: 'REFUSED', lack, found, needed, leaks });
  if (n < LEAST_ROWS) return refusal('ROWS', n, LEAST_ROWS);
  if (Math.min(events, n - events) < LEAST_EVENTS) return refusal('EVENTS', Math.min(events, n - events), LEAST_EVENTS);
  const leaks = leaksOf(task.features, outcome, after);
  const refused = new Set(leaks.map(({ feature }) => feature));
  const open = { ...task, features: task.features.filter(({ name }) => !refused.has(name)) };
  const [second, third] = [Math.floor(n * 0.6), Math.floor(n * 0.8)];
  const [before, now] = [procedure(open, second, third), procedure(open, third, n)];
  if ('lack' in before) return refusal(before.lack, before.found, before.needed, leaks);
  if ('lack' in now) return refusal(now.lack, now.found, now.needed, leaks);
  const judged = judge(open, before, third);
  if ('lack' in judged) return refusal(judged.lack, judged.found, judged.needed, leaks);
  return { status: 'OK', model: now, judged, leaks, n, events };
}

interface Lacking {
  lack: string;
  found: number;
  needed: number;
}

const range = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);

/** What is in force: learned on the rows up to `middle`, calibrated on those up to `end`, its base rate that of late. */
function procedure({ features, outcome, day }: OutcomeTask, middle: number, end: number): OutcomeLearned | Lacking {
  const [first, then] = [range(0, middle), range(middle, end)];
  const fit = learn(rowsOf(features, first), outcome.subarray(0, middle));
  if (fit.status === 'REFUSED') return fit;
  const raw = said(fit.value, rowsOf(features, then));
  const calibrator = learnCalibrator(raw, outcome.subarray(middle, end));
  const told = calibrated(calibrator, raw);
  const own = { learned: fit.value, calibrator, features: features.map(({ name }) => name), reference: spread(told) };
  const since = day[end - 1]! - LATELY;
  const late = then.filter((row) => day[row]! > since);
  const shift = shiftOf(late.map((row) => told[row - middle]!), late.map((row) => outcome[row]!));
  return { ...own, shift, baseRate: mean(outcome.subarray(middle, end)) };
}

/** How far the log odds lie from what came of late, drawn to nothing where little came. */
export function shiftOf(told: readonly number[], outcome: readonly number[]): number {
  if (told.length === 0) return 0;
  const weight = told.length / (told.length + PRIOR);
  let shift = 0;
  // The mean of the shifted probabilities is what came: it rises with the shift, so halving finds it.
  for (let [low, high] = [-6, 6], round = 0; round < 50; round += 1) {
    shift = (low + high) / 2;
    if (mean(told.map((p) => expit(logit(p) + shift))) < mean(outcome)) low = shift;
    else high = shift;
  }
  return weight * shift;
}

/** Month by month: what is known before a month shifts what is said in it, as the nightly scoring does. */
function judge({ features, outcome, day, rule }: OutcomeTask, model: OutcomeLearned, from: number): OutcomeJudged | Lacking {
  const rows = range(from, outcome.length);
  const told = calibrated(model.calibrator, said(model.learned, rowsOf(features, rows)));
  const came = outcome.subarray(from);
  const probability = walked(told, came, day.subarray(from), model.shift);
  const [area, kept, lifts] = [auc(told, came), calibration(probability, came), liftOf(told, came, [0.1])];
  if (area.status === 'REFUSED') return area;
  if (kept.status === 'REFUSED') return kept;
  const plain = rule.length > 0 ? auc(rule.subarray(from), came) : null;
  const naive = mean(outcome.subarray(0, from));
  return {
    auc: area.value.auc, low: area.value.low, high: area.value.high, ruleAuc: plain === null || plain.status === 'REFUSED' ? null : plain.value.auc, expectedError: kept.value.expectedError, brier: kept.value.brier,
    naiveBrier: mean(Array.from(came, (one) => (one - naive) ** 2)), baseRate: kept.value.baseRate, predicted: mean(probability), n: rows.length, lift: lifts.status === 'REFUSED' ? 0 : lifts.value[0]!.lift,
    from: day[from]!, to: day[day.length - 1]!, bins: kept.value.bins,
  };
}

const MONTH = 30;

function walked(told: Float64Array, came: Float64Array, day: Float64Array, begin: number): Float64Array {
  const shifted = new Float64Array(told.length);
  let shift = begin;
  for (let at = 0, begins = day[0]!; at < told.length; at += 1) {
    if (day[at]! >= begins + MONTH) {
      const known = range(0, at).filter((row) => day[row]! > day[at]! - LATELY);
      if (known.length > 0) shift = shiftOf(known.map((row) => told[row]!), known.map((row) => came[row]!));
      begins = day[at]!;
    }
    shifted[at] = expit(logit(told[at]!) + shift);
  }
  return shifted;
}

/** Probabilities of rows by what is in force. */
export function probabilityOf({ learned, calibrator }: OutcomeLearned, features: readonly Feature[], shift: number): Float64Array {
  return calibrated(calibrator, said(learned, features)).map((p) => expit(logit(p) + shift));
}

/** The same in a thread of its own, for many rows. */
export const outcomeProbability = ({ model, features, shift }: { model: OutcomeLearned; features: Feature[]; shift: number }): Float64Array => probabilityOf(model, features, shift);

/** How what is in force came true on rows that have ended since; null where too few have. */
export function judgeOutcome({ model, features, outcome }: { model: OutcomeLearned; features: Feature[]; outcome: Float64Array }): Omit<OutcomeJudged, 'from' | 'to'> | null {
  const probability = probabilityOf(model, features, model.shift);
  const [area, kept, lifts] = [auc(probability, outcome), calibration(probability, outcome), liftOf(probability, outcome, [0.1])];
  if (area.status === 'REFUSED' || kept.status === 'REFUSED') return null;
  return {
    auc: area.value.auc, low: area.value.low, high: area.value.high, ruleAuc: null, expectedError: kept.value.expectedError, brier: kept.value.brier, naiveBrier: mean(Array.from(outcome, (one) => (one - model.baseRate) ** 2)),
    baseRate: kept.value.baseRate, predicted: mean(probability), n: outcome.length, lift: lifts.status === 'REFUSED' ? 0 : lifts.value[0]!.lift, bins: kept.value.bins,
  };
}

const mean = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** At most five hundred values that lie as all of them do. */
function spread(values: Float64Array): number[] {
  const sorted = values.slice().sort();
  const n = Math.min(500, sorted.length);
  return Array.from({ length: n }, (_, at) => Math.round(sorted[Math.floor(((at + 0.5) * sorted.length) / n)]! * 1e6) / 1e6);
}
