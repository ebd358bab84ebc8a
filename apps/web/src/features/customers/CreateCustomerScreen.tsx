import { useNavigate, useSearch } from '@tanstack/react-router';
import { MoreFields, Page, RecordForm, useText } from '@dossier/ui';
import { useCustomerChoices, useDraft, useSave } from '@dossier/client';
import { Form } from 'antd';
import { useState } from 'react';
import './customers.css';
import { CreateCustomerDocument } from './customers.documents';
import { customersText } from './customers.text';
import { KindField, PersonFields, PlaceFields, QuickFields } from './form/CustomerFields';
import { formText } from './form/form.text';
import { inputOf, isEnough, type FormValues } from './form/form.values';
import { PossibleDuplicates } from './form/PossibleDuplicates';
import { CustomInputs } from './record/fields/CustomInputs';

/** A new record from one of name, phone and e-mail; everything else is folded. */
export function CreateCustomerScreen() {
  const t = useText(customersText);
  const f = useText(formText);
  const navigate = useNavigate();
  const choices = useCustomerChoices();
  const { name } = useSearch({ strict: false }) as { name?: unknown };
  const draft = useDraft<FormValues>('customer.new');
  const [form] = Form.useForm<FormValues>();
  const [lacking, setLacking] = useState(false);
  const save = useSave(CreateCustomerDocument, {
    refreshes: ['customers', 'customerFigures', 'possibleDuplicates'], done: (answer) => f('created', { name: answer.createCustomer?.name ?? answer.createCustomer?.archiveNo ?? '' }),
    onDone: (answer) => { draft.drop(); return answer.createCustomer && navigate({ to: `/customers/${answer.createCustomer.id}` }); },
  });
  const submit = (values: FormValues) => {
    setLacking(!isEnough(values));
    return isEnough(values) ? save.run({ input: inputOf(values) }) : undefined;
  };
  const probe = Form.useWatch((values: FormValues) => ({ name: values.name, phone: values.phone, email: values.email }), form) ?? {};
  return (
    <Page title={f('createTitle')} help="customers" note={f('createLead')} crumbs={[{ label: t('title'), to: '/customers' }, { label: f('createTitle') }]}>
      <div className="customer-create">
        <RecordForm<FormValues> form={form} initial={{ kind: 'PERSON', ...draft.draft, ...(typeof name === 'string' && { name }) }} save={{ ...save, errorText: lacking ? f('oneOf') : save.errorText }} submitLabel={f('createVerb')}
          label={f('createTitle')} cancel={() => { draft.drop(); void navigate({ to: '/customers' }); }} onValues={(values) => draft.keep(values as FormValues)} onSubmit={submit}>
          <QuickFields />
          <CustomInputs only="required" />
          <MoreFields label={f('more')}><KindField /><PersonFields /><PlaceFields choices={choices} /><CustomInputs only="optional" /></MoreFields>
        </RecordForm>
        <PossibleDuplicates probe={probe} />
      </div>
    </Page>
  );
}
