import { auc, bend, climb, contributionsOf, encode, fitLogistic, fitStaircase, learnEncoder, learnSpline, predictLogistic, type Answer, type Encoder, type Feature, type Logistic, type Spline, type Staircase } from '@dossier/metrics';

/** How what a logistic says becomes a probability: by two numbers where few had the outcome, by steps beyond. */
export type Calibrator = { kind: 'PLATT'; intercept: number; slope: number } | { kind: 'STEPS'; steps: Staircase };

/** What was learned of how features go with an outcome; plain data, so that it can be kept with a model. */
export interface Learned {
  splines: Record<string, Spline>;
  encoder: Encoder;
  logistic: Logistic;
}

/** Words met less often are put together. */
const RARE = 20;
const RIDGE = 1;
/** So many of either outcome let steps stand for the curve. */
const STEPS_FROM = 1_000;
/** What marks the column that bends another one. */
const BEND = ' ~';

/** Some rows of columns. */
export const rowsOf = (features: readonly Feature[], rows: ArrayLike<number>): Feature[] =>
  features.map((feature): Feature => (feature.kind === 'NUMBER' ? { ...feature, values: Float64Array.from(rows, (row) => feature.values[row]!) } : { ...feature, values: Array.from(rows, (row) => feature.values[row]!) }));

const bent = (splines: Readonly<Record<string, Spline>>, features: readonly Feature[]): Feature[] =>
  features.flatMap((feature): Feature[] => {
    const spline = feature.kind === 'NUMBER' ? splines[feature.name] : undefined;
    return feature.kind === 'NUMBER' && spline ? [feature, { name: feature.name + BEND, kind: 'NUMBER', values: bend(spline, feature.values) }] : [feature];
  });

/** Less than this gained on later rows is not worth a bend: a line goes on more safely beyond what was seen. */
const WORTH_BENDS = 0.005;

/** A fit on rows in the order of time: with bends where they tell the newest quarter apart better, by a fit on those before; with lines alone where they do not. */
export function learn(features: readonly Feature[], outcome: ArrayLike<number>): Answer<Learned> {
  const n = features[0]?.values.length ?? 0;
  const rows = Array.from({ length: n }, (_, row) => row);
  const [early, late] = [rows.slice(0, Math.floor(n * 0.75)), rows.slice(Math.floor(n * 0.75))];
  const came = late.map((row) => outcome[row]!);
  const [line, bends] = [false, true].map((isBent) => {
    const fit = fitOnce(rowsOf(features, early), early.map((row) => outcome[row]!), isBent);
    const area = fit.status === 'REFUSED' ? fit : auc(said(fit.value, rowsOf(features, late)), came);
    return area.status === 'REFUSED' ? 0 : area.value.auc;
  });
  return fitOnce(features, outcome, bends! > line! + WORTH_BENDS);
}

/** A logistic regression with a ridge: words a column each, rare ones as one; numbers with a column for unknown ones, as lines or as natural splines of three knots. */
export function fitOnce(features: readonly Feature[], outcome: ArrayLike<number>, isBent: boolean): Answer<Learned> {
  const splines: Record<string, Spline> = {};
  for (const feature of features) {
    const spline = isBent && feature.kind === 'NUMBER' ? learnSpline(feature.values) : null;
    if (spline) splines[feature.name] = spline;
  }
  const columns = bent(splines, features);
  const encoder = learnEncoder(columns, { rare: RARE });
  if (encoder.status === 'REFUSED') return encoder;
  const logistic = fitLogistic(encode(encoder.value, columns), outcome, RIDGE);
  return logistic.status === 'REFUSED' ? logistic : { ...logistic, value: { splines, encoder: encoder.value, logistic: logistic.value } };
}

/** The probabilities that a fit says, before they are held against what came. */
export function said({ splines, encoder, logistic }: Learned, features: readonly Feature[]): Float64Array {
  return predictLogistic(logistic, encode(encoder, bent(splines, features)));
}

export const logit = (p: number): number => Math.log(Math.max(1e-9, p) / Math.max(1e-9, 1 - p));
export const expit = (x: number): number => 1 / (1 + Math.exp(-x));

/** How what was said became true, on rows that the fit has not seen: steps from 1,000 events on, Platt's two numbers below, nothing changed where neither can be told. */
export function learnCalibrator(raw: Float64Array, outcome: ArrayLike<number>): Calibrator {
  const events = Array.from(outcome).reduce((sum, one) => sum + (one > 0 ? 1 : 0), 0);
  if (Math.min(events, raw.length - events) >= STEPS_FROM) {
    const steps = fitStaircase(raw, outcome);
    if (steps.status !== 'REFUSED') return { kind: 'STEPS', steps: steps.value };
  }
  const column: Feature[] = [{ name: 'said', kind: 'NUMBER', values: raw.map(logit) }];
  const encoder = learnEncoder(column, { raw: true });
  const fit = encoder.status === 'REFUSED' ? encoder : fitLogistic(encode(encoder.value, column), outcome);
  if (fit.status === 'REFUSED' || fit.value.coefficients.length < 2) return { kind: 'PLATT', intercept: 0, slope: 1 };
  return { kind: 'PLATT', intercept: fit.value.coefficients[0]!.coefficient, slope: fit.value.coefficients[1]!.coefficient };
}

/** Probabilities as they come true. Steps never say 0 or 1: a handful of rows at an end proves neither. */
export function calibrated(calibrator: Calibrator, raw: Float64Array): Float64Array {
  if (calibrator.kind === 'STEPS') return climb(calibrator.steps, raw).map((p) => Math.min(0.999, Math.max(0.001, p)));
  return raw.map((p) => expit(calibrator.intercept + calibrator.slope * logit(p)));
}

/** What one thing known adds to one row, log odds against the average row. */
export interface Part {
  feature: string;
  weight: number;
}

const LEAST_PART = 0.05;
const MOST_PARTS = 8;

/** What moves the probability of each row, strongest first: all columns of a feature together. */
export function partsOf({ splines, encoder, logistic }: Learned, features: readonly Feature[]): Part[][] {
  const design = encode(encoder, bent(splines, features));
  const owner = ownersOf(encoder);
  return Array.from({ length: design.n }, (_, row) => {
    const sums = new Map<string, number>();
    for (const { name, contribution } of contributionsOf(logistic, design, row)) {
      const feature = owner.get(name)!;
      sums.set(feature, (sums.get(feature) ?? 0) + contribution);
    }
    return [...sums].map(([feature, weight]) => ({ feature, weight })).filter(({ weight }) => Math.abs(weight) >= LEAST_PART)
      .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || (a.feature < b.feature ? -1 : 1)).slice(0, MOST_PARTS);
  });
}

/** Which feature each column of an encoder belongs to. */
function ownersOf({ codes, names }: Encoder): Map<string, string> {
  const plain = (name: string): string => (name.endsWith(BEND) ? name.slice(0, -BEND.length) : name);
  const owner = new Map<string, string>();
  for (const code of codes) {
    const columns = code.kind === 'WORD' ? Object.values(code.columns) : [code.at, code.unknown];
    for (const column of columns) if (column >= 0) owner.set(names[column]!, plain(code.name));
  }
  return owner;
}
