import { Form } from 'antd';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDraft, useMay, useSave } from '@dossier/client';
import { MoreFields, NotAllowed, Page, RecordForm, useText, useToast } from '@dossier/ui';
import { useState } from 'react';
import '../leads.css';
import { CreateLeadDocument } from './new.documents';
import { LEADS_REFRESHED } from '../leads.refresh';
import { leadsText } from '../leads.text';
import { LeadDuplicates } from './LeadDuplicates';
import { CallFields, InterestFields, MoreLeadFields, OriginField, PersonFields } from './NewLeadFields';
import { inputOf, isEnough, type NewLead } from './new.values';
import { newText } from './new.text';
import { ChosenPerson, type Chosen } from './ChosenPerson';

/** A new lead from one of name, phone and e-mail, or of somebody on record; a call that came in is written down with it. */
export function NewLeadScreen() {
  const t = useText(newText);
  const l = useText(leadsText);
  if (!useMay('lead.create')) return <Page title={l('create')} crumbs={[{ label: l('title'), to: '/leads' }]}><NotAllowed /></Page>;
  return <Page title={l('create')} help="leads" note={t('lead')} crumbs={[{ label: l('title'), to: '/leads' }, { label: l('create') }]}><NewLeadForm /></Page>;
}

function NewLeadForm() {
  const t = useText(newText);
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { customer?: string; origin?: string };
  const draft = useDraft<NewLead>('lead.new');
  const [form] = Form.useForm<NewLead>();
  const [chosen, setChosen] = useState<Chosen | null>(search.customer ? { id: search.customer, name: null } : null);
  const [lacking, setLacking] = useState(false);
  const { save, submit } = useCreating(draft.drop);
  const send = (values: NewLead) => {
    const enough = chosen !== null || isEnough(values);
    setLacking(!enough);
    return enough ? submit(values, chosen?.id ?? null) : undefined;
  };
  const person = Form.useWatch((values: NewLead) => ({ name: values.name, phone: values.phone, email: values.email, companyName: values.companyName }), form) ?? {};
  const origin = Form.useWatch('origin', form);
  return (
    <div className="lead-create">
      <RecordForm<NewLead> form={form} initial={{ origin: search.origin === 'CALL' ? 'CALL' : 'STAFF', ...draft.draft }} save={{ ...save, errorText: lacking ? t('oneOf') : save.errorText }} submitLabel={t('verb')} label={t('title')}
        cancel={() => { draft.drop(); void navigate({ to: '/leads' }); }} onValues={(values) => draft.keep(values as NewLead)} onSubmit={send}>
        <OriginField />
        {chosen ? <ChosenPerson chosen={chosen} onDrop={() => setChosen(null)} /> : <PersonFields />}
        <InterestFields />
        {origin === 'CALL' && <CallFields />}
        <MoreFields label={t('more')}><MoreLeadFields isPerson={chosen === null} /></MoreFields>
      </RecordForm>
      <LeadDuplicates person={chosen ? {} : person} onChoose={setChosen} />
    </div>
  );
}

/** Writes the lead down, with what was said in the call; the draft goes once it stands. */
function useCreating(drop: () => void) {
  const t = useText(newText);
  const toast = useToast();
  const navigate = useNavigate();
  const save = useSave(CreateLeadDocument, { refreshes: LEADS_REFRESHED });
  const submit = async (values: NewLead, customerId: string | null) => {
    const answer = await save.run({ input: inputOf(values, customerId) as never });
    if (!answer) return;
    const lead = answer.createLead;
    drop();
    toast.done(lead ? t('created') : t('createdElsewhere'));
    await navigate({ to: lead ? `/leads/${lead.id}` : '/leads' });
  };
  return { save, submit };
}
