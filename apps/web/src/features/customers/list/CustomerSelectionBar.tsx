import { Progress } from 'antd';
import { Archive, CircleDot, Download, Filter, FilterX, PencilLine, Tag, UserRound } from 'lucide-react';
import { useCustomFields, useMay, useOffer, useViewer, type CustomerChoices, type SelectionInput } from '@dossier/client';
import { describeFilter, SelectionBar, useText, type BarVerb, type FilterField, type ListState, type Selection } from '@dossier/ui';
import { useState } from 'react';
import { customerSegmentsText } from '../customer-segments.text';
import type { BulkChange } from '../customer-sets.documents';
import { customersText } from '../customers.text';
import { BulkDialog, type BulkKind } from './BulkDialogs';
import type { ColumnKey } from './customer.columns';
import type { CustomerRow } from './customer.row';
import { ExportDialog } from './ExportDialog';
import { SegmentDialog } from './SegmentDialog';
import { useBulkEdit } from './useBulkEdit';
import { useLeaveSegment } from './useLeaveSegment';

interface BarProps { list: ListState<CustomerRow>; selection: Selection & { toInput: () => SelectionInput }; choices: CustomerChoices; columns: readonly ColumnKey[]; fields: FilterField[] }

type Opened = BulkKind | 'export' | 'segment';

/** What can be done with the chosen customers, each verb on a key. */
export function CustomerSelectionBar({ list, selection, choices, columns, fields }: BarProps) {
  const t = useText(customersText);
  const [dialog, setDialog] = useState<Opened | null>(null);
  const bulk = useBulkEdit(selection.clear);
  const { count } = selection;
  const change = async (wanted: BulkChange) => {
    setDialog(null);
    await bulk.run(selection.toInput(), wanted);
  };
  const leave = useLeaveSegment(list.filter, selection.clear);
  const verbs = useVerbs(setDialog, () => void change({ archive: true }), leave && !selection.all ? () => leave(selection.ids) : null);
  useOffer(count > 0 && !bulk.progress ? { title: t('selected', { count }), items: verbs.map((verb) => ({ key: `selection-${verb.key}`, title: verb.label, icon: verb.icon, run: verb.onPress })) } : null);
  const exported = selection.all ? list.filter : { or: list.rows.filter((row) => selection.has(row.id)).map((row) => ({ archiveNo: { equals: row.archiveNo } })) };
  const offerAll = !selection.all && list.totalCount !== null && list.totalCount > count && list.rows.every((row) => selection.has(row.id));
  if (bulk.progress) return <BulkProgress {...bulk.progress} />;
  return (
    <>
      <SelectionBar count={count} text={<Changeable list={list} selection={selection} />} verbs={verbs} onClear={selection.clear}
        {...(offerAll && { allText: t('selectAll', { count: list.totalCount ?? 0 }), onAll: selection.selectAll })} />
      {dialog === 'segment' && <SegmentDialog count={count} selection={selection.toInput()} onClose={() => setDialog(null)} onDone={selection.clear} />}
      {dialog !== 'export' && dialog !== 'segment' && <BulkDialog kind={dialog} count={count} choices={choices} busy={bulk.busy} onClose={() => setDialog(null)} onChange={change} />}
      <ExportDialog open={dialog === 'export'} onClose={() => setDialog(null)} what={selection.all ? describeFilter(fields, list.filter) || t('allCustomers') : t('exportSelected', { count })}
        count={count} filter={exported} sort={list.sort} order={list.order} columns={columns} />
    </>
  );
}

function useVerbs(open: (dialog: Opened) => void, archive: () => void, leave: (() => void) | null): BarVerb[] {
  const t = useText(customersText);
  const s = useText(customerSegmentsText);
  const hasFields = useCustomFields().some((field) => field.writable);
  const may = { update: useMay('customer.update'), assign: useMay('customer.assign'), archive: useMay('customer.archive'), export: useMay('customer.export'), segment: useMay('segment.write') };
  const verbs: (BarVerb | false)[] = [
    may.assign && { key: 'assign', label: t('assign'), icon: UserRound, keyCap: 'A', onPress: () => open('assign') },
    may.update && { key: 'tag', label: t('tag'), icon: Tag, keyCap: 'T', onPress: () => open('tag') },
    may.update && { key: 'stage', label: t('setStage'), icon: CircleDot, keyCap: 'S', onPress: () => open('stage') },
    may.update && hasFields && { key: 'fields', label: t('setFields'), icon: PencilLine, keyCap: 'F', onPress: () => open('fields') },
    may.segment && { key: 'segment', label: s('toSegment'), icon: Filter, keyCap: 'P', onPress: () => open('segment') },
    leave !== null && { key: 'leave', label: s('leave'), icon: FilterX, onPress: leave },
    may.archive && { key: 'archive', label: t('archive'), icon: Archive, keyCap: 'R', onPress: archive },
    may.export && { key: 'export', label: t('export'), icon: Download, keyCap: 'D', onPress: () => open('export') },
  ];
  return verbs.filter((verb) => verb !== false);
}

/** Of the rows at hand it is known how many may be changed; of "all that match" only the server knows. */
function Changeable({ list, selection }: { list: ListState<CustomerRow>; selection: Selection }) {
  const t = useText(customersText);
  const me = useViewer();
  if (selection.all || !me.permissions.includes('customer.update')) return null;
  const mine = list.rows.filter((row) => selection.has(row.id) && row.can?.includes('UPDATE')).length;
  return mine === selection.count ? null : <>{t('changeable', { count: mine })}</>;
}

function BulkProgress({ done, total, percent }: { done: number; total: number | null; percent: number | null }) {
  const t = useText(customersText);
  const words = t('bulkRunning', { done, total: total ?? '…' });
  return (
    <div className="d-bar" role="status">
      <span className="d-bar-text">{words}</span>
      <Progress className="customer-bulk-progress" aria-label={words} percent={percent ?? 0} showInfo={false} strokeLinecap="butt" size={{ height: 4 }} />
    </div>
  );
}
