import { texts } from '@dossier/ui';
import { customerTerms } from '@dossier/vocabulary/terms/customers';
import { factTerms } from '@dossier/vocabulary/terms/facts';

/** Words of codes, from the dictionary. */
export const terms = texts('upkeep-terms', { ...customerTerms, ...factTerms });

type Term = keyof typeof terms.table;

/** The word of one code; the code itself where the dictionary does not know it. */
export const wordOf = (say: (key: Term) => string, type: string, code: string | null | undefined): string => {
  const key = `${type}.${code}`;
  return key in terms.table ? say(key as Term) : (code ?? '');
};

/** The codes of one enum, in the order of the dictionary. */
export const codesOf = (type: string): string[] => Object.keys(terms.table).filter((key) => key.startsWith(`${type}.`)).map((key) => key.slice(type.length + 1));
