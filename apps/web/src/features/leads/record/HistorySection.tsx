import { ArrowRight, Check, Inbox, RotateCcw, X, type LucideIcon } from 'lucide-react';
import { Moment } from '@dossier/client';
import { Icon, Section, useText } from '@dossier/ui';
import { leadWords } from '../leads.words';
import type { leadTerms } from '@dossier/vocabulary/terms/leads';
import { recordText } from './record.text';
import type { LeadRecord } from './record.types';

interface Line { id: string; at: string; icon: LucideIcon; words: string; note: string | null }
type Step = NonNullable<LeadRecord['transitions']>[number];
type Touch = NonNullable<LeadRecord['touchList']>[number];

/** What happened to a lead, newest first: each step of it, and each time it came in. */
export function HistorySection({ lead }: { lead: LeadRecord }) {
  const t = useText(recordText);
  const stepLine = useStepLine();
  const touchLine = useTouchLine(lead);
  const lines = [...(lead.transitions ?? []).map(stepLine), ...(lead.touchList ?? []).map(touchLine)].sort((one, other) => other.at.localeCompare(one.at));
  return (
    <Section title={t('history')}>
      <ol className="lead-history">
        {lines.map((line) => <li key={line.id}><span className="d-caption"><Moment at={line.at} /></span><Icon of={line.icon} /><span>{line.words}{line.note && <span className="d-caption"> {line.note}</span>}</span></li>)}
      </ol>
    </Section>
  );
}

const ICONS: Readonly<Record<string, LucideIcon>> = { WON: Check, LOST: X, INVALID: X, OPEN: RotateCcw };

function useStepLine(): (step: Step) => Line {
  const t = useText(recordText);
  const word = useText(leadWords);
  const said = (step: Step): string => {
    const reason = step.reason && `LossReason.${step.reason}` in leadWords.table ? word(`LossReason.${step.reason}` as keyof typeof leadTerms) : step.reason ?? t('noReason');
    if (step.fromStatus && step.toStatus && step.toStatus !== step.fromStatus) return t(`became${step.toStatus}`, { reason });
    return step.fromStage && step.toStage ? t('movedTo', { stage: word(`LeadStage.${step.toStage}`) }) : t('opened');
  };
  return (step) => ({
    id: step.id, at: step.at ?? '', words: said(step), note: step.actor?.name ?? t('bySystem'),
    icon: step.fromStatus && step.toStatus !== step.fromStatus ? ICONS[step.toStatus ?? 'OPEN'] ?? ArrowRight : step.fromStage ? ArrowRight : Inbox,
  });
}

function useTouchLine(lead: LeadRecord): (touch: Touch) => Line {
  const t = useText(recordText);
  const word = useText(leadWords);
  const first = (lead.touchList ?? []).reduce<string>((earliest, { at }) => (at && (earliest === '' || at < earliest) ? at : earliest), '');
  return (touch) => ({
    id: touch.id, at: touch.at ?? '', icon: Inbox, words: t(touch.at === first ? 'cameIn' : 'touched', { origin: word(`LeadOrigin.${touch.origin ?? 'STAFF'}`) }),
    note: [touch.source?.name, touch.subject, touch.need].filter(Boolean).join(' · ') || null,
  });
}
