import { Input } from 'antd';
import { Field, RecordForm, Section, useText, type Conflict } from '@dossier/ui';
import { useDraft, useSave } from '@dossier/client';
import { UpdateCustomerDocument } from '../customers.documents';
import { useChoices } from '../list/customer.filters';
import type { CustomerRecord } from '../record/record.types';
import { useFieldReading } from '../record/useFieldReading';
import { KindField, PersonFields, PlaceFields } from './CustomerFields';
import { formText } from './form.text';
import { changesOf, valuesOf, type FormValues } from './form.values';

/** The basic data as a form in place of itself; what somebody else changed meanwhile is laid beside it. */
export function EditCustomer({ customer, onClose }: { customer: CustomerRecord; onClose: () => void }) {
  const f = useText(formText);
  const choices = useChoices();
  const draft = useDraft<FormValues>(`customer.${customer.id}`);
  const before = valuesOf(customer);
  const leave = () => {
    draft.drop();
    onClose();
  };
  const save = useSave(UpdateCustomerDocument, { refreshes: ['customer', 'customers', 'customerHistory'], done: f('saved'), onDone: leave });
  const submit = (values: FormValues) => {
    const input = changesOf({ ...before, ...values }, before);
    return Object.keys(input).length === 0 ? leave() : save.run({ id: customer.id, version: customer.version, input });
  };
  return (
    <Section title={f('editTitle')}>
      <RecordForm<FormValues> save={{ ...save, conflict: useReadable(save.conflict) }} initial={{ ...before, ...draft.draft }} submitLabel={f('save')} label={f('editTitle')}
        cancel={leave} onValues={(values) => draft.keep(values as FormValues)} onSubmit={submit}>
        <KindField />
        <Field name="name" label={f('name')}><Input autoFocus maxLength={200} /></Field>
        <PersonFields />
        <PlaceFields choices={choices} />
      </RecordForm>
    </Section>
  );
}

/** Both values in the reader's words instead of codes and ids. */
function useReadable(conflict: Conflict | null): Conflict | null {
  const reading = useFieldReading();
  if (!conflict) return null;
  const fields = Object.fromEntries(Object.entries(conflict.fields).map(([name, { mine, theirs }]) => [name, { mine: reading.valueName(name, mine), theirs: reading.valueName(name, theirs) }]));
  return { ...conflict, fields };
}
