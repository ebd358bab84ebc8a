import { Form, InputNumber } from 'antd';
import { Dialog, useText } from '@dossier/ui';
import { useSave, useViewer } from '@dossier/client';
import { useState } from 'react';
import type { CustomerRecord } from '../record.types';
import { RecordAdviceDocument } from './finance.documents';
import { financeText } from './finance.text';
import { SHOWN } from './finance.types';
import { amountOf, precisionOf } from '../minor';
import { ProductChoice } from './ProductChoice';

/** An offer to be recorded; the server's rules decide, and their reason stands in the dialog. */
export function AdviceDialog({ customer, onClose }: { customer: CustomerRecord; onClose: () => void }) {
  const t = useText(financeText);
  const currency = useViewer().company.currency ?? 'CNY';
  const [product, setProduct] = useState<string | null>(null);
  const [typed, setTyped] = useState<number | null>(null);
  const save = useSave(RecordAdviceDocument, { refreshes: [...SHOWN, 'notifications'], done: (answer) => t('advised', { rule: answer.recordAdvice?.rule ?? '' }), onDone: onClose });
  const choose = (picked: string | null) => {
    save.reset();
    setProduct(picked);
  };
  return (
    <Dialog open title={t('recordAdvice')} onClose={onClose} verb={t('recordAdvice')} busy={save.busy} disabled={product === null} onVerb={() => product && void save.run({ customerId: customer.id, input: { productId: product, amount: amountOf(typed, currency) } })}>
      <p className="d-note">{t('adviceText')}</p>
      <Form layout="vertical" component="div">
        <Form.Item label={t('product')} htmlFor="advice-product"><ProductChoice id="advice-product" value={product} onChange={choose} /></Form.Item>
        <Form.Item label={t('amount', { currency })} htmlFor="advice-amount"><InputNumber id="advice-amount" className="customer-input-wide" min={0} precision={precisionOf(currency)} value={typed} onChange={setTyped} changeOnWheel={false} /></Form.Item>
        {save.errorText && <p role="alert" className="d-tone-error">{save.errorText}</p>}
      </Form>
    </Dialog>
  );
}
