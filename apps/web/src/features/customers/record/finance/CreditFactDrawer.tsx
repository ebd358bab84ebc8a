import { Input, InputNumber, Select } from 'antd';
import { Field, RecordForm, SideDrawer, useText } from '@dossier/ui';
import { useFormat, useSave } from '@dossier/client';
import { packWords } from '../pack.words';
import type { CustomerRecord } from '../record.types';
import { ArchiveCreditFactDocument, RecordCreditFactDocument } from './finance.documents';
import { financeText } from './finance.text';
import { SHOWN } from './finance.types';

const KINDS = ['OVERDUE_DAYS', 'UTILISATION', 'RATING'] as const;
interface Values { kind: (typeof KINDS)[number]; value: number; source: string; observedOn: string; consentedOn: string }

/** What a source says of how the customer pays: with its day, and the consent without which nothing is recorded. */
export function CreditFactDrawer({ customer, onClose }: { customer: CustomerRecord; onClose: () => void }) {
  const t = useText(financeText);
  const word = useText(packWords);
  const { today } = useFormat();
  const back = useSave(ArchiveCreditFactDocument, { refreshes: SHOWN, loud: true });
  const save = useSave(RecordCreditFactDocument, { refreshes: SHOWN, done: t('factSaved'), undo: ({ recordCreditFact }) => recordCreditFact && back.run({ id: recordCreditFact.id }), onDone: onClose });
  return (
    <SideDrawer open title={t('addFact')} onClose={onClose}>
      <RecordForm<Values> save={save} initial={{ kind: 'OVERDUE_DAYS', observedOn: today() }} submitLabel={t('save')} label={t('addFact')} cancel={onClose} onSubmit={(input) => save.run({ customerId: customer.id, input })}>
        <Field name="kind" label={t('factKind')}><Select options={KINDS.map((kind) => ({ value: kind, label: word(`CreditFactKind.${kind}`) }))} /></Field>
        <Field name="value" label={t('factValue')} required extra={t('factValueHelp')}><InputNumber autoFocus min={0} max={100_000} precision={0} changeOnWheel={false} /></Field>
        <Field name="source" label={t('factSource')} required><Input maxLength={80} /></Field>
        <Field name="observedOn" label={t('observedOn')} required><Input type="date" max={today()} /></Field>
        <Field name="consentedOn" label={t('consentedOn')} required extra={t('consentHelp')}><Input type="date" max={today()} /></Field>
      </RecordForm>
    </SideDrawer>
  );
}
