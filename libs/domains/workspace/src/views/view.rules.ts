import { ViewVisibility } from '@dossier/vocabulary/people-enums';
import type { Viewer } from '@dossier/kernel/access';
import { DomainError } from '@dossier/kernel/errors';
import type { SavedView } from './view.entity';

/** A state larger than this is no filter any more. */
export const MOST_STATE = 20_000;

/** Only its owner changes a view; others who see it save a copy of their own. */
export function mine(view: Pick<SavedView, 'ownerId'>, viewer: Viewer): void {
  if (view.ownerId !== viewer.userId) throw new DomainError('FORBIDDEN', { permission: 'view.share', action: 'UPDATE' });
}

/** To show a view to others takes a word of its own. */
export function shareable(visibility: ViewVisibility, viewer: Viewer): void {
  if (visibility !== ViewVisibility.PRIVATE && !viewer.may('view.share')) throw new DomainError('FORBIDDEN', { permission: 'view.share' });
}

/** The state as it is kept: an object, and of a size that a list can have. */
export function stateOf(given: unknown): Record<string, unknown> {
  const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
  if (!isObject || JSON.stringify(given).length > MOST_STATE) throw new DomainError('INVALID_INPUT', { field: 'state', reason: '' });
  return given as Record<string, unknown>;
}
