import { Button } from 'antd';
import { SlidersHorizontal } from 'lucide-react';
import { Icon, useText } from '@dossier/ui';
import { useViewer } from '@dossier/client';
import { useState } from 'react';
import { ORDER_KINDS, type OrderKind, type OrderRule } from '../rules/rule.types';
import { askText } from './ask.text';
import type { Choices } from './choices';
import { DaysControl, MoneyControl, NumberControl, Pick, PickMany } from './controls';

interface OrderProps { value: OrderRule; onChange: (value: OrderRule) => void; choices: Choices; focus: boolean }

const isDay = (rule: OrderRule): boolean => rule.measure === 'FIRST_ON' || rule.measure === 'LAST_ON';
/** An amount says by itself which orders it takes: sales less refunds, or sales. */
const isAmount = (rule: OrderRule): boolean => rule.measure === 'NET_AMOUNT' || rule.measure === 'SALE_AMOUNT';
const isNarrow = ({ kind, categoryIds, productIds, amount }: OrderRule): boolean => Boolean((kind && kind !== 'SALE') || categoryIds?.length || productIds?.length || amount);

/** What was bought: how much of it, in which period, and on demand which orders count. */
export function OrderAsk({ value, onChange, choices, focus }: OrderProps) {
  const t = useText(askText);
  const [opened, setOpened] = useState(isNarrow(value) || isDay(value));
  const isOpen = opened || isNarrow(value);
  return (
    <>
      {isDay(value)
        ? <DaysControl label={t(value.measure)} value={value.on} spans={['last', 'between']} focus={focus} onChange={(on) => onChange({ ...value, on })} />
        : <><Measured value={value} onChange={onChange} focus={focus} /><DaysControl label={t('when')} value={value.within} spans={['ever', 'last', 'between']} onChange={(within) => onChange({ ...value, within })} /></>}
      <Button type="text" size="small" icon={<Icon of={SlidersHorizontal} />} aria-label={t('narrow')} title={t('narrow')} aria-expanded={isOpen} onClick={() => setOpened(!isOpen)} />
      {isOpen && <Narrow value={value} onChange={onChange} choices={choices} />}
    </>
  );
}

function Measured({ value, onChange, focus }: Omit<OrderProps, 'choices'>) {
  const t = useText(askText);
  const currency = useViewer().company.currency ?? undefined;
  const props = { label: t(value.measure), value: value.is, onChange: (is: OrderRule['is']) => onChange({ ...value, is }), focus };
  if (isAmount(value)) return <MoneyControl {...props} unit={currency} />;
  return <NumberControl {...props} whole unit={value.measure === 'COUNT' ? t('times') : value.measure === 'DAYS' ? t('days') : t('kinds')} />;
}

/** Only these orders: of a kind, with these things, of such an amount. */
function Narrow({ value, onChange, choices }: Omit<OrderProps, 'focus'>) {
  const t = useText(askText);
  const currency = useViewer().company.currency ?? undefined;
  return (
    <div className="segment-narrow">
      {!isAmount(value) && <Pick label={t('kind')} value={value.kind ?? 'SALE'} options={ORDER_KINDS.map((kind) => ({ value: kind, label: t(kind) }))} onChange={(kind) => onChange({ ...value, kind: kind as OrderKind })} />}
      <label className="segment-label"><span>{t('categories')}</span><PickMany label={t('categories')} value={value.categoryIds} options={choices.categories} onChange={(categoryIds) => onChange({ ...value, categoryIds })} /></label>
      <label className="segment-label"><span>{t('products')}</span><PickMany label={t('products')} value={value.productIds} options={choices.products} onSearch={choices.findProducts} onChange={(productIds) => onChange({ ...value, productIds })} /></label>
      <span className="segment-label"><span>{t('amount')}</span><MoneyControl label={t('amount')} value={value.amount} unit={currency} onChange={(amount) => onChange({ ...value, amount })} /></span>
    </div>
  );
}
