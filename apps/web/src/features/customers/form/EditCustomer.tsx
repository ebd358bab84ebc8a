import { Input } from 'antd';
import { useState } from 'react';
import { Field, RecordForm, Section, useText, type Conflict } from '@dossier/ui';
import { useCustomerChoices, useDraft, useSave } from '@dossier/client';
import { UpdateCustomerDocument } from '../customers.documents';
import { CustomInputs } from '../record/fields/CustomInputs';
import type { CustomerRecord } from '../record/record.types';
import { useFieldReading } from '../record/useFieldReading';
import { KindField, PersonFields, PlaceFields } from './CustomerFields';
import { formText } from './form.text';
import { changesOf, valuesOf, type FormValues } from './form.values';

/** What was typed, and the record it was typed over. */
interface Draft { version: number; before: FormValues; values: FormValues | null }

/** The basic data as a form in place of itself; what somebody else changed meanwhile is laid beside it. */
export function EditCustomer({ customer, onClose }: { customer: CustomerRecord; onClose: () => void }) {
  const f = useText(formText);
  const choices = useCustomerChoices();
  const draft = useDraft<Draft>(`customer.${customer.id}`);
  // The record goes on being read anew underneath; what was typed stands on what its author saw, or nobody would be told of a conflict.
  const [{ version, before, values }] = useState<Draft>(() => (draft.draft?.before ? draft.draft : null) ?? { version: customer.version, before: valuesOf(customer), values: null });
  const leave = () => {
    draft.drop();
    onClose();
  };
  const save = useSave(UpdateCustomerDocument, { refreshes: ['customer', 'customers', 'customerHistory'], done: f('saved'), onDone: leave });
  const submit = (typed: FormValues) => {
    const input = changesOf({ ...before, ...typed }, before);
    return Object.keys(input).length === 0 ? leave() : save.run({ id: customer.id, version, input });
  };
  return (
    <Section title={f('editTitle')}>
      <RecordForm<FormValues> save={{ ...save, conflict: useReadable(save.conflict) }} initial={{ ...before, ...values }} submitLabel={f('save')} label={f('editTitle')}
        cancel={leave} onValues={(typed) => draft.keep({ version, before, values: typed as FormValues })} onSubmit={submit}>
        <KindField />
        <Field name="name" label={f('name')}><Input autoFocus maxLength={200} /></Field>
        <PersonFields />
        <PlaceFields choices={choices} />
        <CustomInputs />
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
