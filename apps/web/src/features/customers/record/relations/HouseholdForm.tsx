import { Input, Select } from 'antd';
import { Field, RecordForm, useText } from '@dossier/ui';
import { useSave } from '@dossier/client';
import type { CustomerRecord } from '../record.types';
import { AddHouseholdMemberDocument, CreateHouseholdDocument, UpdateHouseholdDocument } from './households.documents';
import { householdsText } from './households.text';
import { calledOf, HOUSEHOLD_REASONS, HOUSEHOLD_REFRESHED, ROLES, type Household, type Suggestion } from './relation.words';
import { relationTerms } from './relations.text';

interface Said { name?: string; reason: (typeof HOUSEHOLD_REASONS)[number]; note?: string }
interface Values extends Said { role: (typeof ROLES)[number]; otherRole?: (typeof ROLES)[number] }

function SaidFields() {
  const t = useText(householdsText);
  const term = useText(relationTerms);
  return (
    <>
      <Field name="name" label={t('name')}><Input maxLength={80} placeholder={t('nameHint')} /></Field>
      <Field name="reason" label={t('reason')}><Select options={HOUSEHOLD_REASONS.map((value) => ({ value, label: term(`HouseholdReason.${value}`) }))} /></Field>
      <Field name="note" label={t('noteField')}><Input maxLength={500} /></Field>
    </>
  );
}

/** A household with this customer as its first member; with somebody suggested, who joins at once. */
export function HouseholdForm({ customer, partner, onClose }: { customer: CustomerRecord; partner?: Suggestion; onClose: () => void }) {
  const t = useText(householdsText);
  const term = useText(relationTerms);
  const join = useSave(AddHouseholdMemberDocument, { refreshes: HOUSEHOLD_REFRESHED, loud: true });
  const save = useSave(CreateHouseholdDocument, { refreshes: HOUSEHOLD_REFRESHED, done: t('created'), onDone: onClose });
  const roles = ROLES.map((value) => ({ value, label: term(`HouseholdRole.${value}`) }));
  const submit = async ({ role, otherRole, ...input }: Values) => {
    const made = await save.run({ input, member: { customerId: customer.id, role, isMain: true } });
    if (made?.createHousehold && partner) await join.run({ id: made.createHousehold.id, member: { customerId: partner.id, role: otherRole ?? 'OTHER' } });
  };
  const reason = partner?.reasons?.[0] ?? 'TOLD';
  const title = partner ? t('createWith', { name: calledOf(partner.customer) || t('nobody') }) : t('create');
  return (
    <div className="customer-add-contact">
      <RecordForm<Values> save={save} quiet label={title} submitLabel={t('save')} cancel={onClose} initial={{ role: 'HEAD', otherRole: 'OTHER', reason: HOUSEHOLD_REASONS.includes(reason as never) ? (reason as Said['reason']) : 'TOLD' }} onSubmit={submit}>
        <SaidFields />
        <Field name="role" label={`${t('role')} · ${calledOf(customer)}`}><Select options={roles} /></Field>
        {partner && <Field name="otherRole" label={`${t('role')} · ${calledOf(partner.customer) || t('nobody')}`}><Select options={roles} /></Field>}
      </RecordForm>
    </div>
  );
}

/** Changes what a household is called and why it is one. */
export function EditHousehold({ household, onClose }: { household: Household; onClose: () => void }) {
  const t = useText(householdsText);
  const save = useSave(UpdateHouseholdDocument, { refreshes: HOUSEHOLD_REFRESHED, done: t('saved'), onDone: onClose });
  return (
    <RecordForm<Said> save={save} quiet label={t('edit')} submitLabel={t('save')} cancel={onClose} initial={{ name: household.name ?? '', reason: household.reason ?? 'TOLD', note: household.note ?? '' }}
      onSubmit={(input) => save.run({ id: household.id, version: household.version, input })}>
      <SaidFields />
    </RecordForm>
  );
}
