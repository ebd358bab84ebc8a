import { useFormat } from '@dossier/client';
import { texts, useText } from '@dossier/ui';
import { insightTerms } from '@dossier/vocabulary/terms/insight';
import { useCallback } from 'react';
import { insightText } from './insight.text';

const words = texts('customer-insight-terms', insightTerms);
type Term = keyof typeof insightTerms;
type LackKey = Extract<keyof typeof insightText.table, `lack${string}`>;

/** The word of a code of a score; the code itself where the dictionary does not know it. */
export function useScoreWord(): (type: string, code: string | null | undefined) => string {
  const t = useText(words);
  return useCallback((type, code) => (`${type}.${code}` in insightTerms ? t(`${type}.${code}` as Term) : (code ?? '')), [t]);
}

/** “Not enough data” in words: of what, how much there is, how much it takes. */
export function useLackSentence(): (lacking: { lack?: string | null; found?: number | null; needed?: number | null }) => string {
  const t = useText(insightText);
  const format = useFormat();
  return ({ lack, found, needed }) => {
    const key = `lack${lack}`;
    const what = key in insightText.table ? t(key as LackKey) : t('lackROWS');
    return typeof found === 'number' && typeof needed === 'number' ? t('lackSays', { what, found: format.number(found), needed: format.number(needed) }) : t('lackPlain', { what });
  };
}
