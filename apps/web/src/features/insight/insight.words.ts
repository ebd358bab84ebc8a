import { texts, useText } from '@dossier/ui';
import { insightTerms } from '@dossier/vocabulary/terms/insight';
import { useCallback } from 'react';

/** Words of groups, models and other codes, from the dictionary. */
export const insightWords = texts('insight-terms', insightTerms);
type Term = keyof typeof insightTerms;

/** The word of a code; the code itself where the dictionary does not know it. */
export function useInsightWord(): (type: string, code: string | null | undefined) => string {
  const t = useText(insightWords);
  return useCallback((type, code) => (`${type}.${code}` in insightTerms ? t(`${type}.${code}` as Term) : (code ?? '')), [t]);
}

/** The name of a group of RFM. */
export function useGroupName(): (code: string | null | undefined) => string {
  const word = useInsightWord();
  return useCallback((code) => word('RfmGroup', code), [word]);
}
