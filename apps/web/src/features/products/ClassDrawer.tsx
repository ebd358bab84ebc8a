import { InputNumber, Select } from 'antd';
import { Field, RecordForm, SideDrawer, useText } from '@dossier/ui';
import { useSave, useViewer, type AnswerOf, type RowOf, type VariablesOf } from '@dossier/client';
import { ClassifyProductDocument, type ProductsDocument } from './products.documents';
import { productsText } from './products.text';
import { kinds, productWords, risks } from './products.words';
import './products.css';

export type ProductRow = RowOf<AnswerOf<typeof ProductsDocument>>;
type ClassInput = VariablesOf<typeof ClassifyProductDocument>['input'];
interface Values { kind?: ClassInput['kind']; riskLevel?: ClassInput['riskLevel']; minAmount?: number | null }

const digitsOf = (currency: string): number => new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** What the rules of finance look at: kind, risk and least amount of a product. */
export function ClassDrawer({ product, onClose }: { product: ProductRow; onClose: () => void }) {
  const t = useText(productsText);
  const word = useText(productWords);
  const company = useViewer().company.currency ?? 'CNY';
  const currency = product.minAmount?.currency ?? product.unitPrice?.currency ?? company;
  const scale = 10 ** digitsOf(currency);
  const refreshes = ['products', 'customers', 'customer', 'productCheck'];
  const before: ClassInput = { kind: product.kind ?? null, riskLevel: product.riskLevel ?? null, minAmount: product.minAmount ?? null };
  const back = useSave(ClassifyProductDocument, { refreshes, loud: true });
  const save = useSave(ClassifyProductDocument, {
    refreshes, done: t('classified', { name: product.name ?? '' }), onDone: onClose,
    undo: ({ classifyProduct: saved }) => saved && back.run({ id: product.id, version: saved.version, input: before }),
  });
  const submit = ({ kind, riskLevel, minAmount }: Values) => save.run({
    id: product.id, version: product.version, input: { kind: kind ?? null, riskLevel: riskLevel ?? null, minAmount: typeof minAmount === 'number' ? { minor: Math.round(minAmount * scale), currency } : null },
  });
  return (
    <SideDrawer open title={t('classifyThing', { name: product.name ?? '' })} onClose={onClose}>
      <p className="d-note">{t('classifyNote')}</p>
      <RecordForm<Values> save={save} initial={{ kind: product.kind, riskLevel: product.riskLevel, minAmount: product.minAmount ? product.minAmount.minor / scale : null }} submitLabel={t('save')} label={t('classify')} cancel={onClose} onSubmit={submit}>
        <Field name="kind" label={t('kind')}><Select allowClear options={kinds.map((value) => ({ value, label: word(`ProductKind.${value}`) }))} /></Field>
        <Field name="riskLevel" label={t('riskLevel')}><Select allowClear options={risks.map((value) => ({ value, label: word(`ProductRisk.${value}`) }))} /></Field>
        <Field name="minAmount" label={t('minAmountIn', { currency })}><InputNumber className="product-wide" min={0} precision={digitsOf(currency)} changeOnWheel={false} /></Field>
      </RecordForm>
    </SideDrawer>
  );
}
