import { Checkbox, Form, Input, Radio } from 'antd';
import { Dialog, useText, useToast, type Filter, type Order } from '@dossier/ui';
import { useMay, useSave } from '@dossier/client';
import { useState } from 'react';
import { ExportCustomersDocument, type CustomerExportWish } from '../customer-sets.documents';
import { customersText } from '../customers.text';
import { exportFields, sortAs, useCustomerColumns, type ColumnKey } from './customer.columns';

interface ExportDialogProps { open: boolean; onClose: () => void; what: string; count: number | null; filter: Filter; sort: string; order: Order; columns: readonly ColumnKey[] }

/** What leaves, in which form, and what for; contact data in clear only for those who may reveal it. */
export function ExportDialog({ open, onClose, what, count, filter, sort, order, columns }: ExportDialogProps) {
  const t = useText(customersText);
  const mayClear = useMay('customer.reveal');
  const toast = useToast();
  const all = Object.keys(useCustomerColumns()) as ColumnKey[];
  const [format, setFormat] = useState<'XLSX' | 'CSV'>('XLSX');
  const [seen, setSeen] = useState(true);
  const [clear, setClear] = useState(false);
  const [reason, setReason] = useState('');
  const start = useSave(ExportCustomersDocument, { refreshes: ['exports'], loud: true, onDone: () => { toast.done(t('exportStarted')); onClose(); } });
  const send = () => start.run({
    input: { filter, ...(sortAs(sort) as Pick<CustomerExportWish, 'sort' | 'sortField'>), order, format, clear, reason: reason.trim(), columns: (seen ? columns : all).flatMap(exportFields) },
  });
  const verb = count === null ? t('export') : t('exportVerb', { count });
  return (
    <Dialog open={open} title={t('exportTitle')} onClose={onClose} verb={verb} busy={start.busy} onVerb={send} disabled={reason.trim() === ''}>
      <p className="d-note customer-what">{what}</p>
      <Form layout="vertical" component="div">
        <Form.Item label={t('format')}>
          <Radio.Group aria-label={t('format')} value={format} onChange={(event) => setFormat(event.target.value as 'XLSX' | 'CSV')} options={['XLSX', 'CSV'].map((value) => ({ value, label: value }))} />
        </Form.Item>
        <Form.Item label={t('whichColumns')}>
          <Radio.Group aria-label={t('whichColumns')} value={seen} onChange={(event) => setSeen(event.target.value as boolean)} options={[{ value: true, label: t('columnsSeen') }, { value: false, label: t('columnsAll') }]} />
        </Form.Item>
        <Form.Item label={t('reason')} htmlFor="export-reason" extra={t('reasonHint')}>
          <Input id="export-reason" value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
        </Form.Item>
        {mayClear && (
          <Form.Item extra={t('clearTextHint')}>
            <Checkbox checked={clear} onChange={(event) => setClear(event.target.checked)}>{t('clearText')}</Checkbox>
          </Form.Item>
        )}
      </Form>
    </Dialog>
  );
}
