import { Button } from 'antd';
import { failure, useAsk, useMay } from '@dossier/client';
import { Failed, NotAllowed, Page, useText, Waiting } from '@dossier/ui';
import { useState } from 'react';
import { SettingsTabs } from '../SettingsTabs';
import { CardEditor } from './CardEditor';
import { CardSections } from './CardSections';
import { CardHistory } from './CardHistory';
import { DryRunSection } from './DryRunSection';
import { HeldSection } from './HeldSection';
import { ScorecardsDocument, type Scorecard } from './scorecard.documents';
import { draftOf, type Draft } from './scorecard.rules';
import { scorecardText } from './scorecard.text';
import { DraftVerbs } from './ScorecardVerbs';
import './scorecard.css';

export function ScorecardScreen() {
  const t = useText(scorecardText);
  return useMay('scorecard.manage') ? <Cards /> : <Page title={t('title')}><NotAllowed /></Page>;
}

/** The scorecard in force, the draft beside it, what it would do, and what was before. */
function Cards() {
  const t = useText(scorecardText);
  const ask = useAsk(ScorecardsDocument, {});
  const cards = ask.data?.leadScorecards ?? [];
  const [published, draft] = [cards.find(({ state }) => state === 'PUBLISHED'), cards.find(({ state }) => state === 'DRAFT')];
  return (
    <Page title={t('title')} help="lead-scoring" flush>
      <SettingsTabs current="scorecard" />
      <div className="d-page">
        {ask.isPending && <Waiting />}
        {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
        {ask.isSuccess && (draft ?? published) && <Sheet card={(draft ?? published)!} published={published} cards={cards} />}
      </div>
    </Page>
  );
}

function Sheet({ card, published, cards }: { card: Scorecard; published: Scorecard | undefined; cards: readonly Scorecard[] }) {
  const t = useText(scorecardText);
  const [edited, setEdited] = useState<Draft | null>(null);
  const isDraft = card.state === 'DRAFT';
  return (
    <>
      <div className="score-head">
        <h2 className="score-which">{edited && !isDraft ? t('editing') : t(isDraft ? 'draft' : 'inForce', { no: card.number ?? 0 })}</h2>
        {!edited && <Button onClick={() => setEdited(draftOf(card))}>{t(isDraft ? 'editDraft' : 'newDraft')}</Button>}
        {!edited && <DraftVerbs card={card} published={published} cards={cards} />}
      </div>
      <div className="d-columns-two">
        <div className="d-columns-main">
          {edited ? <CardEditor draft={edited} version={isDraft ? card.version : null} onChange={setEdited} onClose={() => setEdited(null)} /> : <><CardSections card={card} /><DryRunSection card={card} /><HeldSection /></>}
        </div>
        <div className="d-columns-aside"><CardHistory cards={cards} /></div>
      </div>
    </>
  );
}
