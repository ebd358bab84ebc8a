import type { Answer } from '@dossier/metrics';
import type { Figure } from '../seed/retail.figures';

/** A figure that others have published, as our own methods give it. */
export interface PublishedFigure {
  id: string;
  value: number;
  /** So many places are printed. */
  digits: number;
  unit: string;
  n: number;
}

/** The value of an answer; a refusal ends the print, for a published set is always enough. */
export function valueOf<T>(answer: Answer<T>): T {
  if (answer.status === 'REFUSED') throw new Error(`Not enough ${answer.lack}: ${answer.found} of ${answer.needed}.`);
  return answer.value;
}

/** A published figure as a line of the print. */
export const printed = ({ id, value, digits, unit, n }: PublishedFigure): Figure => ({ id, value: value.toFixed(digits), unit, n });

/** What others published, and how far a figure may lie from it. */
export type Published = readonly [id: string, value: number, tolerance: number];

/** Those that lie further from what was published than they may, and those that are not there. */
export function away(figures: readonly PublishedFigure[], published: readonly Published[]): unknown[] {
  const own = new Map(figures.map(({ id, value }) => [id, value]));
  return published.map(([id, value, tolerance]) => ({ id, published: value, found: own.get(id), tolerance }))
    .filter(({ published: value, found, tolerance }) => found === undefined || !(Math.abs(found - value) <= tolerance + 1e-9));
}
