import type { Option } from '@dossier/ui';
import { useCoded } from '../list/useLeadFilters';

export const AS = ['LOST', 'INVALID'] as const;
export type As = (typeof AS)[number];
/** What makes of something that came in no lead at all. */
const OF_INVALID: readonly string[] = ['WRONG_CONTACT', 'DUPLICATE', 'SPAM', 'OTHER'];

/** The reasons that go with an outcome. */
export function useReasons(as: As): Option[] {
  return useCoded()('LossReason').filter(({ value }) => as === 'LOST' || OF_INVALID.includes(value));
}
