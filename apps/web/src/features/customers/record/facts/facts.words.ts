import { texts } from '@dossier/ui';
import { customerTerms } from '@dossier/vocabulary/terms/customers';
import { factTerms } from '@dossier/vocabulary/terms/facts';

/** Words of codes, from the dictionary. */
export const factWords = texts('customer-fact-terms', { ...customerTerms, ...factTerms });

type Word = keyof typeof factWords.table;

/** The word of one code; the code itself where the dictionary does not know it. */
export const wordOf = (say: (key: Word) => string, type: string, code: string | null | undefined): string => {
  const key = `${type}.${code}`;
  return key in factWords.table ? say(key as Word) : (code ?? '');
};
