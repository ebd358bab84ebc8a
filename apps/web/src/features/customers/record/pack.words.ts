import { texts } from '@dossier/ui';
import { packTerms } from '@dossier/vocabulary/terms/packs';

/** The dictionary's words of packs. */
export const packWords = texts('customer-pack-terms', packTerms);
export type PackWord = keyof typeof packTerms;
