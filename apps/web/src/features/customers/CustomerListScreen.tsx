import { Link, useNavigate } from '@tanstack/react-router';
import { customerFiltersText, failure, FindInList, SavedViewTabs, useCustomerChoices, useCustomerFilters, useFormat, useList, useSelection, useShortcuts } from '@dossier/client';
import { describeFilter, EmptyState, FilterSentence, ListScreen, useText, type Filter, type PhoneRow } from '@dossier/ui';
import { useState } from 'react';
import './customers.css';
import { CustomerCountDocument, CustomersDocument } from './customers.documents';
import { customersText } from './customers.text';
import { isCustomColumn, nameOf, sortAs, useCustomerColumns, useSecondLine, type ColumnKey } from './list/customer.columns';
import type { CustomerRow } from './list/customer.row';
import { CustomerListActions } from './list/CustomerListHead';
import { CustomerSelectionBar } from './list/CustomerSelectionBar';
import { ExportDialog } from './list/ExportDialog';
import { LeftOut } from './list/LeftOut';
import { isScoreColumn } from './list/score.columns';
import { CustomersWithScoresDocument } from './list/scores.documents';
import { SaveAsSegment } from './list/SaveAsSegment';
import { useCustomerViews } from './list/useViews';
import { CustomersWithValuesDocument } from './record/fields/fields.documents';

/** A list that is narrowed by a score shows it, whether its view has the column or not. */
const asked = ({ columns, filter }: { columns: readonly string[]; filter: Filter }): string[] => Object.keys(filter).map((key) => FILTERED_BY[key] ?? key).filter((key, at, keys) => isScoreColumn(key) && !columns.includes(key) && keys.indexOf(key) === at);
const FILTERED_BY: Readonly<Record<string, string>> = { rfmRecency: 'rfmGroup', rfmFrequency: 'rfmGroup', rfmMonetary: 'rfmGroup', valueDecile: 'lifetimeValue', churnBand: 'churnProbability', nextWithin30: 'nextPurchaseOn' };

/** The values of custom fields, completeness and scores are read where a column shows one, and cost nothing elsewhere. */
function documentFor(columns: readonly ColumnKey[]): typeof CustomersDocument {
  if (columns.some(isScoreColumn)) return CustomersWithScoresDocument as unknown as typeof CustomersDocument;
  return columns.some((key) => isCustomColumn(key) || key === 'completeness') ? (CustomersWithValuesDocument as unknown as typeof CustomersDocument) : CustomersDocument;
}

/** The customers within reach: a view, a sentence, a table. */
export function CustomerListScreen() {
  const t = useText(customersText);
  const f = useText(customerFiltersText);
  const navigate = useNavigate();
  const [exporting, setExporting] = useState(false);
  const views = useCustomerViews();
  const choices = useCustomerChoices();
  const fields = useCustomerFilters(choices, views.shown.filter);
  const all = useCustomerColumns();
  const columns = [...views.shown.columns, ...asked(views.shown)].filter((key): key is ColumnKey => key in all);
  const document = documentFor(columns);
  const list = useList(document, { sort: views.state.sort, order: views.state.order, filter: views.state.filter, count: CustomerCountDocument, sortAs });
  const selection = useSelection(list, 'customers');
  const words = describeFilter(fields, list.filter);
  useShortcuts({ n: () => void navigate({ to: '/customers/new' }) });
  return (
    <>
      <ListScreen title={t('title')} help="customers" list={list} unit={t('people')} failedText={failure} filterWords={words} nameOf={nameOf}
        columns={columns.map((key) => all[key]!)} phoneRow={usePhoneRow()} open={(row) => `/customers/${row.id}`}
        actions={<CustomerListActions columns={columns} onColumns={views.setColumns} onExport={() => setExporting(true)} />}
        views={<SavedViewTabs views={views} />}
        sentence={<FilterSentence subject={f('subject')} fields={fields} value={list.filter} onChange={list.setFilter} end={<><SaveAsSegment filter={list.filter} /><LeftOut filter={list.filter} /><FindInList filter={list.filter} onFilter={list.setFilter} /></>} />}
        selection={selection} selectionBar={<CustomerSelectionBar list={list} selection={selection} choices={choices} columns={columns} fields={fields} />}
        empty={<NoCustomers />} />
      <ExportDialog open={exporting} onClose={() => setExporting(false)} what={words || t('allCustomers')} count={list.totalIsExact ? list.totalCount : null}
        filter={list.filter} sort={list.sort} order={list.order} columns={columns} />
    </>
  );
}

/** On a phone: name, company, last purchase; the amount at the right. */
function usePhoneRow(): (row: CustomerRow) => PhoneRow {
  const t = useText(customersText);
  const format = useFormat();
  const second = useSecondLine();
  return (row) => {
    const last = row.summary?.lastOrderOn ? `${t('lastOrder')} ${format.dayShort(row.summary.lastOrderOn)}` : null;
    return { title: nameOf(row), lines: [second(row), last ?? row.phone ?? row.archiveNo], value: row.summary?.netAmount ? format.money(row.summary.netAmount) : undefined };
  };
}

function NoCustomers() {
  const t = useText(customersText);
  const verbs = <><Link to="/imports/new">{t('import')}</Link><Link to="/customers/new">{t('create')}</Link></>;
  return <EmptyState title={t('emptyTitle')} text={t('emptyText')} actions={verbs} />;
}
