import { auc, calibration, liftOf, populationStability, type Feature, type ReliabilityBin } from '@dossier/metrics';
import { calibrated, expit, learn, learnCalibrator, logit, rowsOf, said, type Calibrator, type Learned } from './outcome.learn';
import { recalibrated, walked, type Recalibration, type Told } from './outcome.recalibrate';

/** Rows in the order of time with what came of each, 0 or 1. */
export interface OutcomeTask {
  features: Feature[];
  outcome: Float64Array;
  /** Day of each row, as a number that grows with time. */
  day: Float64Array;
  /** Day on which the outcome of each was known. */
  known: Float64Array;
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
  /** Part with the outcome among the rows that it was calibrated on, and among the latest ones. */
  baseRate: number;
  baseNow: number;
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
  /** The same had the intercept never been moved. */
  unmovedError: number;
  brier: number;
  /** Of what knows nothing but the part that was usual before, and of what follows that part day by day. */
  naiveBrier: number;
  followingBrier: number;
  /** How far what is said of these rows lies from what was said at calibration, before any shift. */
  psi: number | null;
  /** Part with the outcome where it was calibrated, and among these rows. */
  before: number;
  baseRate: number;
  predicted: number;
  n: number;
  lift: number;
  from: number;
  to: number;
  bins: ReliabilityBin[];
  /** Of each row judged: what was said, the part that was usual then, and what came. */
  probability: Float64Array;
  base: Float64Array;
  came: Float64Array;
}

export type OutcomeFitted = { status: 'REFUSED'; lack: string; found: number; needed: number; leaks: Leak[] } | { status: 'OK'; model: OutcomeLearned; judged: OutcomeJudged; leaks: Leak[]; n: number; events: number };

const LEAST_ROWS = 200;
const LEAST_EVENTS = 50;
/** A feature that alone tells the outcomes apart so well is a trace of the outcome. */
export const LEAK = 0.9;

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
  const held = { middle: second, end: third, today: task.day[third]! };
  const [before, now] = [procedure(open, held), procedure(open, { middle: third, end: n, today: Infinity })];
  if ('lack' in before) return refusal(before.lack, before.found, before.needed, leaks);
  if ('lack' in now) return refusal(now.lack, now.found, now.needed, leaks);
  const judged = judge(open, before, held);
  if ('lack' in judged) return refusal(judged.lack, judged.found, judged.needed, leaks);
  return { status: 'OK', model: now, judged, leaks, n, events };
}

interface Lacking {
  lack: string;
  found: number;
  needed: number;
}

const range = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
const picked = (values: Float64Array, rows: readonly number[]): Float64Array => Float64Array.from(rows, (row) => values[row]!);

/** Where a procedure stops: learned on the rows up to `middle`, calibrated on those up to `end`, of either those whose outcome was known before the day `today`. */
interface Stops {
  middle: number;
  end: number;
  today: number;
}

/** What is in force: learned, calibrated on later rows, its intercept that of the latest outcomes. */
function procedure({ features, outcome, day, known }: OutcomeTask, { middle, end, today }: Stops): OutcomeLearned | Lacking {
  const [first, then] = [range(0, middle), range(middle, end)].map((rows) => rows.filter((row) => known[row]! < today)) as [number[], number[]];
  const fit = learn(rowsOf(features, first), picked(outcome, first));
  if (fit.status === 'REFUSED') return fit;
  const raw = said(fit.value, rowsOf(features, then));
  const came = picked(outcome, then);
  const calibrator = learnCalibrator(raw, came);
  const told = calibrated(calibrator, raw);
  const now = recalibrated({ told, outcome: came, day: picked(day, then), known: picked(known, then) });
  return { learned: fit.value, calibrator, features: features.map(({ name }) => name), reference: spread(told), shift: now.shift, baseRate: mean(came), baseNow: now.base ?? mean(came) };
}

/** Day by day: each row by what was known before its day, as the nightly scoring does. */
function judge({ features, outcome, day, known, rule }: OutcomeTask, model: OutcomeLearned, { middle, end: from }: Stops): OutcomeJudged | Lacking {
  const told = calibrated(model.calibrator, said(model.learned, rowsOf(features, range(middle, outcome.length))));
  const own: Told = { told, outcome: outcome.subarray(middle), day: day.subarray(middle), known: known.subarray(middle) };
  return judgedOf(own, { from: from - middle, to: outcome.length - middle, reference: model.reference, before: model.baseRate, rule: rule.subarray(from) });
}

interface Bar {
  from: number;
  to: number;
  reference: readonly number[];
  before: number;
  rule: Float64Array;
}

/** How rows from `from` up to `to` came true, each by what was known before its day; beside it what knows nothing but what was usual, and what is never moved. */
function judgedOf(own: Told, { from, to, reference, before, rule }: Bar): OutcomeJudged | Lacking {
  const [still, came] = [own.told.subarray(from, to), own.outcome.subarray(from, to)];
  const { probability, base } = walked(own, from, to);
  const [area, kept, lifts, unmoved] = [auc(still, came), calibration(probability, came), liftOf(still, came, [0.1]), calibration(still, came)];
  if (area.status === 'REFUSED') return area;
  if (kept.status === 'REFUSED') return kept;
  const plain = rule.length > 0 ? auc(rule, came) : null;
  const [moved, usual] = [populationStability(reference, still), Array.from(came, (one) => (one - before) ** 2)];
  return {
    auc: area.value.auc, low: area.value.low, high: area.value.high, ruleAuc: plain === null || plain.status === 'REFUSED' ? null : plain.value.auc, expectedError: kept.value.expectedError,
    unmovedError: unmoved.status === 'REFUSED' ? kept.value.expectedError : unmoved.value.expectedError, brier: kept.value.brier, naiveBrier: mean(usual), followingBrier: mean(base.map((one, at) => (came[at]! - one) ** 2)),
    psi: moved.status === 'REFUSED' ? null : moved.value.psi, before, baseRate: kept.value.baseRate, predicted: mean(probability), n: came.length, lift: lifts.status === 'REFUSED' ? 0 : lifts.value[0]!.lift,
    from: own.day[from]!, to: own.day[to - 1]!, bins: kept.value.bins, probability, base, came: came.slice(),
  };
}

/** Probabilities of rows by what is in force. */
export function probabilityOf({ learned, calibrator }: OutcomeLearned, features: readonly Feature[], shift: number): Float64Array {
  return calibrated(calibrator, said(learned, features)).map((p) => expit(logit(p) + shift));
}

/** The same in a thread of its own, for many rows. */
export const outcomeProbability = ({ model, features, shift }: { model: OutcomeLearned; features: Feature[]; shift: number }): Float64Array => probabilityOf(model, features, shift);

/** What is in force on rows that have ended since, in the order in which they came in: from `first` on they are judged; those before say what was known when they came. */
export interface OutcomeLook {
  model: OutcomeLearned;
  features: Feature[];
  outcome: Float64Array;
  day: Float64Array;
  known: Float64Array;
  first: number;
  /** Those from `last` on are too young to be judged: only the quick ones of their time have ended. */
  last: number;
}

/** Where the intercept lies as of now, and how what is in force came true; no judgement where too few have ended. */
export function lookAtOutcome({ model, features, first, last, ...own }: OutcomeLook): { now: Recalibration; judged: OutcomeJudged | null } {
  const rows: Told = { ...own, told: calibrated(model.calibrator, said(model.learned, features)) };
  const judged = first >= last ? null : judgedOf(rows, { from: first, to: last, reference: model.reference, before: model.baseRate, rule: new Float64Array(0) });
  return { now: recalibrated(rows), judged: judged === null || 'lack' in judged ? null : judged };
}

const mean = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** At most five hundred values that lie as all of them do. */
function spread(values: Float64Array): number[] {
  const sorted = values.slice().sort();
  const n = Math.min(500, sorted.length);
  return Array.from({ length: n }, (_, at) => Math.round(sorted[Math.floor(((at + 0.5) * sorted.length) / n)]! * 1e6) / 1e6);
}
