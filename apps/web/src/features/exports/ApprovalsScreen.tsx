import { Button, Form, Input } from 'antd';
import { failure, Moment, useFormat, useList, useListPlace, useSave, useViewer, type AnswerOf, type RowOf } from '@dossier/client';
import { Dialog, EmptyState, ListScreen, StateDot, useText, ViewTabs, type Column } from '@dossier/ui';
import { useState } from 'react';
import { ApproveExportDocument, DeclineExportDocument, ExportRequestsDocument } from './exports.documents';
import { exportsText } from './exports.text';
import { ExportTabs } from './ExportTabs';

type RequestRow = RowOf<AnswerOf<typeof ExportRequestsDocument>>;
const TONES: Readonly<Record<string, 'ok' | 'warn' | 'err' | 'plain'>> = { NEEDS_APPROVAL: 'warn', DECLINED: 'err', DONE: 'ok', FAILED: 'err' };

/** What waits for a second person, and what was decided. */
export function ApprovalsScreen() {
  const t = useText(exportsText);
  const format = useFormat();
  const [declining, setDeclining] = useState<RequestRow | null>(null);
  const list = useList(ExportRequestsDocument, { sort: 'CREATED_AT', order: 'DESC', filter: { open: true } as never });
  return (
    <>
      <ListScreen<RequestRow> title={t('approvals')} note={t('approvalsLead')} help="export-approval" crumbs={[{ label: t('title'), to: '/exports' }]} list={list} columns={useColumns(setDeclining)} failedText={failure} views={<><ExportTabs current="approvals" /><OpenTabs /></>}
        nameOf={(row) => row.owner?.name ?? ''}
        phoneRow={(row) => ({ title: <>{row.owner?.name} · <ListName row={row} /></>, lines: [row.reason, <Contacts key="contacts" row={row} />], note: <Mark row={row} />, value: <>{format.number(row.rowCount ?? row.expectedRows)} <Verbs row={row} onDecline={setDeclining} /></> })}
        empty={<EmptyState title={t('noRequests')} text={t('noRequestsText')} />} />
      {declining && <DeclineDialog request={declining} onClose={() => setDeclining(null)} />}
    </>
  );
}

function OpenTabs() {
  const t = useText(exportsText);
  const [place, move] = useListPlace();
  const current = (place.filter as { open?: boolean } | undefined)?.open === false ? 'decided' : 'waiting';
  return <ViewTabs views={(['waiting', 'decided'] as const).map((id) => ({ id, name: t(id) }))} current={current} changed={false} onPick={(id) => move({ filter: id === 'waiting' ? undefined : ({ open: false } as never) })} />;
}

function ListName({ row }: { row: RequestRow }) {
  const t = useText(exportsText);
  return <>{row.list === 'customers' || row.list === 'orders' ? t(row.list) : row.list}</>;
}

function Contacts({ row }: { row: RequestRow }) {
  const t = useText(exportsText);
  return <>{t('contacts')} {t(row.clear ? 'inClear' : 'masked')}</>;
}

function Mark({ row }: { row: RequestRow }) {
  const t = useText(exportsText);
  const state = row.state && row.state in exportsText.table ? t(row.state as 'DONE') : row.state;
  return <span className="d-two-lines"><StateDot tone={TONES[row.state ?? ''] ?? 'plain'}>{state}</StateDot>{row.decidedBy && <span className="d-caption">{row.decidedBy.name}{row.decision ? ` · ${row.decision}` : ''}</span>}</span>;
}

function Verbs({ row, onDecline }: { row: RequestRow; onDecline: (row: RequestRow) => void }) {
  const t = useText(exportsText);
  const me = useViewer();
  const name = row.owner?.name ?? '';
  const thing = { name, list: row.list === 'customers' || row.list === 'orders' ? t(row.list) : (row.list ?? ''), rows: row.expectedRows ?? 0 };
  const approve = useSave(ApproveExportDocument, { loud: true, refreshes: ['exportRequests', 'exports'], done: t('approved', { name }) });
  if (!(row.can ?? []).includes('APPROVE')) return null;
  if (row.ownerId === me.id) return <span className="d-caption">{t('ownRequest')}</span>;
  return (
    <span className="d-row-verb">
      <Button size="small" onClick={() => onDecline(row)} aria-label={t('declineThing', thing)}>{t('decline')}</Button>{' '}
      <Button size="small" type="primary" disabled={approve.busy} onClick={() => void approve.run({ id: row.id })} aria-label={t('approveThing', thing)}>{t('approve')}</Button>
    </span>
  );
}

function useColumns(onDecline: (row: RequestRow) => void): Column<RequestRow>[] {
  const t = useText(exportsText);
  const format = useFormat();
  return [
    { key: 'asker', title: t('asker'), render: (row) => <span className="d-two-lines"><span className="d-name">{row.owner?.name}</span><span className="d-caption"><Moment at={row.createdAt} /></span></span> },
    { key: 'list', title: t('list'), render: (row) => <span className="d-two-lines"><span><ListName row={row} /> · {row.format}</span><span className="d-caption">{t('fieldCount', { count: row.fields?.length ?? 0 })}</span></span> },
    { key: 'rows', title: t('rows'), align: 'right', render: (row) => format.number(row.rowCount ?? row.expectedRows) },
    { key: 'contacts', title: t('contacts'), render: (row) => t(row.clear ? 'inClear' : 'masked') },
    { key: 'reason', title: t('reason'), render: (row) => row.reason ?? t('none') },
    { key: 'state', title: t('state'), render: (row) => <Mark row={row} /> },
    { key: 'act', title: <span className="d-unseen">{t('act')}</span>, align: 'right', render: (row) => <Verbs row={row} onDecline={onDecline} /> },
  ];
}

function DeclineDialog({ request, onClose }: { request: RequestRow; onClose: () => void }) {
  const t = useText(exportsText);
  const [reason, setReason] = useState('');
  const decline = useSave(DeclineExportDocument, { loud: true, refreshes: ['exportRequests', 'exports'], done: t('declined', { name: request.owner?.name ?? '' }), onDone: onClose });
  return (
    <Dialog open title={t('declineTitle')} onClose={onClose} verb={t('decline')} busy={decline.busy} disabled={reason.trim() === ''} onVerb={() => decline.run({ id: request.id, reason })}>
      <Form layout="vertical" component="div">
        <Form.Item label={t('declineReason')} htmlFor="decline-reason"><Input id="decline-reason" autoFocus maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} /></Form.Item>
      </Form>
    </Dialog>
  );
}
