import { Form, Input, Radio } from 'antd';
import { Dialog, useText, useToast, type Filter, type Order } from '@dossier/ui';
import { useSave } from '@dossier/client';
import { useState } from 'react';
import { ExportOrdersDocument, type OrderExportWish } from './orders.documents';
import { ordersText } from './orders.text';

const COLUMNS = ['orderNo', 'kind', 'orderedAt', 'lineCount', 'amount', 'currency', 'refundsOrderNo', 'owner', 'team'];
interface ExportOrdersProps { open: boolean; onClose: () => void; what: string; filter: Filter; sort: string; order: Order }

/** The orders of the present filter as a file, with what it is for. */
export function ExportOrdersDialog({ open, onClose, what, filter, sort, order }: ExportOrdersProps) {
  const t = useText(ordersText);
  const toast = useToast();
  const [format, setFormat] = useState<'XLSX' | 'CSV'>('XLSX');
  const [reason, setReason] = useState('');
  const start = useSave(ExportOrdersDocument, { refreshes: ['exports'], loud: true, onDone: () => { toast.done(t('exportStarted')); onClose(); } });
  return (
    <Dialog open={open} title={t('exportTitle')} onClose={onClose} verb={t('exportVerb')} busy={start.busy} disabled={reason.trim() === ''}
      onVerb={() => start.run({ input: { filter, sort: sort as OrderExportWish['sort'], order, format, columns: COLUMNS, reason: reason.trim() } })}>
      <p className="d-note">{[what, t('exportNote')].filter(Boolean).join(' · ')}</p>
      <Form layout="vertical" component="div">
        <Form.Item label={t('format')}>
          <Radio.Group aria-label={t('format')} value={format} onChange={(event) => setFormat(event.target.value as 'XLSX' | 'CSV')} options={['XLSX', 'CSV'].map((value) => ({ value, label: value }))} />
        </Form.Item>
        <Form.Item label={t('reason')} htmlFor="order-export-reason">
          <Input id="order-export-reason" value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
        </Form.Item>
      </Form>
    </Dialog>
  );
}
