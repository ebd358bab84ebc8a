import { useFormat } from '@dossier/client';
import { Facts, SideDrawer, useText } from '@dossier/ui';
import { useSayFault, useSayJob } from './jobs.words';
import { JobState, type JobRow } from './JobState';
import { JobVerbs } from './JobVerbs';
import { operationsText } from './operations.text';

/** One job with what an operator needs to judge it. */
export function JobDrawer({ row, onClose }: { row: JobRow; onClose: () => void }) {
  const t = useText(operationsText);
  const sayJob = useSayJob();
  const sayFault = useSayFault();
  const format = useFormat();
  const at = (value?: string | null) => (value ? format.instant(value) : t('none'));
  return (
    <SideDrawer open title={sayJob(row.name)} onClose={onClose}>
      <Facts items={[
        { label: t('state'), value: <JobState row={row} /> },
        { label: t('starter'), value: row.starter?.name || t('product') },
        { label: t('requestId'), value: row.requestId ?? t('none') },
        { label: t('createdAt'), value: at(row.createdAt) },
        { label: t('startedAt'), value: at(row.startedAt) },
        { label: t('endedAt'), value: at(row.endedAt) },
        { label: t('attempts'), value: t('attemptsTaken', { count: row.attempts ?? 0, taken: row.takeovers ?? 0 }) },
        { label: t('heartbeat'), value: at(row.heartbeatAt) },
        { label: t('takeover'), value: at(row.leaseUntil) },
        { label: t('holder'), value: row.holder ?? t('none') },
        { label: t('error'), value: sayFault(row) },
        { label: t('detail'), value: <span className="d-anywhere">{row.detail ?? t('none')}</span> },
      ]} />
      <p className="d-quiet"><JobVerbs row={row} /></p>
    </SideDrawer>
  );
}
