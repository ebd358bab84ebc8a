import { Popover } from 'antd';
import { useAsk, useFormat, type AnswerOf } from '@dossier/client';
import { useText } from '@dossier/ui';
import type { ReactNode } from 'react';
import { factsText } from '../facts/facts.text';
import { CompletenessDocument } from './completeness.documents';
import { completenessText } from './completeness.text';

type Completeness = NonNullable<AnswerOf<typeof CompletenessDocument>['customerCompleteness']>;

/** The figure for the head of the record; nothing until it has come, and where nothing is asked for of this customer. */
export function useCompletenessFact(id: string): { label: string; value: ReactNode } | null {
  const t = useText(completenessText);
  const found = useAsk(CompletenessDocument, { id }, { keep: true }).data?.customerCompleteness;
  return typeof found?.share === 'number' ? { label: t('label'), value: <CompletenessMark completeness={found} share={found.share} /> } : null;
}

/** A small figure; pointed at or reached by keys it says how it was made, and what is missing. */
function CompletenessMark({ completeness, share }: { completeness: Completeness; share: number }) {
  const t = useText(completenessText);
  const facts = useText(factsText);
  const format = useFormat();
  const named = (key: string): string => (key in factsText.table ? facts(key as 'name') : key);
  const missing = (completeness.sections ?? []).flatMap((section) => section.missing ?? []).map(named);
  const parts = t('parts', { filled: completeness.filledParts ?? 0, all: completeness.parts ?? 0 });
  const content = (
    <div className="customer-completeness">
      <p>{parts}</p>
      <p>{t('formula', { filled: completeness.filledWeight ?? 0, all: completeness.weight ?? 0, share: format.percent(share, 0) })}</p>
      {missing.length > 0 && <p>{facts('missing', { items: missing.join(facts('mark')) })}</p>}
      <p className="d-caption">{t('note')}</p>
    </div>
  );
  return (
    <Popover trigger={['hover', 'focus']} placement="bottom" arrow={false} content={content}>
      <button type="button" className="d-token customer-figure" aria-label={`${format.percent(share, 0)}, ${parts}`}>{format.percent(share, 0)}</button>
    </Popover>
  );
}
