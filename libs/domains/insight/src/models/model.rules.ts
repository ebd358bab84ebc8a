import { DomainError } from '@dossier/kernel/errors';
import { ModelHealth, ModelState } from '@dossier/vocabulary/insight-enums';
import type { Check, Reliability, ReliabilityPoint } from './model-card';

/** Beyond this population stability index the customers are others than those the model was fitted to. */
export const MOST_PSI = 0.2;
/** So far may the mean of what came lie from the mean of what was predicted: five points of a hundred. */
export const MOST_GAP = 0.05;

/** What came less what was predicted; null where nothing can be compared yet. */
export const gapOf = ({ reliability }: Pick<Check, 'reliability'>): number | null => (reliability === null ? null : reliability.observed - reliability.predicted);

/** A tenth is judged by itself where its customers are enough: where what came has a range (95 of 100) of no more than so much on either side. */
const WIDEST = MOST_GAP;

/** How far the farthest tenth lies from what was told, as a share; null where none has enough customers. */
export function farthestOf({ points }: Pick<Reliability, 'points'>): number | null {
  const judged = points.filter(({ low, high }: ReliabilityPoint) => low !== null && high !== null && high - low <= 2 * WIDEST);
  return judged.length === 0 ? null : Math.max(...judged.map(({ predicted, observed }) => Math.abs(observed - predicted)));
}

/** Whether what came lies out of bounds: in the mean, and tenth by tenth where the model asks for that. */
function isOff(reliability: Reliability | null): boolean {
  if (reliability === null) return false;
  const gap = reliability.observed - reliability.predicted;
  if (reliability.shortOnly === true) return gap < -MOST_GAP && reliability.points.every(({ high, predicted }) => high !== null && predicted > high);
  if (reliability.error !== undefined && reliability.error > MOST_GAP) return true;
  const farthest = reliability.byTenth === true ? farthestOf(reliability) : null;
  return Math.abs(gap) > MOST_GAP || (farthest !== null && farthest > MOST_GAP);
}

/** Whether a model keeps its word: out of bounds by drift or by calibration, in order, or not told while neither can be looked at. */
export function healthOf(check: Pick<Check, 'psi' | 'reliability' | 'mostPsi'>): ModelHealth {
  if ((check.psi !== null && check.psi > (check.mostPsi ?? MOST_PSI)) || isOff(check.reliability)) return ModelHealth.AMBER;
  return check.psi === null && check.reliability === null ? ModelHealth.UNKNOWN : ModelHealth.GREEN;
}

/** A version may come into force once it is fitted, or again after it was taken out. @throws DomainError MODEL_STATE */
export function requirePublishable(state: ModelState): void {
  if (state !== ModelState.FITTED && state !== ModelState.RETIRED) throw new DomainError('MODEL_STATE', { state });
}
