import { Button } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { Download, Plus } from 'lucide-react';
import { ColumnPicker, Icon, usePhone, useText, type Filter } from '@dossier/ui';
import { Can } from '@dossier/client';
import { LeadTabs } from '../LeadTabs';
import { leadsText } from '../leads.text';
import { useLeadColumns } from './lead.columns';

interface ActionsProps { columns: readonly string[]; filter: Filter; onColumns: (columns: string[]) => void; onExport: () => void }

/** The verbs at the right of the title; the phone keeps the one that starts something. */
export function LeadListActions({ columns, filter, onColumns, onExport }: ActionsProps) {
  const t = useText(leadsText);
  const phone = usePhone();
  const offered = Object.entries(useLeadColumns()).map(([key, column]) => ({ key, title: String(column.title), locked: key === 'person' }));
  return (
    <>
      <LeadTabs current="list" filter={filter} />
      {!phone && <Can do="lead.export"><Button icon={<Icon of={Download} />} onClick={onExport}>{t('export')}</Button></Can>}
      {!phone && <ColumnPicker columns={offered} value={[...columns]} onChange={onColumns} />}
      <NewLeadButton />
    </>
  );
}

/** Leads on to the form of a new lead. */
export function NewLeadButton() {
  const t = useText(leadsText);
  const navigate = useNavigate();
  return <Can do="lead.create"><Button type="primary" icon={<Icon of={Plus} />} onClick={() => void navigate({ to: '/leads/new' })}>{t('create')}</Button></Can>;
}
