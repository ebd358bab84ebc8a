import { Button } from 'antd';
import { failure, useAsk, useMay, useSave, type AnswerOf } from '@dossier/client';
import { EmptyState, Failed, NotAllowed, Page, Row, Rows, StateDot, useText, Waiting } from '@dossier/ui';
import { useState } from 'react';
import { SettingsTabs } from '../SettingsTabs';
import '../time.css';
import { EnrolmentList } from './EnrolmentList';
import { ArchiveNurtureTrackDocument, NurtureTracksDocument, RestoreNurtureTrackDocument } from './nurture.documents';
import { nurtureText } from './nurture.text';
import { TrackDialog } from './TrackDialog';

export type Track = NonNullable<AnswerOf<typeof NurtureTracksDocument>['nurtureTracks']>[number];

export function NurtureScreen() {
  const t = useText(nurtureText);
  return useMay('nurture.manage') ? <Nurture /> : <Page title={t('title')}><NotAllowed text={t('notAllowed')} /></Page>;
}

/** The tracks, and which lead stands where. */
function Nurture() {
  const t = useText(nurtureText);
  const ask = useAsk(NurtureTracksDocument, {});
  const [editing, edit] = useState<Track | 'new' | null>(null);
  const tracks = ask.data?.nurtureTracks ?? [];
  return (
    <Page title={t('title')} help="nurture" flush actions={<Button type="primary" onClick={() => edit('new')}>{t('add')}</Button>}>
      <SettingsTabs current="nurture" />
      <div className="d-page nurture-page">
        <p className="d-note">{t('lead')}</p>
        {ask.isPending && <Waiting rows={4} />}
        {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
        {ask.isSuccess && tracks.length === 0 && <EmptyState title={t('empty')} text={t('emptyText')} />}
        {tracks.length > 0 && <Rows label={t('title')}>{tracks.map((track) => <TrackLine key={track.id} track={track} onEdit={() => edit(track)} />)}</Rows>}
        {tracks.length > 0 && <EnrolmentList tracks={tracks} />}
      </div>
      {editing && <TrackDialog track={editing === 'new' ? undefined : editing} onClose={() => edit(null)} />}
    </Page>
  );
}

function TrackLine({ track, onEdit }: { track: Track; onEdit: () => void }) {
  const t = useText(nurtureText);
  const name = track.name ?? '';
  const back = useSave(RestoreNurtureTrackDocument, { refreshes: ['nurtureTracks'], loud: true });
  const end = useSave(ArchiveNurtureTrackDocument, { refreshes: ['nurtureTracks'], loud: true, done: t('ended', { name }), undo: () => back.run({ id: track.id }) });
  const entry = [track.grades?.length ? t('gradeList', { grades: track.grades.join('/') }) : '', track.takesBadTiming ? t('badTiming') : ''].filter(Boolean).join(' · ');
  return (
    <Row title={name} note={`${t('entry', { what: entry })} · ${t('stepCount', { count: track.steps?.length ?? 0 })}`} value={<StateDot tone={track.isActive ? 'ok' : 'plain'}>{t(track.isActive ? 'active' : 'resting')}</StateDot>}
      verb={track.can?.includes('UPDATE') && <>
        <Button size="small" aria-label={t('editThis', { name })} onClick={onEdit}>{t('edit')}</Button>
        <Button size="small" type="link" aria-label={t('endThis', { name })} onClick={() => void end.run({ id: track.id })}>{t('end')}</Button>
      </>} />
  );
}

