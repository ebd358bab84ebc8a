import { Button, Segmented, Select } from 'antd';
import { Link } from '@tanstack/react-router';
import { failure, Moment, useAsk, useFormat, useSave, type AnswerOf } from '@dossier/client';
import { Failed, Row, Rows, Section, useText, Waiting } from '@dossier/ui';
import { useState } from 'react';
import { NurtureEnrolmentsDocument, StopNurtureDocument } from './nurture.documents';
import type { Track } from './NurtureScreen';
import { nurtureText, nurtureWords } from './nurture.text';
import { Signals, signalsOf } from './Signals';
import { useStepWords } from './useStepWords';

type Enrolment = NonNullable<AnswerOf<typeof NurtureEnrolmentsDocument>['nurtureEnrolments']>['nodes'][number];
const AT_ONCE = 100;
const LEFT = ['HANDED_OFF', 'ANSWERED', 'REACHED', 'CLOSED', 'REOPENED', 'SILENT', 'FINISHED', 'STOPPED'];

/** Which lead stands on which track, and why others have left. */
export function EnrolmentList({ tracks }: { tracks: readonly Track[] }) {
  const t = useText(nurtureText);
  const [track, choose] = useState<string>('');
  const [which, show] = useState<'running' | 'over'>('running');
  const filter = { state: { in: which === 'running' ? ['ACTIVE'] : LEFT }, ...(track ? { track: { in: [track] } } : {}) };
  const ask = useAsk(NurtureEnrolmentsDocument, { filter, first: AT_ONCE }, { keep: true });
  const found = ask.data?.nurtureEnrolments;
  const rows = found?.nodes ?? [];
  return (
    <Section title={t('who')} note={found?.totalCount !== undefined && found.totalCount !== null ? `${found.totalCount}${found.totalIsExact ? '' : '+'} · ${t('whoNote')}` : t('whoNote')}>
      <div className="nurture-choice">
        <Select aria-label={t('whichTrack')} value={track} onChange={choose} popupMatchSelectWidth={false} options={[{ value: '', label: t('allTracks') }, ...tracks.map(({ id, name }) => ({ value: id, label: name }))]} />
        <Segmented<'running' | 'over'> aria-label={t('state')} value={which} onChange={show} options={[{ value: 'running', label: t('running') }, { value: 'over', label: t('over') }]} />
      </div>
      {ask.isPending && <Waiting rows={3} />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {ask.isSuccess && rows.length === 0 && <p className="d-note">{t('nobody')}</p>}
      {rows.length > 0 && <Rows label={t('who')}>{rows.map((row) => <EnrolmentLine key={row.id} row={row} />)}</Rows>}
      {(found?.totalCount ?? 0) > rows.length && <p className="d-caption">{t('more')}</p>}
    </Section>
  );
}

function EnrolmentLine({ row }: { row: Enrolment }) {
  const t = useText(nurtureText);
  const word = useText(nurtureWords);
  const format = useFormat();
  const at = useStepWords();
  const customer = row.lead?.customer;
  const name = customer?.name ?? customer?.companyName ?? customer?.archiveNo ?? row.lead?.subject ?? '';
  const stop = useSave(StopNurtureDocument, { refreshes: ['nurtureEnrolments'], loud: true, done: t('stopped', { name }) });
  const isOn = row.state === 'ACTIVE';
  const where = isOn ? (row.nextOn ? t('nextOn', { day: format.dayShort(row.nextOn) }) : t('hasTask')) : word(`NurtureState.${row.state ?? 'FINISHED'}`);
  const rose = row.state === 'HANDED_OFF' ? t('rose', { from: row.fromGrade ?? '', to: row.toGrade ?? '' }) : '';
  const signals = signalsOf(row.signals);
  return (
    <Row title={row.lead ? <Link className="d-name" to={`/leads/${row.lead.id}`}>{name}</Link> : name}
      note={<>{[row.trackName, row.lead?.owner?.name, at(row), rose].filter(Boolean).join(' · ')}{signals.length > 0 && <Signals list={signals} />}</>}
      value={<>{where} {!isOn && <Moment at={row.endedAt} />}</>} verb={isOn && <Button size="small" type="link" aria-label={t('stopThis', { name })} onClick={() => void stop.run({ id: row.id })}>{t('stop')}</Button>} />
  );
}
