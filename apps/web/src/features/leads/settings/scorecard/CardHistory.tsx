import { Link } from '@tanstack/react-router';
import { Moment, useMay, useSave } from '@dossier/client';
import { Row, Rows, Section, StateDot, useText } from '@dossier/ui';
import { Button } from 'antd';
import { leadWords } from '../../leads.words';
import { PublishScorecardDocument, type Scorecard } from './scorecard.documents';
import { scorecardText } from './scorecard.text';
import { CARDS_CHANGED } from './ScorecardVerbs';

const TONES = { PUBLISHED: 'ok', DRAFT: 'warn', RETIRED: 'plain' } as const;

/** Every version: who made it, when it came into force, and a way to bring it back. */
export function CardHistory({ cards }: { cards: readonly Scorecard[] }) {
  const t = useText(scorecardText);
  const seesModels = useMay('model.read');
  return (
    <Section title={t('history')} extra={seesModels && <Link to={'/insight/models/lead' as string}>{t('model')}</Link>}>
      <Rows label={t('history')}>{cards.map((card) => <Version key={card.id} card={card} />)}</Rows>
    </Section>
  );
}

function Version({ card }: { card: Scorecard }) {
  const t = useText(scorecardText);
  const word = useText(leadWords);
  const publish = useSave(PublishScorecardDocument, { refreshes: CARDS_CHANGED, loud: true, done: t('published', { no: card.number ?? 0 }) });
  const who = card.publishedBy?.name ?? card.author?.name ?? t('shipped');
  return (
    <Row title={t('version', { no: card.number ?? 0 })} note={<>{who}{card.publishedAt && <> · <Moment at={card.publishedAt} /></>}{card.note && <> · {card.note}</>}</>}
      value={card.state && <StateDot tone={TONES[card.state]}>{word(`ScorecardState.${card.state}`)}</StateDot>}
      verb={card.state === 'RETIRED' && <Button size="small" type="link" loading={publish.busy} aria-label={`${t('bring')} ${t('version', { no: card.number ?? 0 })}`} onClick={() => void publish.run({ id: card.id })}>{t('bring')}</Button>} />
  );
}
