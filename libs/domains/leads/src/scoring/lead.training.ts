import type { Feature } from '@dossier/metrics';
import { outcomes } from '@dossier/insight';
import { closedSql, columnsOf, shapesOf, type FeatureRow, type FeatureShape } from './lead.features';

/** What is known only after the outcome, by the names that files give it. */
const KNOWN_AFTER = ['duration', 'call_duration', 'talk_time', '通话时长', '时长', 'outcome', 'result', 'status', '结果', '状态', 'closed_at', 'closed_on', 'loss_reason', '关闭时间', '丢单原因', 'won', 'y', '成交'];

/** What a fit is given of closed leads: their columns, what came of them, when they came in and when that was known, and which columns are known only after it. */
export interface Training {
  shapes: FeatureShape[];
  features: Feature[];
  outcome: Float64Array;
  day: Float64Array;
  /** Day on which the outcome of each was known. */
  known: Float64Array;
  after: string[];
}

/** Closed leads as a fit reads them; `excluded` names further attributes that are known only after the outcome. */
export function trainingOf(rows: readonly FeatureRow[], excluded: readonly string[] = []): Training {
  const shapes = shapesOf(rows);
  const after = new Set([...KNOWN_AFTER, ...excluded]);
  return {
    shapes, features: columnsOf(shapes, rows), outcome: Float64Array.from(rows, ({ won }) => (won ? 1 : 0)), day: Float64Array.from(rows, ({ day }) => day),
    known: Float64Array.from(rows, ({ day, known }) => known ?? day), after: shapes.flatMap(({ name }) => (after.has(name.slice(name.indexOf(':') + 1).toLowerCase()) ? [name] : [])),
  };
}

/** Scores of closed leads, each by a fit on those of the other parts: how well leads not seen are told apart. `partOf` says which part a row is of. */
export function foldedScores(training: Training, partOf: (row: number) => number): Float64Array {
  const leaks = new Set(outcomes.leaks(training.features, training.outcome, training.after).map(({ feature }) => feature));
  const features = training.features.filter(({ name }) => !leaks.has(name));
  const rows = Array.from(training.outcome, (_, row) => row);
  const scores = new Float64Array(rows.length);
  for (const part of new Set(rows.map(partOf))) {
    const [others, own] = [rows.filter((row) => partOf(row) !== part), rows.filter((row) => partOf(row) === part)];
    const said = saidOf(features, training.outcome, others, own);
    own.forEach((row, at) => (scores[row] = said[at]!));
  }
  return scores;
}

/** Scores of the later leads by a fit on the earlier ones: the first `count` of them. */
export function laterScores(training: Training, count: number): Float64Array {
  const leaks = new Set(outcomes.leaks(training.features, training.outcome, training.after).map(({ feature }) => feature));
  const rows = Array.from(training.outcome, (_, row) => row);
  return saidOf(training.features.filter(({ name }) => !leaks.has(name)), training.outcome, rows.slice(0, count), rows.slice(count));
}

function saidOf(features: readonly Feature[], outcome: Float64Array, train: readonly number[], test: readonly number[]): Float64Array {
  const taken = (rows: readonly number[]): Feature[] => features.map((feature): Feature => (feature.kind === 'NUMBER' ? { ...feature, values: Float64Array.from(rows, (row) => feature.values[row]!) } : { ...feature, values: rows.map((row) => feature.values[row]!) }));
  const fit = outcomes.learn(taken(train), Float64Array.from(train, (row) => outcome[row]!));
  if (fit.status === 'REFUSED') throw new Error(`Nothing can be learned: ${fit.lack} ${fit.found} of ${fit.needed}.`);
  return outcomes.said(fit.value, taken(test));
}

/** The way from closed leads to scores, as the model of conversion goes it: for figures about sets that others have published. */
export const leadTraining = { sql: closedSql(), of: trainingOf, folded: foldedScores, later: laterScores } as const;
