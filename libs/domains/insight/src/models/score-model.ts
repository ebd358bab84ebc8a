import type { Viewer } from '@dossier/kernel/access';
import type { Day } from '@dossier/metrics';
import type { ModelKind } from '@dossier/vocabulary/insight-enums';
import type { Computation, Computations } from './computations';
import type { Check, ModelCard, Worded } from './model-card';
import type { ShelfSheet } from './shelf-sheet';

/** What a model works with while it is fitted, scored or checked. It runs in a job: no unit of work is open. */
export interface ModelRun {
  /** The version that this is done for. */
  readonly versionId: string;
  /** Parameters that were asked for, as `params` of the model has judged them. */
  readonly params: Readonly<Record<string, unknown>>;
  /** The last day that counts: the latest complete day in the company's zone that the data reach. Nothing after it may be looked at. */
  readonly cutoff: Day;
  /** For every random number: the same seed gives the same result. */
  readonly seed: number;
  /** The one currency that figures of money are in. */
  readonly currency: string;
  /** Rows of a set-based read, in the lane of background work. */
  rows<R extends Record<string, unknown>>(sql: string, values?: readonly unknown[]): Promise<R[]>;
  /** Reads many rows without holding them: each batch (about 20,000) as arrays, in the order of the statement. */
  stream(sql: string, values: readonly unknown[], batch: (rows: readonly (readonly unknown[])[]) => void): Promise<void>;
  /** Runs a pure function by its name in a thread of its own; buffers in `transfer` are handed over, those of the answer come likewise. */
  compute<K extends Computation>(name: K, input: Parameters<Computations[K]>[0], transfer?: readonly ArrayBuffer[]): Promise<ReturnType<Computations[K]>>;
  /** Opens a shelf of scores for writing: see `scores/shelf.ts` of customers. */
  shelf(table: string): ShelfSheet;
  /** How far it is; throws where somebody has cancelled it. Call it between steps. */
  progress(done: number, total: number | null): Promise<void>;
}

/** What a fit ends in: something to score by, with its card; or a card that says what is lacking. `fit` is kept as json. */
export type Fitted<F extends object> = { status: 'OK' | 'WEAK'; fit: F; card: ModelCard } | { status: 'REFUSED'; card: ModelCard };

/** What was written to the shelf. */
export interface Scored {
  rows: number;
  changed: number;
}

/** One reason for the score of a customer, strongest first; `weight` as the words say. */
export interface Reason {
  words: Worded;
  weight: number | null;
}

/**
 * A kind of model. A class that implements it is listed in `models.registry.ts`, or added to the `ModelBook` by a domain above; defining, versioning, publishing, rescoring, watching and
 * rolling back are done for it.
 */
export interface ScoreModel<F extends object = object> {
  readonly kind: ModelKind;
  readonly name: Worded;
  /** The published method by name, and our version of how we apply it: raised when the same data would give another answer. */
  readonly method: string;
  readonly methodVersion: string;
  /** Judges the parameters that were asked for and fills in the usual ones. @throws DomainError INVALID_INPUT */
  params(given: Readonly<Record<string, unknown>>): Record<string, unknown>;
  fit(run: ModelRun): Promise<Fitted<F>>;
  /** Writes the shelf by the model. */
  score(run: ModelRun, fit: F): Promise<Scored>;
  /** Writes the shelf by the plain rule of the kind, where the model no longer keeps its word. */
  fallBack(run: ModelRun, fit: F): Promise<Scored>;
  /** Compares what the version says now with what it said at fitting, and what it predicted with what came. */
  check(run: ModelRun, fit: F): Promise<Check>;
  /** Reads as `day` the last day that its data reach, where that is not the day of the newest order. */
  readonly dataEnd?: string;
  /** The field of a customer that its shelf is: reasons are told only to whoever sees it. */
  readonly field?: string;
  /** Why this customer has this score. The customer lies within reach of `viewer`, who sees the score. */
  explain?(viewer: Viewer, customerId: string, fit: F): Promise<Reason[]>;
}
