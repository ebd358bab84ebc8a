import { DomainError } from '@dossier/kernel/errors';
import { ModelHealth, ModelState } from '@dossier/vocabulary/insight-enums';
import type { Check } from './model-card';

/** Beyond this population stability index the customers are others than those the model was fitted to. */
export const MOST_PSI = 0.2;
/** So far may the mean of what came lie from the mean of what was predicted: five points of a hundred. */
export const MOST_GAP = 0.05;

/** What came less what was predicted; null where nothing can be compared yet. */
export const gapOf = ({ reliability }: Pick<Check, 'reliability'>): number | null => (reliability === null ? null : reliability.observed - reliability.predicted);

/** Whether a model keeps its word: out of bounds by drift or by calibration, in order, or not told while neither can be looked at. */
export function healthOf(check: Pick<Check, 'psi' | 'reliability'>): ModelHealth {
  const gap = gapOf(check);
  if ((check.psi !== null && check.psi > MOST_PSI) || (gap !== null && Math.abs(gap) > MOST_GAP)) return ModelHealth.AMBER;
  return check.psi === null && gap === null ? ModelHealth.UNKNOWN : ModelHealth.GREEN;
}

/** A version may come into force once it is fitted, or again after it was taken out. @throws DomainError MODEL_STATE */
export function requirePublishable(state: ModelState): void {
  if (state !== ModelState.FITTED && state !== ModelState.RETIRED) throw new DomainError('MODEL_STATE', { state });
}
