import { Button } from 'antd';
import { Upload } from 'lucide-react';
import { useNavigate } from '@tanstack/react-router';
import { EmptyState, Icon, ListScreen, StateDot, useText, type Column } from '@dossier/ui';
import { failure, Moment, useFormat, useList } from '@dossier/client';
import type { ResultOf } from '@graphql-typed-document-node/core';
import './imports.css';
import { ImportsDocument } from './imports.documents';
import { importsText } from './imports.text';

type ImportRow = NonNullable<ResultOf<typeof ImportsDocument>['imports']>['nodes'][number];
const TONES = { UPLOADED: 'plain', CHECKING: 'plain', CHECKED: 'plain', COMMITTING: 'plain', DONE: 'ok', FAILED: 'err', REVERTING: 'plain', REVERTED: 'warn', CANCELLED: 'plain' } as const;

/** What was imported, by whom, and how it ended. */
export function ImportListScreen() {
  const t = useText(importsText);
  const format = useFormat();
  const list = useList(ImportsDocument, { sort: 'CREATED_AT', order: 'DESC' });
  const columns = useColumns();
  return (
    <ListScreen title={t('title')} help="import" list={list} columns={columns} failedText={failure} open={(row) => `/imports/${row.id}`} nameOf={(row) => row.fileName ?? ''}
      phoneRow={(row) => ({ title: row.fileName, lines: [row.kind && t(row.kind), row.state && t(row.state)], value: format.number(row.rowCount) })}
      actions={<StartButton />} empty={<EmptyState title={t('emptyTitle')} text={t('emptyText')} actions={<StartButton />} />} />
  );
}

function StartButton() {
  const t = useText(importsText);
  const navigate = useNavigate();
  return <Button type="primary" icon={<Icon of={Upload} />} onClick={() => void navigate({ to: '/imports/new' })}>{t('start')}</Button>;
}

function useColumns(): Column<ImportRow>[] {
  const t = useText(importsText);
  const format = useFormat();
  const result = (row: ImportRow) => (row.state === 'DONE' || row.state === 'FAILED'
    ? t('resultSentence', { inserted: row.insertedCount ?? 0, updated: row.updatedCount ?? 0, skipped: row.skippedCount ?? 0, failed: row.failedCount ?? 0 }) : t('none'));
  return [
    { key: 'file', title: t('file'), render: (row) => <span className="d-two-lines"><span className="d-name">{row.fileName}</span><span className="d-caption">{row.kind && t(row.kind)}</span></span> },
    { key: 'state', title: t('state'), render: (row) => row.state && <StateDot tone={TONES[row.state]}>{t(row.state)}</StateDot> },
    { key: 'rows', title: t('rows'), align: 'right', render: (row) => format.number(row.rowCount) },
    { key: 'result', title: t('result'), render: (row) => <span className="d-note">{result(row)}</span> },
    { key: 'by', title: t('by'), render: (row) => row.by?.name ?? t('none') },
    { key: 'at', title: t('at'), render: (row) => <Moment at={row.createdAt} /> },
  ];
}
