import { useFormat } from '@dossier/client';
import { Section, TableTwin, useText } from '@dossier/ui';
import type { Cohort, Funnel } from './funnel.documents';
import { funnelText } from './funnel.text';
import { leadOfWeek, useFunnelWord, useRateWords } from './funnel.words';

const right = 'right' as const;

/** Week by week: who came in, how far they came, and whether there is more to come. */
export function CohortSection({ funnel }: { funnel: Funnel }) {
  const t = useText(funnelText);
  const word = useFunnelWord();
  const format = useFormat();
  const rate = useRateWords();
  const cohorts = [...(funnel.cohorts ?? [])].reverse();
  const steps = (funnel.steps ?? []).slice(1);
  const row = ({ week, leads, isMature, reached, won }: Cohort) => ({
    week: isMature ? format.dayShort(week) : `${format.dayShort(week)} · ${t('open')}`, leads, ...Object.fromEntries(steps.map(({ step }, at) => [step, reached[at + 1] ?? 0])), won: isMature ? rate(won) : t('open'),
  });
  return (
    <Section title={t('cohorts')}>
      <div className="funnel-wide">
        <TableTwin label={t('cohorts')} whole columns={[{ key: 'week', title: t('week') }, { key: 'leads', title: t('leads'), align: right }, ...steps.map(({ step }) => ({ key: step as string, title: word('LeadStep', step), align: right })), { key: 'won', title: t('won'), align: right }]}
          rows={cohorts.map(row)} leads={cohorts.map(({ week }) => leadOfWeek(funnel, week))} />
      </div>
      <p className="d-note funnel-note">{t('cohortsNote')}</p>
    </Section>
  );
}
