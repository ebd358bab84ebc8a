import { Button } from 'antd';
import { useSave } from '@dossier/client';
import { useText } from '@dossier/ui';
import { useState } from 'react';
import { ArchiveScorecardDocument, PublishScorecardDocument, RollBackScorecardDocument, type Scorecard } from './scorecard.documents';
import { scorecardText } from './scorecard.text';

export const CARDS_CHANGED = ['leadScorecards', 'leads', 'lead', 'leadBoard'];

/** Publish the draft or put it away; go back one version. Publishing has its way back in the toast. */
export function DraftVerbs({ card, published, cards }: { card: Scorecard; published: Scorecard | undefined; cards: readonly Scorecard[] }) {
  const t = useText(scorecardText);
  const options = { refreshes: CARDS_CHANGED, loud: true };
  // Which version was in force when the button was pressed: by the time of an undo the answer has changed already.
  const [before, setBefore] = useState<string | null>(null);
  const again = useSave(PublishScorecardDocument, options);
  const publish = useSave(PublishScorecardDocument, { ...options, done: (answer) => t('published', { no: answer.publishScorecard?.number ?? 0 }), ...(before && { undo: () => again.run({ id: before }) }) });
  const back = useSave(RollBackScorecardDocument, { ...options, done: (answer) => t('rolledBack', { no: answer.rollBackScorecard?.number ?? 0 }), ...(before && { undo: () => again.run({ id: before }) }) });
  const archive = useSave(ArchiveScorecardDocument, { ...options, done: t('archived') });
  const remembering = (act: () => unknown) => () => {
    setBefore(published?.id ?? null);
    act();
  };
  const hasBefore = cards.some(({ state }) => state === 'RETIRED');
  return (
    <>
      {card.state === 'DRAFT' && <Button loading={archive.busy} onClick={() => void archive.run({ id: card.id })}>{t('archive')}</Button>}
      {hasBefore && <Button loading={back.busy} onClick={remembering(() => void back.run({}))}>{t('rollBack')}</Button>}
      {card.state === 'DRAFT' && <Button type="primary" loading={publish.busy} onClick={remembering(() => void publish.run({ id: card.id }))}>{t('publish')}</Button>}
    </>
  );
}
