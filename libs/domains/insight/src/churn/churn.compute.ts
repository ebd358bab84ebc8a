import {
  auc, boostedContributions, calibration, climb, contributionsOf, encode, fitBoosted, fitLogistic, fitStaircase, learnEncoder, predictBoosted, predictLogistic,
  type Boosted, type Contribution, type Encoder, type Feature, type Logistic, type ReliabilityBin, type Staircase,
} from '@dossier/metrics';

/** What is known of a customer on a day, in the order of the columns that are read. */
export const FEATURES = ['SILENCE', 'FREQUENCY', 'TENURE', 'SPEND', 'TREND', 'GAP', 'REFUNDS', 'COMPLAINTS', 'WAITING', 'SCORE', 'ACTIVITY'] as const;
const WIDTH = FEATURES.length;

/** Customers on one day: row by row what was known, and in how many days they left after it (NaN: not while it could be seen). */
export interface ChurnWindow {
  features: Float64Array;
  leavesIn: Float64Array;
}

/** How raw probabilities become those that came true: after Platt below a thousand who left, by steps beyond. */
type Calibrator = { kind: 'PLATT'; intercept: number; slope: number } | { kind: 'STEPS'; steps: Staircase };

/** What scoring needs; plain data. */
export interface ChurnLearned {
  encoder: Encoder;
  logistic: Logistic;
  boosted: Boosted | null;
  calibrator: Calibrator;
  means: number[];
  /** A part of the probabilities on the day of the last look back: what later ones are compared with. */
  reference: number[];
}

export interface ChurnJudged {
  auc: number;
  low: number;
  high: number;
  brier: number;
  baseRate: number;
  predicted: number;
  n: number;
  bins: ReliabilityBin[];
  /** Out of time, before calibration: what decided between the two methods. */
  logisticAuc: number;
  boostedAuc: number | null;
  learnedFrom: number;
  leftOf: number;
}

export interface ChurnTask {
  learn: ChurnWindow;
  adjust: ChurnWindow;
  judge: ChurnWindow;
  horizonDays: number;
}

export type ChurnFitted = { status: 'REFUSED'; lack: string; found: number; needed: number } | { status: 'OK' | 'WEAK'; learned: ChurnLearned; judged: ChurnJudged };

const refusal = (lack: string, found: number, needed: number): ChurnFitted => ({ status: 'REFUSED', lack, found, needed });

/** The columns of rows; one that holds nothing known is left out by the encoder. */
const columnsOf = (features: Float64Array): Feature[] => {
  const n = features.length / WIDTH;
  return FEATURES.map((name, column) => ({ name, kind: 'NUMBER', values: Float64Array.from({ length: n }, (_, row) => features[row * WIDTH + column]!) }));
};
const outcomeOf = ({ leavesIn }: ChurnWindow, horizon: number): Float64Array => leavesIn.map((days) => (days <= horizon ? 1 : 0));

/** Less than this gained out of time is not worth trees: the simpler method is kept. */
const WORTH_TREES = 0.01;
const LEAST_ROWS = 100;

/** Learns on one window, adjusts on a later one, and is judged on the one after it, of which neither has seen anything. */
export function fitChurn({ learn, adjust, judge, horizonDays }: ChurnTask): ChurnFitted {
  const [first, second, third] = [learn, adjust, judge].map((window) => ({ columns: columnsOf(window.features), left: outcomeOf(window, horizonDays) }));
  const least = Math.min(learn.leavesIn.length, adjust.leavesIn.length, judge.leavesIn.length);
  if (least < LEAST_ROWS) return refusal('ROWS', least, LEAST_ROWS);
  const encoder = learnEncoder(first!.columns);
  if (encoder.status === 'REFUSED') return refusal(encoder.lack, encoder.found, encoder.needed);
  const logistic = fitLogistic(encode(encoder.value, first!.columns), first!.left, 1);
  if (logistic.status === 'REFUSED') return refusal(logistic.lack, logistic.found, logistic.needed);
  const plain = predictLogistic(logistic.value, encode(encoder.value, second!.columns));
  const plainArea = auc(plain, second!.left);
  if (plainArea.status === 'REFUSED') return refusal(plainArea.lack, plainArea.found, plainArea.needed);
  const trees = fitBoosted(first!.columns, first!.left, { trees: 120, leaves: 8 });
  const boosted = trees.status === 'REFUSED' ? null : trees.value;
  const treeArea = boosted ? auc(predictBoosted(boosted, second!.columns), second!.left) : null;
  const boostedAuc = treeArea && treeArea.status !== 'REFUSED' ? treeArea.value.auc : null;
  const kept = boosted !== null && boostedAuc !== null && boostedAuc > plainArea.value.auc + WORTH_TREES ? boosted : null;
  const raw = kept ? predictBoosted(kept, second!.columns) : plain;
  const learned: ChurnLearned = { encoder: encoder.value, logistic: logistic.value, boosted: kept, calibrator: calibratorOf(raw, second!.left), means: meansOf(learn.features), reference: [] };
  const said = probabilities(learned, third!.columns);
  learned.reference = spread(said);
  const [area, kept2] = [auc(said, third!.left), calibration(said, third!.left)];
  if (area.status === 'REFUSED') return refusal(area.lack, area.found, area.needed);
  if (kept2.status === 'REFUSED') return refusal(kept2.lack, kept2.found, kept2.needed);
  const judged: ChurnJudged = {
    auc: area.value.auc, low: area.value.low, high: area.value.high, brier: kept2.value.brier, baseRate: kept2.value.baseRate, predicted: mean(said), n: said.length, bins: kept2.value.bins,
    logisticAuc: plainArea.value.auc, boostedAuc, learnedFrom: first!.left.length, leftOf: logistic.value.events,
  };
  return { status: area.status === 'WEAK' || judged.low <= 0.5 ? 'WEAK' : 'OK', learned, judged };
}

const mean = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function meansOf(features: Float64Array): number[] {
  return FEATURES.map((_, column) => {
    let [sum, n] = [0, 0];
    for (let at = column; at < features.length; at += WIDTH) {
      if (Number.isNaN(features[at])) continue;
      sum += features[at]!;
      n += 1;
    }
    return n > 0 ? sum / n : 0;
  });
}

/** At most five hundred values that lie as all of them do. */
function spread(values: Float64Array): number[] {
  const sorted = values.slice().sort();
  const n = Math.min(500, sorted.length);
  return Array.from({ length: n }, (_, at) => Math.round(sorted[Math.floor(((at + 0.5) * sorted.length) / n)]! * 1e6) / 1e6);
}

const logit = (p: number): number => Math.log(Math.max(1e-9, p) / Math.max(1e-9, 1 - p));
const STEPS_FROM = 1_000;

function calibratorOf(raw: Float64Array, left: Float64Array): Calibrator {
  const events = left.reduce((sum, one) => sum + one, 0);
  if (Math.min(events, left.length - events) >= STEPS_FROM) {
    const steps = fitStaircase(raw, left);
    if (steps.status !== 'REFUSED') return { kind: 'STEPS', steps: steps.value };
  }
  const column: Feature[] = [{ name: 'said', kind: 'NUMBER', values: raw.map(logit) }];
  const encoder = learnEncoder(column, { raw: true });
  const fit = encoder.status === 'REFUSED' ? encoder : fitLogistic(encode(encoder.value, column), left);
  if (fit.status === 'REFUSED' || fit.value.coefficients.length < 2) return { kind: 'PLATT', intercept: 0, slope: 1 };
  return { kind: 'PLATT', intercept: fit.value.coefficients[0]!.coefficient, slope: fit.value.coefficients[1]!.coefficient };
}

function probabilities({ encoder, logistic, boosted, calibrator }: ChurnLearned, columns: readonly Feature[]): Float64Array {
  const raw = boosted ? predictBoosted(boosted, columns) : predictLogistic(logistic, encode(encoder, columns));
  if (calibrator.kind === 'STEPS') return climb(calibrator.steps, raw);
  return raw.map((p) => 1 / (1 + Math.exp(-(calibrator.intercept + calibrator.slope * logit(p)))));
}

/** How probable it is for each row that they leave, and what speaks for it most. */
export interface ChurnScores {
  probability: Float64Array;
  /** By row up to three places of `FEATURES` that raise the probability, strongest first; −1 for none. Above the average: plus 100. */
  reasons: Int16Array;
}

export const REASONS = 3;
/** What marks a value above the average. */
export const ABOVE = 100;

export function scoreChurn({ learned, features }: { learned: ChurnLearned; features: Float64Array }): ChurnScores {
  const columns = columnsOf(features);
  const n = features.length / WIDTH;
  const reasons = new Int16Array(n * REASONS).fill(-1);
  if (n === 0) return { probability: new Float64Array(0), reasons };
  const design = encode(learned.encoder, columns);
  for (let row = 0; row < n; row += 1) {
    const parts = learned.boosted ? boostedContributions(learned.boosted, columns, row) : contributionsOf(learned.logistic, design, row);
    raising(parts).forEach((column, at) => (reasons[row * REASONS + at] = column + (features[row * WIDTH + column]! >= learned.means[column]! ? ABOVE : 0)));
  }
  return { probability: probabilities(learned, columns), reasons };
}

const raising = (parts: readonly Contribution[]): number[] =>
  parts.filter(({ name, contribution }) => contribution > 0.05 && FEATURES.includes(name as (typeof FEATURES)[number])).slice(0, REASONS).map(({ name }) => FEATURES.indexOf(name as (typeof FEATURES)[number]));

/** What moves the probability of one customer, strongest first: log odds against the average customer. */
export function explainChurn(learned: ChurnLearned, row: readonly number[]): { feature: (typeof FEATURES)[number]; isAbove: boolean; weight: number }[] {
  const columns = columnsOf(Float64Array.from(row));
  const parts = learned.boosted ? boostedContributions(learned.boosted, columns, 0) : contributionsOf(learned.logistic, encode(learned.encoder, columns), 0);
  return parts.flatMap(({ name, contribution }) => {
    const at = FEATURES.indexOf(name as (typeof FEATURES)[number]);
    return at < 0 || Math.abs(contribution) < 0.05 ? [] : [{ feature: FEATURES[at]!, isAbove: row[at]! >= learned.means[at]!, weight: contribution }];
  }).slice(0, 6);
}

/** How the probabilities of a window came true, by a model that was learned before it. */
export function judgeChurn({ learned, window, horizonDays }: { learned: ChurnLearned; window: ChurnWindow; horizonDays: number }): { n: number; predicted: number; observed: number; bins: ReliabilityBin[] } | null {
  const said = probabilities(learned, columnsOf(window.features));
  const left = outcomeOf(window, horizonDays);
  const found = calibration(said, left);
  return found.status === 'REFUSED' ? null : { n: said.length, predicted: mean(said), observed: mean(left), bins: found.value.bins };
}
