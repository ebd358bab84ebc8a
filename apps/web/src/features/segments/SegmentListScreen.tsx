import { Button, Input } from 'antd';
import { Link, useNavigate } from '@tanstack/react-router';
import { GitCompareArrows, Plus, Search } from 'lucide-react';
import { Can, failure, Moment, useList, useListPlace, useMay, useShortcuts } from '@dossier/client';
import { EmptyState, Icon, ListScreen, NotAllowed, Page, StateDot, usePhone, useText, ViewTabs, type Column, type PhoneRow } from '@dossier/ui';
import { MovesCell } from './MovesCell';
import { RowMenu } from './RowMenu';
import { TONES, useSize } from './segment.words';
import { SegmentsDocument, type SegmentRow } from './segments.documents';
import { segmentsText } from './segments.text';
import './segments.css';

export function SegmentListScreen() {
  const t = useText(segmentsText);
  return useMay('segment.read') ? <SegmentList /> : <Page title={t('title')}><NotAllowed /></Page>;
}

/** All segments that are one's own or shared: how large, how fresh, and what has moved. */
function SegmentList() {
  const t = useText(segmentsText);
  const navigate = useNavigate();
  const list = useList(SegmentsDocument, { sort: 'UPDATED_AT', order: 'DESC' });
  useShortcuts({ n: () => void navigate({ to: '/segments/new' }) });
  return (
    <ListScreen title={t('title')} help="segments" list={list} unit={t('unit')} failedText={failure} columns={useColumns()} phoneRow={usePhoneRow()} open={(row) => `/segments/${row.id}`} nameOf={(row) => row.name ?? ''}
      actions={<Actions />} views={<KindTabs />} sentence={<Find />} empty={<NoSegments />} />
  );
}

function Actions() {
  const t = useText(segmentsText);
  const phone = usePhone();
  const navigate = useNavigate();
  return (
    <>
      {!phone && <Button icon={<Icon of={GitCompareArrows} />} onClick={() => void navigate({ to: '/segments/compare' })}>{t('compare')}</Button>}
      <Can do="segment.write"><Button type="primary" icon={<Icon of={Plus} />} onClick={() => void navigate({ to: '/segments/new' })}>{t('create')}</Button></Can>
    </>
  );
}

interface SegmentAsk { kind?: string; archived?: boolean; search?: string }

/** All, one kind, or what was put away. */
function KindTabs() {
  const t = useText(segmentsText);
  const [place, move] = useListPlace();
  const { kind, archived, search } = (place.filter ?? {}) as SegmentAsk;
  const pick = (tab: string) => {
    const cut: SegmentAsk = { ...(search && { search }), ...(tab === 'ARCHIVED' ? { archived: true } : tab !== 'ALL' && { kind: tab }) };
    move({ filter: Object.keys(cut).length > 0 ? { ...cut } : undefined });
  };
  return <ViewTabs views={[{ id: 'ALL', name: t('all') }, { id: 'DYNAMIC', name: t('DYNAMIC') }, { id: 'STATIC', name: t('STATIC') }, { id: 'ARCHIVED', name: t('archivedOnes') }]} current={archived ? 'ARCHIVED' : (kind ?? 'ALL')} changed={false} onPick={pick} />;
}

function Find() {
  const t = useText(segmentsText);
  const [place, move] = useListPlace();
  const { search, ...rest } = (place.filter ?? {}) as SegmentAsk;
  const find = (text: string) => {
    const next: SegmentAsk = { ...rest, ...(text.trim() && { search: text.trim() }) };
    move({ filter: Object.keys(next).length > 0 ? { ...next } : undefined });
  };
  return <Input key={search ? 'asked' : 'open'} className="segment-find" allowClear aria-label={t('find')} placeholder={t('find')} prefix={<Icon of={Search} />} defaultValue={search} onPressEnter={(event) => find(event.currentTarget.value)} onBlur={(event) => event.currentTarget.value !== (search ?? '') && find(event.currentTarget.value)} onClear={() => find('')} />;
}

function useColumns(): Column<SegmentRow>[] {
  const t = useText(segmentsText);
  const size = useSize();
  return [
    { key: 'name', title: t('name'), sort: 'NAME', render: (row) => <NameCell row={row} /> },
    { key: 'kind', title: t('kind'), render: (row) => row.kind && t(row.kind) },
    { key: 'size', title: t('size'), align: 'right', render: (row) => <span className="segment-size" title={row.readable === false ? t('withheld') : undefined}>{size(row)}</span> },
    { key: 'fresh', title: t('fresh'), render: (row) => <Fresh row={row} /> },
    { key: 'lately', title: t('lately'), render: (row) => (row.readable === false || row.archivedAt ? <span className="d-caption">{t('none')}</span> : <MovesCell moves={row.moves} />) },
    { key: 'owner', title: t('owner'), render: (row) => row.owner?.name ?? t('none') },
    { key: 'visibility', title: t('visibility'), render: (row) => row.visibility && t(row.visibility) },
    { key: 'verbs', title: '', align: 'right', render: (row) => <RowMenu segment={row} /> },
  ];
}

function NameCell({ row }: { row: SegmentRow }) {
  return <span className="d-two-lines"><Link className="d-name" to={`/segments/${row.id}`}>{row.name}</Link>{row.description && <span className="d-caption segment-about">{row.description}</span>}</span>;
}

/** Since when the members are what the definition says. */
export function Fresh({ row }: { row: Pick<SegmentRow, 'state' | 'freshAt'> }) {
  const t = useText(segmentsText);
  if (!row.state) return <>{t('none')}</>;
  return <StateDot tone={TONES[row.state]}>{row.state === 'FRESH' && row.freshAt ? <Moment at={row.freshAt} /> : t(row.state)}</StateDot>;
}

function usePhoneRow(): (row: SegmentRow) => PhoneRow {
  const t = useText(segmentsText);
  const size = useSize();
  return (row) => ({ title: row.name, lines: [row.description, [row.kind && t(row.kind), row.visibility && t(row.visibility)].filter(Boolean).join(' · ')], value: size(row), note: <RowMenu segment={row} /> });
}

function NoSegments() {
  const t = useText(segmentsText);
  return <EmptyState title={t('emptyTitle')} text={t('emptyText')} actions={<Can do="segment.write"><Link to="/segments/new">{t('create')}</Link></Can>} />;
}
