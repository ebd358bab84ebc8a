import { failure, useAsk } from '@dossier/client';
import { Facts, Failed, Grade, Row, Rows, Section, Unseen, useText, Waiting } from '@dossier/ui';
import { LeadScoreDocument } from '../settings/scorecard/scorecard.documents';
import { scorecardText } from '../settings/scorecard/scorecard.text';
import '../settings/scorecard/scorecard.css';

const signed = (points: number): string => `${points < 0 ? '−' : '+'}${Math.abs(points)}`;

/** The score of a lead and every part of it in words, as far as the viewer may see what it is built from. */
export function ScorePanel({ leadId }: { leadId: string }) {
  const t = useText(scorecardText);
  const ask = useAsk(LeadScoreDocument, { id: leadId });
  const lead = ask.data?.lead;
  const parts = lead?.contributions ?? [];
  const isReckoned = ({ axis, points }: (typeof parts)[number]) => axis === null && points === null;
  const [reckoned, byModel, byRules] = [parts.find(isReckoned), parts.filter((part) => part.axis === null && !isReckoned(part)), parts.filter(({ axis }) => axis !== null)];
  const note = [lead?.scoreBasis && t(lead.scoreBasis === 'MODEL' ? 'byModel' : 'byRules'), lead?.isScoreFrozen && t('frozen')].filter(Boolean).join(' · ');
  return (
    <Section title={t('scoreTitle')} note={note || undefined}>
      {ask.isPending && <Waiting />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {lead && typeof lead.score !== 'number' && <p className="d-note">{t('notYet')}</p>}
      {lead && typeof lead.score === 'number' && (
        <>
          <p className="score-grade">{lead.grade && <span><Unseen>{t('grade')} </Unseen><Grade letter={lead.grade} /></span>}<span className="d-figure">{lead.score}</span></p>
          {reckoned && <p className="d-note">{reckoned.text}</p>}
          <Facts items={[{ label: t('fit'), value: lead.fit ?? '–' }, { label: t('engagement'), value: lead.engagement ?? '–' }]} />
          {byModel.length > 0 && <Rows label={t('whyModel')}>{byModel.map(({ text, points }) => <Row key={text} title={text} value={signed(points ?? 0)} />)}</Rows>}
          {byRules.length > 0 ? <Rows label={t('why')}>{byRules.map(({ text }) => <Row key={text} title={text} />)}</Rows> : <p className="d-note">{t('nothing')}</p>}
        </>
      )}
    </Section>
  );
}
