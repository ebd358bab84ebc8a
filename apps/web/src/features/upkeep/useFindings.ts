import { useSave } from '@dossier/client';
import { useText } from '@dossier/ui';
import { useRef } from 'react';
import type { Review } from './review.types';
import { ConfirmReviewDocument, CorrectReviewDocument, MarkReviewUnknownDocument, UndoReviewDocument } from './upkeep.documents';
import { upkeepText } from './upkeep.text';
import { terms, wordOf } from './upkeep.words';

const REFRESHES = ['reviewItems', 'customer', 'customers', 'customerHistory', 'customerFacts'];

/** The three findings, each with its way back. */
export function useFindings() {
  const t = useText(upkeepText);
  const term = useText(terms);
  const last = useRef<Review | null>(null);
  const words = () => ({ name: last.current?.customer?.name ?? last.current?.customer?.companyName ?? t('noName'), section: wordOf(term, 'RecordSection', last.current?.section) });
  const back = useSave(UndoReviewDocument, { refreshes: REFRESHES, loud: true, done: t('undone') });
  const confirming = useSave(ConfirmReviewDocument, { refreshes: REFRESHES, loud: true, done: () => t('confirmed', words()), undo: (answer) => back.run({ id: answer.confirmReview?.id ?? '' }) });
  const marking = useSave(MarkReviewUnknownDocument, { refreshes: REFRESHES, loud: true, done: () => t('marked', words()), undo: (answer) => back.run({ id: answer.markReviewUnknown?.id ?? '' }) });
  const correct = useSave(CorrectReviewDocument, { refreshes: REFRESHES, done: () => t('corrected', words()), undo: (answer) => back.run({ id: answer.correctReview?.id ?? '' }) });
  const keep = (item: Review): { id: string } => {
    last.current = item;
    return { id: item.id };
  };
  return {
    confirm: { run: (item: Review) => void confirming.run(keep(item)) },
    markUnknown: { run: (item: Review) => void marking.run(keep(item)) },
    correct: { ...correct, of: (item: Review, input: Parameters<typeof correct.run>[0]['input']) => correct.run({ ...keep(item), customerVersion: item.customer?.version ?? 0, input }) },
  };
}

export type Correcting = ReturnType<typeof useFindings>['correct'];
