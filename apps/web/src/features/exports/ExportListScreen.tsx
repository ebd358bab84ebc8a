import { Button } from 'antd';
import { Download } from 'lucide-react';
import { Link } from '@tanstack/react-router';
import { EmptyState, Icon, ListScreen, StateDot, useText, type Column } from '@dossier/ui';
import { failure, Moment, useFormat, useList, useReadAgain } from '@dossier/client';
import type { ResultOf } from '@graphql-typed-document-node/core';
import { ExportsDocument } from './exports.documents';
import { exportsText } from './exports.text';
import { ExportTabs } from './ExportTabs';

type ExportRow = NonNullable<ResultOf<typeof ExportsDocument>['exports']>['nodes'][number];
const TONES: Readonly<Record<string, 'ok' | 'err' | 'warn' | 'plain'>> = { READY: 'ok', DONE: 'ok', FAILED: 'err', NEEDS_APPROVAL: 'warn', DECLINED: 'err' };
const UNDER_WAY = ['QUEUED', 'RUNNING'];
const EVERY = 2_000;

/** The files that were made, until they expire. */
export function ExportListScreen() {
  const t = useText(exportsText);
  const list = useList(ExportsDocument, { sort: 'CREATED_AT', order: 'DESC' });
  const waiting = list.rows.some((row) => UNDER_WAY.includes(row.state ?? ''));
  useReadAgain(list, waiting, EVERY);
  return (
    <ListScreen title={t('title')} note={t('lead')} help="export" list={list} columns={useColumns()} views={<ExportTabs current="mine" />} failedText={failure}
      phoneRow={(row) => ({ title: <ListName row={row} />, lines: [row.reason, <Moment key="at" at={row.createdAt} />], note: <State row={row} />, value: <DownloadLink row={row} /> })}
      empty={<EmptyState title={t('emptyTitle')} text={t('emptyText')} actions={<Link to="/customers">{t('toCustomers')}</Link>} />} />
  );
}

const isExpired = (row: ExportRow): boolean => row.expiresAt !== null && row.expiresAt !== undefined && new Date(row.expiresAt) < new Date();

function ListName({ row }: { row: ExportRow }) {
  const t = useText(exportsText);
  return <>{row.list === 'customers' || row.list === 'orders' ? t(row.list) : row.list}</>;
}

/** How far it is; and why, where somebody has said no. */
function State({ row }: { row: ExportRow }) {
  const t = useText(exportsText);
  const state = row.state && row.state in exportsText.table ? t(row.state as 'DONE') : row.state;
  return <span className="d-two-lines"><StateDot tone={TONES[row.state ?? ''] ?? 'plain'}>{state}</StateDot>{row.decision && <span className="d-caption">{row.decidedBy?.name}{row.decidedBy ? ' · ' : ''}{row.decision}</span>}</span>;
}

function DownloadLink({ row }: { row: ExportRow }) {
  const t = useText(exportsText);
  const format = useFormat();
  const ready = TONES[row.state ?? ''] === 'ok' && !isExpired(row);
  if (!ready) return <span className="d-caption">{isExpired(row) ? t('expired') : t('none')}</span>;
  const label = t('downloadThing', { list: row.list ?? '', at: format.instant(row.createdAt) });
  return <Button size="small" icon={<Icon of={Download} />} href={row.url ?? `/api/exports/${row.id}/file`} aria-label={label}>{t('download')}</Button>;
}

function useColumns(): Column<ExportRow>[] {
  const t = useText(exportsText);
  const format = useFormat();
  return [
    { key: 'list', title: t('list'), render: (row) => <span className="d-two-lines"><span className="d-name"><ListName row={row} /></span><span className="d-caption">{row.format}</span></span> },
    { key: 'reason', title: t('reason'), render: (row) => row.reason ?? t('none') },
    { key: 'state', title: t('state'), render: (row) => <State row={row} /> },
    { key: 'rows', title: t('rows'), align: 'right', render: (row) => format.number(row.rowCount ?? row.expectedRows) },
    { key: 'fields', title: t('fields'), align: 'right', render: (row) => (row.fields ? t('fieldCount', { count: row.fields.length }) : t('none')) },
    { key: 'createdAt', title: t('createdAt'), align: 'right', render: (row) => <Moment at={row.createdAt} /> },
    { key: 'expiresAt', title: t('expiresAt'), align: 'right', render: (row) => format.instant(row.expiresAt) },
    { key: 'act', title: <span className="d-unseen">{t('act')}</span>, align: 'right', render: (row) => <DownloadLink row={row} /> },
  ];
}
