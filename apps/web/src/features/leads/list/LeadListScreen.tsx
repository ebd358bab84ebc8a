import { Link, useNavigate } from '@tanstack/react-router';
import { failure, FindInList, SavedViewTabs, useFormat, useList, useMay, useSelection, useShortcuts } from '@dossier/client';
import { describeFilter, EmptyState, FilterSentence, ListScreen, NotAllowed, Page, useText, type PhoneRow } from '@dossier/ui';
import { useState } from 'react';
import type { LeadRow } from '../lead.types';
import { NextMark, ResponseMark, ScoreMark, secondNameOf, StageMark, useLeadName, useNow } from '../LeadMarks';
import '../leads.css';
import { LeadCountDocument, LeadsDocument } from '../leads.documents';
import { leadsText } from '../leads.text';
import { useLeadColumns, type ColumnKey } from './lead.columns';
import { LeadExportDialog } from './LeadExportDialog';
import { LeadListActions } from './LeadListActions';
import { LeadSelectionBar } from './LeadSelectionBar';
import { useLeadFilters } from './useLeadFilters';
import { OPEN_LEADS, useLeadViews } from './useLeadViews';

/** The leads within reach: a view, a sentence, a table. */
export function LeadListScreen() {
  const t = useText(leadsText);
  if (!useMay('lead.read')) return <Page title={t('title')}><NotAllowed text={t('notAllowedText')} /></Page>;
  return <LeadList />;
}

function LeadList() {
  const t = useText(leadsText);
  const navigate = useNavigate();
  const [exporting, setExporting] = useState(false);
  const views = useLeadViews();
  const fields = useLeadFilters();
  const all = useLeadColumns();
  const columns = views.shown.columns.filter((key): key is ColumnKey => key in all);
  const list = useList(LeadsDocument, { sort: views.state.sort, order: views.state.order, filter: views.state.filter, count: LeadCountDocument });
  const selection = useSelection(list, 'leads');
  const words = describeFilter(fields, list.filter);
  const isPlain = JSON.stringify(list.filter) === JSON.stringify(OPEN_LEADS);
  const mayCreate = useMay('lead.create');
  useShortcuts({ n: mayCreate ? () => void navigate({ to: '/leads/new' }) : undefined });
  return (
    <>
      <ListScreen<LeadRow> title={t('title')} help="leads" list={{ ...list, isFiltered: list.isFiltered && !isPlain }} unit={t('unit')} failedText={failure} filterWords={words} nameOf={useLeadName()}
        columns={columns.map((key) => all[key])} phoneRow={usePhoneRow()} open={(row) => `/leads/${row.id}`}
        actions={<LeadListActions columns={columns} filter={list.filter} onColumns={views.setColumns} onExport={() => setExporting(true)} />}
        views={<SavedViewTabs views={views} />}
        sentence={<FilterSentence subject={t('subjectOfFilter')} fields={fields} value={list.filter} onChange={list.setFilter} end={<FindInList filter={list.filter} onFilter={list.setFilter} />} />}
        selection={selection} selectionBar={<LeadSelectionBar list={list} selection={selection} columns={columns} />} empty={<NoLeads />} />
      {exporting && <LeadExportDialog onClose={() => setExporting(false)} what={words || t('allLeads')} count={list.totalIsExact ? list.totalCount : null} filter={list.filter} sort={list.sort} order={list.order} columns={columns} />}
    </>
  );
}

/** On a phone: who, what they want and where it stands; grade and the first answer at the right. */
function usePhoneRow(): (row: LeadRow) => PhoneRow {
  const t = useText(leadsText);
  const format = useFormat();
  const name = useLeadName();
  const now = useNow();
  return (row) => ({
    title: name(row),
    lines: [[secondNameOf(row), row.subject ?? row.productName].filter(Boolean).join(' · '), <span key="stage" className="lead-line"><StageMark lead={row} />{row.owner?.name ?? t('noOwner')}</span>],
    value: row.grade || typeof row.score === 'number' ? <ScoreMark lead={row} /> : row.amount ? format.moneyShort(row.amount) : undefined,
    note: row.nextOn || row.firstResponseAt ? <NextMark lead={row} /> : <ResponseMark lead={row} now={now} />,
  });
}

function NoLeads() {
  const t = useText(leadsText);
  return <EmptyState title={t('emptyTitle')} text={t('emptyText')} actions={useMay('lead.create') && <Link to="/leads/new">{t('create')}</Link>} />;
}
