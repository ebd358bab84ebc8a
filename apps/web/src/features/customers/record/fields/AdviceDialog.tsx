import { Form, Select } from 'antd';
import { Dialog, useText } from '@dossier/ui';
import { useAsk, useSave } from '@dossier/client';
import { useState } from 'react';
import type { CustomerRecord } from '../record.types';
import { ProductsToOfferDocument, RecordAdviceDocument } from './fields.documents';
import { fieldsRecordText } from './fields.text';

/** An offer to be recorded; the server's rules decide, and their reason stands in the dialog. */
export function AdviceDialog({ customer, onClose }: { customer: CustomerRecord; onClose: () => void }) {
  const t = useText(fieldsRecordText);
  const [product, setProduct] = useState<string | null>(null);
  const [search, setSearch] = useState('');
  const found = useAsk(ProductsToOfferDocument, { search: search || null }, { keep: true }).data?.products?.nodes ?? [];
  const save = useSave(RecordAdviceDocument, { refreshes: ['customer', 'notifications'], done: (answer) => t('advised', { rule: answer.recordAdvice?.rule ?? '' }), onDone: onClose });
  const options = found.map(({ id, name, riskLevel, code }) => ({ value: id, label: [name, riskLevel ?? code].filter(Boolean).join(' · ') }));
  return (
    <Dialog open title={t('recordAdvice')} onClose={onClose} verb={t('recordAdvice')} busy={save.busy} disabled={product === null} onVerb={() => product && void save.run({ customerId: customer.id, input: { productId: product } })}>
      <p className="d-note">{t('adviceText')}</p>
      <Form layout="vertical" component="div">
        <Form.Item label={t('product')} htmlFor="advice-product">
          <Select id="advice-product" showSearch={{ filterOption: false, onSearch: setSearch }} value={product} options={options} onChange={(id: string) => { save.reset(); setProduct(id); }} />
        </Form.Item>
        {save.errorText && <p role="alert" className="d-tone-error">{save.errorText}</p>}
      </Form>
    </Dialog>
  );
}
