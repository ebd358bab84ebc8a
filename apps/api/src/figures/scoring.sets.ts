import type { Feature } from '@dossier/metrics';
import { loadPublished, type PublishedSet } from './published.set';

/** A published set with the columns that a score may read and what came of each row, 0 or 1. */
export interface ScoringSet {
  set: PublishedSet;
  features: Feature[];
  outcome: Float64Array;
}

/** Rows to learn from, and rows to be judged on. */
export interface Rows {
  train: readonly number[];
  test: readonly number[];
}

export const number = (name: string, values: ArrayLike<number>): Feature => ({ name, kind: 'NUMBER', values });
export const word = (name: string, values: readonly string[]): Feature => ({ name, kind: 'WORD', values });

/** Scores of all rows, each by a fit on the nine tenths that it is not part of: row modulo 10. */
export function foldScores(rows: number, scored: (rows: Rows) => Float64Array): Float64Array {
  const scores = new Float64Array(rows);
  const all = Array.from({ length: rows }, (_, row) => row);
  for (let fold = 0; fold < 10; fold += 1) {
    const test = all.filter((row) => row % 10 === fold);
    const own = scored({ train: all.filter((row) => row % 10 !== fold), test });
    test.forEach((row, at) => (scores[row] = own[at]!));
  }
  return scores;
}

const YES = new Set(['Yes', 'yes']);
const outcomeOf = (set: PublishedSet, column: string): Float64Array => Float64Array.from(set.words(column), (value) => (YES.has(value) ? 1 : 0));

const TELCO_WORDS = [
  'female', 'senior_citizen', 'partner', 'dependents', 'phone_service', 'multiple_lines', 'internet_service', 'online_security', 'online_backup', 'device_protection', 'tech_support', 'streaming_tv',
  'streaming_movies', 'contract', 'paperless_billing', 'payment_method',
];

/** Subscribers, and who of them left. */
export function telcoSet(): ScoringSet {
  const set = loadPublished('telco');
  const charged = set.numbers('total_charges').map((value) => (Number.isNaN(value) ? 0 : value));
  return {
    set, outcome: outcomeOf(set, 'churn'),
    features: [number('tenure', set.numbers('tenure')), number('monthly_charges', set.numbers('monthly_charges')), number('total_charges', charged), ...TELCO_WORDS.map((name) => word(name, set.words(name)))],
  };
}

const BANK_WORDS = ['job', 'marital', 'education', 'default', 'housing', 'loan', 'contact', 'month', 'day_of_week', 'poutcome'];
const BANK_NUMBERS = ['age', 'campaign', 'pdays', 'previous', 'emp.var.rate', 'cons.price.idx', 'cons.conf.idx', 'euribor3m', 'nr.employed'];

/** Calls of a bank, and who of those called said yes; how long the call took is left out, for it is known only after it. */
export function bankSet(): ScoringSet {
  const set = loadPublished('bank');
  return { set, outcome: outcomeOf(set, 'y'), features: [...BANK_NUMBERS.map((name) => number(name, set.numbers(name))), ...BANK_WORDS.map((name) => word(name, set.words(name)))] };
}
