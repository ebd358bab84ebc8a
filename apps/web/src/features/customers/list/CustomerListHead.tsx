import { Button } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { Download, Plus } from 'lucide-react';
import { ColumnPicker, Icon, usePhone, useText } from '@dossier/ui';
import { Can } from '@dossier/client';
import { customersText } from '../customers.text';
import { useCustomerColumns } from './customer.columns';

interface ActionsProps { columns: readonly string[]; onColumns: (columns: string[]) => void; onExport: () => void }

/** The verbs at the right of the title; the phone keeps the one that starts something. */
export function CustomerListActions({ columns, onColumns, onExport }: ActionsProps) {
  const t = useText(customersText);
  const phone = usePhone();
  const all = useCustomerColumns();
  const offered = Object.entries(all).map(([key, column]) => ({ key, title: String(column.title), locked: key === 'customer' }));
  return (
    <>
      {!phone && <Can do="customer.export"><Button icon={<Icon of={Download} />} onClick={onExport}>{t('export')}</Button></Can>}
      {!phone && <ColumnPicker columns={offered} value={[...columns]} onChange={onColumns} />}
      <Can do="customer.create"><NewCustomerButton /></Can>
    </>
  );
}

function NewCustomerButton() {
  const t = useText(customersText);
  const navigate = useNavigate();
  return <Button type="primary" icon={<Icon of={Plus} />} onClick={() => void navigate({ to: '/customers/new' })}>{t('create')}</Button>;
}
