import { number, unknownName, type FilterMeaning, type SortMeaning } from '@dossier/kernel/list';
import { seesCompleteness } from './completeness.reach';

const share = number('completeness.share', { guards: ['completeness'] });

/** Records by how full they are. To whoever may not see all that counts it is no name: its answer would tell of what is closed. */
export const completenessRange: FilterMeaning = {
  ...share,
  guardsOf: (_: unknown, { viewer }) => {
    if (!seesCompleteness(viewer)) throw unknownName('completeness', 'CustomerFilter');
    return [];
  },
};

export const byCompleteness: SortMeaning = { path: 'completeness.share', guards: ['completeness'], nullable: true, type: 'numeric', isOpen: seesCompleteness };
