import { failure, useAsk, useFormat } from '@dossier/client';
import { Failed, Row, Rows, Section, useText, Waiting } from '@dossier/ui';
import { useSayJob } from './jobs.words';
import { JobSchedulesDocument } from './operations.documents';
import { operationsText } from './operations.text';

const STEPS = [[86_400, 'days'], [3_600, 'hours'], [60, 'minutes']] as const;

/** What the product does by itself, when it did so last and will next. */
export function Schedules() {
  const t = useText(operationsText);
  const sayJob = useSayJob();
  const format = useFormat();
  const ask = useAsk(JobSchedulesDocument, {}, { refetchInterval: 60_000 });
  const every = (seconds: number) => {
    const [length, unit] = STEPS.find(([step]) => seconds >= step) ?? [60, 'minutes'];
    return t('every', { time: t(unit, { count: Math.max(1, Math.round(seconds / length)) }) });
  };
  return (
    <Section title={t('schedules')}>
      {ask.isPending && <Waiting rows={3} />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      <Rows>{(ask.data?.jobSchedules ?? []).map(one => (
        <Row key={one.name} title={sayJob(one.name)} note={every(one.everySeconds)}
          value={one.lastRunAt ? <span className="d-caption">{t('lastRun')} {format.instant(one.lastRunAt)} · {t('nextRun')} {format.instant(one.nextRunAt)}</span> : <span className="d-caption">{t('never')}</span>} />
      ))}</Rows>
    </Section>
  );
}
