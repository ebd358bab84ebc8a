import { failure, Moment, useAsk, useFormat, useList, useMay, type AnswerOf, type RowOf } from '@dossier/client';
import { describeFilter, EmptyState, FilterSentence, ListScreen, NotAllowed, Page, StateDot, useText, type Column, type FilterField } from '@dossier/ui';
import { useState } from 'react';
import { AuditActorsDocument, AuditDocument } from './audit.documents';
import { auditText } from './audit.text';
import { actions, actionText, useSayAction, useSayActor, useSayObject } from './audit.words';
import { AuditEntryDrawer } from './AuditEntryDrawer';
import { AuditTabs } from './AuditTabs';

export type EntryRow = RowOf<AnswerOf<typeof AuditDocument>>;
const TONES = { DONE: 'ok', REFUSED: 'warn', FAILED: 'err' } as const;
type Outcome = keyof typeof TONES;
const outcomes: Outcome[] = ['DONE', 'REFUSED', 'FAILED'];

export function AuditScreen() {
  const t = useText(auditText);
  return useMay('audit.read') ? <Entries /> : <Page title={t('title')}><NotAllowed /></Page>;
}

function useFields(): FilterField[] {
  const t = useText(auditText);
  const sayAction = useText(actionText);
  const users = useAsk(AuditActorsDocument, {}, { skip: !useMay('user.read') }).data?.users?.nodes ?? [];
  return [
    { kind: 'ref', key: 'actor', label: t('actor'), options: users.map(user => ({ value: user.id, label: user.name ?? '' })) },
    { kind: 'choice', key: 'action', label: t('action'), options: actions.map(value => ({ value, label: sayAction(value) })) },
    { kind: 'choice', key: 'outcome', label: t('outcome'), options: outcomes.map(value => ({ value, label: t(value) })) },
    { kind: 'day', key: 'at', label: t('at') },
  ];
}

/** Who did what to what, when and with which outcome. */
function Entries() {
  const t = useText(auditText);
  const sayAction = useSayAction();
  const nameOf = (row: EntryRow) => sayAction(row.action);
  const sayObject = useSayObject();
  const sayActor = useSayActor();
  const format = useFormat();
  const fields = useFields();
  const list = useList(AuditDocument, { sort: 'AT', order: 'DESC' });
  const [open, setOpen] = useState<EntryRow | null>(null);
  const sayOutcome = (row: EntryRow) => <StateDot tone={TONES[(row.outcome ?? 'DONE') as Outcome] ?? 'plain'}>{t((row.outcome ?? 'DONE') as Outcome)}</StateDot>;
  const columns: Column<EntryRow>[] = [
    { key: 'at', title: t('at'), sort: 'AT', width: 200, render: row => <time dateTime={row.at ?? ''}>{format.instant(row.at)}</time> },
    { key: 'actor', title: t('actor'), render: row => sayActor(row.actorName, t('nobody')) },
    { key: 'action', title: t('action'), render: row => <button type="button" className="d-link" onClick={() => setOpen(row)}>{nameOf(row)}</button> },
    { key: 'object', title: t('object'), render: row => sayObject(row.object) },
    { key: 'outcome', title: t('outcome'), render: sayOutcome },
    { key: 'ip', title: t('ip'), render: row => row.ip ?? '–' },
  ];
  return (
    <>
      <ListScreen<EntryRow> title={t('title')} help="audit" list={list} columns={columns} unit={t('unit')} failedText={failure} nameOf={nameOf} views={<AuditTabs current="trail" />}
        sentence={<FilterSentence subject={t('subject')} fields={fields} value={list.filter} onChange={list.setFilter} />} filterWords={describeFilter(fields, list.filter)}
        empty={<EmptyState title={t('none')} text={t('noneText')} />}
        phoneRow={row => ({ title: <button type="button" className="d-link" onClick={() => setOpen(row)}>{nameOf(row)}</button>, lines: [`${sayActor(row.actorName, t('nobody'))} · ${sayObject(row.object)}`, <Moment key="at" at={row.at} />], note: sayOutcome(row) })} />
      {open && <AuditEntryDrawer entry={open} title={nameOf(open)} onClose={() => setOpen(null)} />}
    </>
  );
}
