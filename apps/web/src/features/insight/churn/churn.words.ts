import { useText } from '@dossier/ui';
import { customerTerms } from '@dossier/vocabulary/terms/customers';
import { useInsightWord } from '../insight.words';
import { useLanguage } from '@dossier/ui';
import type { Curve, Definition, Dimension } from './churn.documents';
import { churnText } from './churn.text';

/** What a curve is called: by its own name, or by the word of its code. */
export function useCurveName(by: Dimension): (curve: Curve) => string {
  const word = useInsightWord();
  const language = useLanguage();
  return ({ name, value }) => {
    if (name) return name;
    if (by === 'RFM_GROUP') return word('RfmGroup', value);
    const term = (customerTerms as Readonly<Record<string, { zh: string; en: string }>>)[`CustomerKind.${value}`];
    return by === 'KIND' && term ? term[language] : value;
  };
}

/** When a customer counts as gone, as a sentence. */
export function useDefinitionWords(): (definition: Definition) => string {
  const t = useText(churnText);
  return ({ kind, factor, days, fieldKey }) => {
    if (kind === 'DORMANCY') return t('saysDORMANCY', { days: days ?? 0 });
    return kind === 'CONTRACT' ? t('saysCONTRACT', { field: fieldKey ?? '' }) : t('saysGAP', { factor: factor ?? 0 });
  };
}
