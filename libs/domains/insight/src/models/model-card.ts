import type { Day } from '@dossier/metrics';

/** A sentence or a word in both languages of the product. */
export interface Worded {
  zh: string;
  en: string;
}

/** One number that a fit has found, with its range where there is one. */
export interface CardParameter {
  key: string;
  name: Worded;
  value: number | null;
  low?: number | null;
  high?: number | null;
  unit?: Worded | null;
}

/** Predictions of one bin beside what came of them. */
export interface ReliabilityPoint {
  n: number;
  predicted: number;
  observed: number;
  /** Of what was observed, 95 of 100; null where none is told. */
  low: number | null;
  high: number | null;
}

/** How predictions kept their word over a time that the fit had not seen. */
export interface Reliability {
  /** What was predicted, in words. */
  what: Worded;
  from: Day;
  to: Day;
  n: number;
  /** Mean of what was predicted and of what came. */
  predicted: number;
  observed: number;
  points: ReliabilityPoint[];
  /** Means by tenth of the predicted value, the highest first, in `unit`; none where nothing but a probability is predicted. */
  deciles: { decile: number; n: number; predicted: number; actual: number }[];
  unit: Worded | null;
  /** Each tenth is judged by itself, besides the mean. */
  byTenth?: boolean;
  /** False: it tells of another time ahead than looks at the version judge, or of what no model of its kind knows, so nothing is decided by it. */
  counts?: boolean;
  /** Only to fall short of what was predicted is a fault, and only beyond the range of what came. */
  shortOnly?: boolean;
  /** Mean distance of predicted and observed over the points, where it is judged: more than five points of a hundred is a fault. */
  error?: number;
}

/** What a version of a model says of itself: enough to judge it without its author. */
export interface ModelCard {
  formula: Worded;
  parameters: CardParameter[];
  unit: Worded;
  /** First and last day of the data. */
  from: Day | null;
  to: Day;
  /** Customers (or whatever a row is) that the fit rests on. */
  used: number;
  dropped: { reason: Worded; count: number }[];
  cutoff: Day;
  seed: number;
  cautions: Worded[];
  /** Of a refused fit: which data it lacks. */
  lack: { what: Worded; found: number; needed: number } | null;
  /** On a held-out time before the cut-off. */
  reliability: Reliability | null;
  /** What is told in the place of the model where it no longer keeps its word. */
  rule: Worded;
}

/** What a look at a published version finds. */
export interface Check {
  /** How far scores have moved from those at fitting; null: not told, as where there are too few. */
  psi: number | null;
  /** How predictions of this version kept their word since; null until enough time has passed. */
  reliability: Reliability | null;
  cautions: Worded[];
  /** It was fitted under other terms: what was known of it before counts no more. */
  isOutdated?: boolean;
  /** So far the scores may move before that alone is a fault, where the version has kept its word through as much; the usual bound where nothing is said. */
  mostPsi?: number;
}
