import { texts } from '@dossier/ui';
import { leadTerms } from '@dossier/vocabulary/terms/leads';

/** Words of stages, outcomes and reasons, from the dictionary. */
export const leadWords = texts('lead-terms', leadTerms);
