import { Input, InputNumber } from 'antd';
import { Field, RecordForm, SideDrawer, useText } from '@dossier/ui';
import { useFormat, useSave, useViewer } from '@dossier/client';
import type { CustomerRecord } from '../record.types';
import { ArchiveHoldingDocument, RecordHoldingDocument, UpdateHoldingDocument } from './finance.documents';
import { financeText } from './finance.text';
import { SHOWN, type HoldingRow } from './finance.types';
import { amountOf, majorOf, precisionOf } from '../minor';
import { ProductChoice } from './ProductChoice';

interface Values { productId?: string | null; name?: string; value: number; asOf: string }

/** A holding written down, or put right: which product, how much, on which day. */
export function HoldingDrawer({ customer, before, onClose }: { customer: CustomerRecord; before?: HoldingRow; onClose: () => void }) {
  const t = useText(financeText);
  const { today } = useFormat();
  const company = useViewer().company.currency ?? 'CNY';
  const currency = before?.value?.currency ?? company;
  const back = useSave(ArchiveHoldingDocument, { refreshes: SHOWN, loud: true });
  const options = { refreshes: SHOWN, done: t('saved'), onDone: onClose };
  const adding = useSave(RecordHoldingDocument, { ...options, undo: ({ recordHolding }) => recordHolding && back.run({ id: recordHolding.id }) });
  const undoing = useSave(UpdateHoldingDocument, { refreshes: SHOWN, loud: true });
  const changing = useSave(UpdateHoldingDocument, {
    ...options, undo: ({ updateHolding }) => before && updateHolding && undoing.run({ id: before.id, version: updateHolding.version, input: { name: before.name, value: before.value, asOf: before.asOf } }),
  });
  const submit = ({ productId, name, value, asOf }: Values) => {
    const sum = amountOf(value, currency)!;
    if (before) return changing.run({ id: before.id, version: before.version, input: { name: name ?? null, value: sum, asOf } });
    return adding.run({ customerId: customer.id, input: { productId: productId ?? null, name: name?.trim() ? name : null, value: sum, asOf } });
  };
  const initial = before ? { name: before.name ?? '', value: before.value ? majorOf(before.value) : undefined, asOf: before.asOf ?? today() } : { asOf: today() };
  return (
    <SideDrawer open title={before ? t('editThing', { name: before.name ?? '' }) : t('addHolding')} onClose={onClose}>
      <RecordForm<Values> save={before ? changing : adding} initial={initial} submitLabel={t('save')} label={t('addHolding')} cancel={onClose} onSubmit={submit}>
        {!before && <Field name="productId" label={t('heldProduct')}><ProductChoice clearable /></Field>}
        <Field name="name" label={t('heldName')} required={before !== undefined} extra={before ? undefined : t('heldNameHelp')}><Input maxLength={200} /></Field>
        <Field name="value" label={t('value', { currency })} required><InputNumber className="customer-input-wide" precision={precisionOf(currency)} changeOnWheel={false} /></Field>
        <Field name="asOf" label={t('asOf')} required><Input type="date" max={today()} /></Field>
      </RecordForm>
    </SideDrawer>
  );
}
