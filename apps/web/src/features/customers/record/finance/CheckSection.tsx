import { Form, InputNumber } from 'antd';
import { Failed, Section, StateDot, useListing, useText, Waiting } from '@dossier/ui';
import { failure, useAsk, useFormat, useViewer, type AnswerOf } from '@dossier/client';
import { useState } from 'react';
import { packWords, type PackWord } from '../pack.words';
import type { CustomerRecord } from '../record.types';
import { OfferableProductsDocument, ProductCheckDocument } from './finance.documents';
import { financeText } from './finance.text';
import { amountOf, precisionOf } from '../minor';
import { ProductChoice } from './ProductChoice';

type Check = NonNullable<AnswerOf<typeof ProductCheckDocument>['productCheck']>;

/** Whether a product may be offered to this customer now: the server says so, by the condition of its lists. */
export function CheckSection({ customer }: { customer: CustomerRecord }) {
  const t = useText(financeText);
  const currency = useViewer().company.currency ?? 'CNY';
  const [product, setProduct] = useState<string | null>(null);
  const [typed, setTyped] = useState<number | null>(null);
  const asked = useAsk(ProductCheckDocument, { id: customer.id, product: product ?? '', amount: amountOf(typed, currency) }, { skip: product === null, staleTime: 0, keep: true });
  return (
    <Section title={t('check')}>
      <Offerable customer={customer} />
      <p className="d-note">{t('checkHelp')}</p>
      <Form layout="vertical" component="div" className="d-form">
        <Form.Item label={t('productToCheck')} htmlFor="check-product"><ProductChoice id="check-product" value={product} onChange={setProduct} clearable /></Form.Item>
        <Form.Item label={t('amount', { currency })} htmlFor="check-amount"><InputNumber id="check-amount" className="customer-input-wide" min={0} precision={precisionOf(currency)} value={typed} onChange={setTyped} changeOnWheel={false} /></Form.Item>
      </Form>
      <div aria-live="polite">
        {product !== null && asked.isPending && <Waiting rows={1} />}
        {product !== null && asked.error && <Failed {...failure(asked.error)} onRetry={() => void asked.refetch()} />}
        {product !== null && asked.data?.productCheck && <Verdict check={asked.data.productCheck} />}
      </div>
    </Section>
  );
}

function Verdict({ check }: { check: Check }) {
  const t = useText(financeText);
  const word = useText(packWords);
  const format = useFormat();
  const said = check.offerable ? t('canOffer') : t('cannotOffer', { reason: check.reason ? word(`UnsuitableReason.${check.reason}` as PackWord) : '' });
  const more = [
    check.riskLevel && word(`ProductRisk.${check.riskLevel}` as PackWord), check.level && word(`RiskTolerance.${check.level}` as PackWord),
    check.minAmount && t('leastAmount', { sum: format.money(check.minAmount) }), check.offerable && check.recordingDue && t('recordIt'),
  ].filter(Boolean).join(' · ');
  return (
    <div className="finance-verdict">
      <p><StateDot tone={check.offerable ? 'ok' : 'err'}><b>{said}</b></StateDot></p>
      {more && <p>{more}</p>}
      <p className="d-caption">{check.says} · {t('watchRule', { rule: check.rule ?? '' })}</p>
    </div>
  );
}

/** What the list of products would show for this customer. */
function Offerable({ customer }: { customer: CustomerRecord }) {
  const t = useText(financeText);
  const listing = useListing();
  const products = useAsk(OfferableProductsDocument, { customer: customer.id }).data?.products?.nodes;
  if (!products) return null;
  const names = products.map((product) => product.name ?? product.code ?? '');
  return <p className="d-note">{names.length === 0 ? t('nothingOfferable') : t('offerable', { names: listing(names) })}</p>;
}
