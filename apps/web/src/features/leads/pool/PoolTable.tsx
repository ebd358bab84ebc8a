import { Button } from 'antd';
import { Hand } from 'lucide-react';
import { failure, Moment, useFormat, useList, useSelection, type AnswerOf, type Money } from '@dossier/client';
import { EmptyState, ListScreen, SelectionBar, useText, type Column } from '@dossier/ui';
import { useState, type ReactNode } from 'react';
import { ScoreMark } from '../LeadMarks';
import { leadWords } from '../leads.words';
import { placeSaid } from './place';
import { PoolLeadsDocument } from './pool.documents';
import { poolText } from './pool.text';
import { PoolLeadDrawer } from './PoolLeadDrawer';
import type { OpenPool } from './pool.types';
import { useClaim } from './useClaim';

type PoolRow = NonNullable<NonNullable<AnswerOf<typeof PoolLeadsDocument>['poolLeads']>['nodes']>[number];

/** Columns that a pool may hide, and by which word. */
const HIDES: Readonly<Record<string, string>> = { person: 'NAME', place: 'CITY', source: 'SOURCE', grade: 'GRADE', amount: 'AMOUNT' };

/** What a pool hides has no column; the interest stays, since it opens the lead. */
function useColumns(hidden: readonly string[], claim: (ids: readonly string[]) => void, open: (id: string) => void): Column<PoolRow>[] {
  const t = useText(poolText);
  const words = useText(leadWords);
  const format = useFormat();
  const or = (value: ReactNode) => value || '—';
  const columns: Column<PoolRow>[] = [
    { key: 'person', title: t('person'), render: (row) => or(row.name) },
    { key: 'subject', title: t('subject'), render: (row) => <Button type="link" size="small" className="pool-open" aria-label={t('detailOf', { subject: row.subject ?? '' })} onClick={() => open(row.id)}>{row.subject ?? t('openLead')}</Button> },
    { key: 'place', title: t('place'), render: (row) => or(placeSaid(row.region, row.city)) },
    { key: 'source', title: t('source'), render: (row) => or(row.sourceName ?? (row.origin ? words(`LeadOrigin.${row.origin}`) : null)) },
    { key: 'grade', title: t('grade'), render: (row) => (row.grade ? <ScoreMark lead={row} /> : '—') },
    { key: 'amount', title: t('amount'), align: 'right', render: (row) => (row.amount ? format.money(row.amount as Money) : '—') },
    { key: 'age', title: t('age'), align: 'right', sort: 'OPENED_AT', render: (row) => (row.openedAt ? <Moment at={row.openedAt} /> : null) },
    { key: 'claim', title: '', align: 'right', render: (row) => <Button size="small" aria-label={t('claimThis', { subject: row.subject ?? '' })} onClick={() => claim([row.id])}>{t('claim')}</Button> },
  ];
  return columns.filter(({ key }) => !hidden.includes(HIDES[key] ?? ''));
}

/** The leads of one pool: claimed one by one or several at once, opened as often as the pool allows. */
export function PoolTable({ pool, tabs, note }: { pool: OpenPool; tabs?: ReactNode; note: ReactNode }) {
  const t = useText(poolText);
  const [opened, open] = useState<string | null>(null);
  const list = useList(PoolLeadsDocument, { sort: 'OPENED_AT', order: 'DESC', sortAs: (sort) => ({ sort, poolId: pool.id }) });
  const selection = useSelection(list, `pool ${pool.id}`);
  const { claim } = useClaim(pool.id, selection.clear);
  const bar = <SelectionBar count={selection.count} onClear={selection.clear} verbs={[{ key: 'claim', label: t('claimMany', { count: selection.count }), icon: Hand, onPress: () => claim(selection.ids) }]} />;
  return (
    <>
      <ListScreen<PoolRow> title={t('title')} note={note} help="lead-pool" list={list} columns={useColumns(pool.hidden ?? [], claim, open)} unit={t('unit')} views={tabs} failedText={failure} selection={selection} selectionBar={bar}
        nameOf={(row) => row.subject ?? row.name ?? ''}
        phoneRow={(row) => ({ title: row.subject ?? t('hidden'), lines: [[row.name, row.city ?? row.region].filter(Boolean).join(' · ')], note: row.grade && <ScoreMark lead={row} />, value: <Button size="small" aria-label={t('claimThis', { subject: row.subject ?? '' })} onClick={() => claim([row.id])}>{t('claim')}</Button> })}
        empty={<EmptyState title={t('empty')} text={t('emptyText')} />} />
      {opened && <PoolLeadDrawer id={opened} pool={pool} onClose={() => open(null)} />}
    </>
  );
}
