import { texts, useText } from '@dossier/ui';
import { customerTerms } from '@dossier/vocabulary/terms/customers';

const words = texts('desk-terms', customerTerms);

/** The word of a code of the dictionary, or the code itself. */
export function useTerms(): (code: string) => string {
  const word = useText(words);
  return (code) => (code in customerTerms ? word(code as keyof typeof customerTerms) : code.slice(code.indexOf('.') + 1));
}
