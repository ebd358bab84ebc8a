import { failure, Moment, useFormat, useList, useMay, useReadAgain } from '@dossier/client';
import { describeFilter, EmptyState, FilterSentence, ListScreen, NotAllowed, Page, useText, type Column, type FilterField } from '@dossier/ui';
import { useState } from 'react';
import { JobDrawer } from './JobDrawer';
import { JOB_STATES, JobState, type JobRow } from './JobState';
import { JobVerbs } from './JobVerbs';
import { useSayFault, useSayJob } from './jobs.words';
import { OperatedJobsDocument } from './operations.documents';
import { operationsText } from './operations.text';
import './operations.css';

const EVERY = 5_000;

export function JobListScreen() {
  const t = useText(operationsText);
  return useMay('operation.read') ? <Jobs /> : <Page title={t('jobs')}><NotAllowed /></Page>;
}

function useFields(): FilterField[] {
  const t = useText(operationsText);
  return [
    { kind: 'choice', key: 'state', label: t('state'), options: JOB_STATES.map(value => ({ value, label: t(value) })) },
    { kind: 'day', key: 'createdAt', label: t('createdAt') },
  ];
}

/** A span of time by its largest unit that fills. */
function useSayTime(): (seconds: number) => string {
  const t = useText(operationsText);
  const steps = [[86_400, 'days'], [3_600, 'hours'], [60, 'minutes']] as const;
  return seconds => {
    const [length, unit] = steps.find(([step]) => seconds >= step * 2) ?? [1, 'seconds' as const];
    return t(unit, { count: Math.round(seconds / length) });
  };
}

function useColumns(open: (row: JobRow) => void): Column<JobRow>[] {
  const t = useText(operationsText);
  const sayJob = useSayJob();
  const sayTime = useSayTime();
  const format = useFormat();
  const progress = (row: JobRow) => (row.total ? `${format.number(row.done)} / ${format.number(row.total)}` : row.done ? format.number(row.done) : t('none'));
  const sayFault = useSayFault();
  const took = (row: JobRow) => {
    if (!row.startedAt) return t('none');
    const end = row.endedAt ? new Date(row.endedAt).getTime() : Date.now();
    return sayTime(Math.max(0, Math.round((end - new Date(row.startedAt).getTime()) / 1000)));
  };
  return [
    { key: 'name', title: t('name'), render: row => <button type="button" className="d-link" onClick={() => open(row)}>{sayJob(row.name)}</button> },
    { key: 'state', title: t('state'), render: row => <JobState row={row} /> },
    { key: 'starter', title: t('starter'), width: 112, render: row => row.starter?.name || t('product') },
    { key: 'progress', title: t('progress'), align: 'right', render: progress },
    { key: 'attempts', title: t('attempts'), align: 'right', render: row => format.number(row.attempts) },
    { key: 'error', title: t('error'), width: 200, render: row => sayFault(row) },
    { key: 'createdAt', title: t('createdAt'), sort: 'CREATED_AT', align: 'right', render: row => <Moment at={row.createdAt} /> },
    { key: 'took', title: t('took'), align: 'right', render: took },
    { key: 'act', title: <span className="d-unseen">{t('act')}</span>, align: 'right', render: row => <JobVerbs row={row} /> },
  ];
}

/** Everybody's jobs; the failed ones wait here until somebody retries them. */
function Jobs() {
  const t = useText(operationsText);
  const sayJob = useSayJob();
  const sayFault = useSayFault();
  const fields = useFields();
  const list = useList(OperatedJobsDocument, { sort: 'CREATED_AT', order: 'DESC' });
  const [open, setOpen] = useState<string | null>(null);
  const shown = list.rows.find(row => row.id === open);
  useReadAgain(list, true, EVERY);
  return (
    <>
      <ListScreen<JobRow> title={t('jobs')} note={t('jobsNote')} help="operations" list={list} columns={useColumns(row => setOpen(row.id))} unit={t('unit')} failedText={failure} nameOf={row => sayJob(row.name)}
        sentence={<FilterSentence subject={t('subject')} fields={fields} value={list.filter} onChange={list.setFilter} />} filterWords={describeFilter(fields, list.filter)}
        empty={<EmptyState title={t('noJobs')} text={t('noJobsText')} />}
        phoneRow={row => ({ title: <button type="button" className="d-link" onClick={() => setOpen(row.id)}>{sayJob(row.name)}</button>, lines: [`${row.starter?.name || t('product')}${row.error ? ` · ${sayFault(row)}` : ''}`, <Moment key="at" at={row.createdAt} />], note: <JobState row={row} />, value: <JobVerbs row={row} /> })} />
      {shown && <JobDrawer row={shown} onClose={() => setOpen(null)} />}
    </>
  );
}
