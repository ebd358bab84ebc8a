import { useSave } from '@dossier/client';
import { useText } from '@dossier/ui';
import { Button } from 'antd';
import { useSayJob } from './jobs.words';
import type { JobRow } from './JobState';
import { RetryJobDocument, StopJobDocument } from './operations.documents';
import { operationsText } from './operations.text';

/** What may be done about a job, as the server says. */
export function JobVerbs({ row }: { row: JobRow }) {
  const t = useText(operationsText);
  const sayJob = useSayJob();
  const retry = useSave(RetryJobDocument, { refreshes: ['operatedJobs', 'health'], done: t('retried'), loud: true });
  const stop = useSave(StopJobDocument, { refreshes: ['operatedJobs'], done: t('stopped'), loud: true });
  const can = row.can ?? [];
  const name = sayJob(row.name);
  return (
    <>
      {can.includes('RETRY') && <Button size="small" loading={retry.busy} aria-label={t('retryOf', { name })} onClick={() => void retry.run({ id: row.id })}>{t('retry')}</Button>}
      {can.includes('STOP') && <Button size="small" loading={stop.busy} aria-label={t('stopOf', { name })} onClick={() => void stop.run({ id: row.id })}>{t('stop')}</Button>}
    </>
  );
}
