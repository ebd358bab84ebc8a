import { archiveTerms } from '@dossier/vocabulary/terms/archive';

/** The codes of one enum, in the order of the dictionary. */
export const codesIn = (type: string): string[] => Object.keys(archiveTerms).filter((key) => key.startsWith(`${type}.`)).map((key) => key.slice(type.length + 1));
