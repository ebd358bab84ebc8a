import { Form, Input, Radio } from 'antd';
import { useSave } from '@dossier/client';
import { Dialog, useText, useToast, type Filter, type Order } from '@dossier/ui';
import { useState } from 'react';
import { ExportBasketRulesDocument, type BasketExportWish } from './affinity.documents';
import { affinityText } from './affinity.text';

const COLUMNS = ['left', 'right', 'count', 'support', 'confidence', 'lift', 'liftLow', 'liftHigh', 'leverage', 'p', 'q'];

/** The rules of the present filter as a file, with what it is for. */
export function ExportRules({ filter, sort, order, onClose }: { filter: Filter; sort: string; order: Order; onClose: () => void }) {
  const t = useText(affinityText);
  const toast = useToast();
  const [format, setFormat] = useState<'XLSX' | 'CSV'>('XLSX');
  const [reason, setReason] = useState('');
  const start = useSave(ExportBasketRulesDocument, { refreshes: ['exports'], loud: true, onDone: () => { toast.done(t('exportStarted')); onClose(); } });
  return (
    <Dialog open title={t('exportTitle')} onClose={onClose} verb={t('exportVerb')} busy={start.busy} disabled={reason.trim() === ''}
      onVerb={() => start.run({ input: { filter: filter as BasketExportWish['filter'], sort: sort as BasketExportWish['sort'], order, format, columns: COLUMNS, reason: reason.trim() } })}>
      <p className="d-note">{t('exportNote')}</p>
      <Form layout="vertical" component="div">
        <Form.Item label={t('format')}>
          <Radio.Group aria-label={t('format')} value={format} onChange={(event) => setFormat(event.target.value as 'XLSX' | 'CSV')} options={['XLSX', 'CSV'].map((value) => ({ value, label: value }))} />
        </Form.Item>
        <Form.Item label={t('reason')} htmlFor="basket-export-reason"><Input id="basket-export-reason" value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} /></Form.Item>
      </Form>
    </Dialog>
  );
}
