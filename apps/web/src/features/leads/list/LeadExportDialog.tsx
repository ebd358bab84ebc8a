import { Form, Input, Radio } from 'antd';
import { useSave } from '@dossier/client';
import { Dialog, useText, useToast, type Filter, type Order } from '@dossier/ui';
import { useState } from 'react';
import { leadsText } from '../leads.text';
import { ExportLeadsDocument, type LeadExportWish } from './export.documents';
import { exportText } from './export.text';
import { exportFields, type ColumnKey } from './lead.columns';

interface ExportProps { onClose: () => void; what: string; count: number | null; filter: Filter; sort: string; order: Order; columns: readonly ColumnKey[] }

/** What leaves, in which form, and what for. */
export function LeadExportDialog({ onClose, what, count, filter, sort, order, columns }: ExportProps) {
  const t = useText(exportText);
  const l = useText(leadsText);
  const toast = useToast();
  const [format, setFormat] = useState<'XLSX' | 'CSV'>('XLSX');
  const [seen, setSeen] = useState(true);
  const [reason, setReason] = useState('');
  const start = useSave(ExportLeadsDocument, { refreshes: ['exports'], loud: true, onDone: () => { toast.done(t('started')); onClose(); } });
  const wish = { filter, sort, order, format, reason: reason.trim(), columns: exportFields(seen ? columns : null) } as LeadExportWish;
  return (
    <Dialog open title={t('title')} onClose={onClose} verb={count === null ? l('export') : t('verb', { count })} busy={start.busy} onVerb={() => start.run({ input: wish })} disabled={reason.trim() === ''}>
      <p className="d-note lead-dialog-note">{what}</p>
      <Form layout="vertical" component="div">
        <Form.Item label={t('format')}><Radio.Group aria-label={t('format')} value={format} onChange={(event) => setFormat(event.target.value as 'XLSX' | 'CSV')} options={['XLSX', 'CSV'].map((value) => ({ value, label: value }))} /></Form.Item>
        <Form.Item label={t('columns')}><Radio.Group aria-label={t('columns')} value={seen} onChange={(event) => setSeen(event.target.value as boolean)} options={[{ value: true, label: t('columnsSeen') }, { value: false, label: t('columnsAll') }]} /></Form.Item>
        <Form.Item label={t('reason')} htmlFor="lead-export-reason" extra={t('reasonHint')}><Input id="lead-export-reason" value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} /></Form.Item>
      </Form>
    </Dialog>
  );
}
