import { CircleAlert, Timer, TriangleAlert } from 'lucide-react';
import { Grade, Icon, StateDot, Unseen, useText, type Say } from '@dossier/ui';
import { useFormat } from '@dossier/client';
import { useEffect, useState } from 'react';
import { leadsText } from './leads.text';
import { leadWords } from './leads.words';
import type { LeadRow } from './lead.types';
import { daysBetween, responseOf, spanOf } from './span';

const HALF_MINUTE = 30_000;

/** The moment, told anew twice a minute: what counts down goes on counting. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), HALF_MINUTE);
    return () => clearInterval(timer);
  }, []);
  return now;
}

type LeadsSay = Say<keyof typeof leadsText.table>;
const sayOf = (t: LeadsSay, minutes: number): string => {
  const [unit, count] = spanOf(minutes);
  return t(unit, { count });
};

/** How the lead stands with its first answer: by icon and words, then by colour. `short` leaves out what a slip has no room for. */
export function ResponseMark({ lead, now, short = false }: { lead: LeadRow; now: number; short?: boolean }) {
  const t = useText(leadsText);
  const state = responseOf(lead, now);
  if (state.kind === 'NONE') return <span className="d-caption">{t('none')}</span>;
  if (state.kind === 'ANSWERED') return <span className="d-caption lead-day">{state.minutes === null ? t('answered') : state.minutes === 0 ? t('answeredAtOnce') : t('answeredIn', { span: sayOf(t, state.minutes) })}</span>;
  const span = sayOf(t, state.minutes);
  if (state.kind === 'LATE') return <span className="lead-mark d-late"><Icon of={CircleAlert} />{t('late', { span })}</span>;
  return <span className={state.isSoon ? 'lead-mark d-tone-warning' : 'lead-mark d-ok'}><Icon of={state.isSoon ? TriangleAlert : Timer} />{short ? <><span aria-hidden>{span}</span><Unseen>{t('left', { span })}</Unseen></> : t('left', { span })}</span>;
}

/** The day of the next step; a day that has passed is late. */
export function NextMark({ lead, short = false }: { lead: LeadRow; short?: boolean }) {
  const t = useText(leadsText);
  const format = useFormat();
  if (!lead.nextOn) return <span className="d-caption">{t('none')}</span>;
  const days = daysBetween(lead.nextOn, format.today());
  if (days > 0 && lead.status === 'OPEN') return <span className="lead-mark d-late"><Icon of={CircleAlert} />{t(short ? 'overdueShort' : 'overdueSince', { days, count: days })}</span>;
  return <span className="lead-day">{days === 0 ? t('today') : format.dayShort(lead.nextOn)}</span>;
}

/** Grade as a letter, score beside it. */
export function ScoreMark({ lead }: { lead: Pick<LeadRow, 'grade' | 'score'> }) {
  const t = useText(leadsText);
  if (!lead.grade && typeof lead.score !== 'number') return null;
  return (
    <span className="lead-score">
      {lead.grade && <><Unseen>{t('gradeOf', { grade: lead.grade })}</Unseen><span aria-hidden><Grade letter={lead.grade} /></span></>}
      {typeof lead.score === 'number' && <><Unseen>{t('scoreOf', { score: lead.score })}</Unseen><span aria-hidden>{lead.score}</span></>}
    </span>
  );
}

const TONES = { OPEN: 'ok', WON: 'ok', LOST: 'plain', INVALID: 'plain' } as const;

/** Where the lead stands: its stage while it is open, its outcome afterwards. */
export function StageMark({ lead }: { lead: LeadRow }) {
  const word = useText(leadWords);
  if (!lead.status) return null;
  if (lead.status !== 'OPEN') return <StateDot tone={TONES[lead.status]}>{word(`LeadStatus.${lead.status}`)}</StateDot>;
  return lead.stage ? <StateDot tone={lead.stage === 'NEW' ? 'warn' : 'ok'}>{word(`LeadStage.${lead.stage}`)}</StateDot> : null;
}

/** What a lead is called: its person, the company, or that it lies out of reach. */
export function useLeadName(): (lead: LeadRow) => string {
  const t = useText(leadsText);
  return ({ customer }) => (customer ? customer.name ?? customer.companyName ?? customer.archiveNo ?? t('noName') : t('outOfReach'));
}

/** What stands under the name: the company of a person, and nothing where none is known or the record is the company itself. */
export const secondNameOf = ({ customer }: Pick<LeadRow, 'customer'>): string | null => (customer?.name && customer.companyName !== customer.name ? customer.companyName ?? null : null);
