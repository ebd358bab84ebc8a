import { Checkbox, Input, Select } from 'antd';
import { Field, RecordForm, useText } from '@dossier/ui';
import { useSave } from '@dossier/client';
import { CustomerChoice } from './CustomerChoice';
import { AddHouseholdMemberDocument, UpdateHouseholdMemberDocument } from './households.documents';
import { householdsText } from './households.text';
import { calledOf, HOUSEHOLD_REFRESHED, ROLES, type Household, type Member } from './relation.words';
import { relationTerms } from './relations.text';

interface Values { customerId?: string; role: (typeof ROLES)[number]; isMain?: boolean; validFrom?: string; validTo?: string }

const daysOf = ({ validFrom, validTo }: Values) => ({ validFrom: validFrom || null, validTo: validTo || null });

/** What somebody is in the household, and from when until when. */
function MemberFields() {
  const t = useText(householdsText);
  const term = useText(relationTerms);
  return (
    <>
      <Field name="role" label={t('role')}><Select options={ROLES.map((value) => ({ value, label: term(`HouseholdRole.${value}`) }))} /></Field>
      <Field name="isMain" label={t('main')} valuePropName="checked"><Checkbox>{t('main')}</Checkbox></Field>
      <Field name="validFrom" label={t('from')}><Input type="date" /></Field>
      <Field name="validTo" label={t('to')}><Input type="date" /></Field>
    </>
  );
}

/** Lets somebody join a household: chosen here, or known already. */
export function MemberForm({ household, customerId, title, onClose }: { household: Household; customerId?: string; title: string; onClose: () => void }) {
  const t = useText(householdsText);
  const save = useSave(AddHouseholdMemberDocument, { refreshes: HOUSEHOLD_REFRESHED, done: t('memberAdded'), onDone: onClose });
  const submit = ({ customerId: chosen, role, isMain, ...days }: Values) => save.run({ id: household.id, member: { customerId: customerId ?? chosen ?? '', role, isMain: isMain ?? false, ...daysOf({ role, ...days }) } });
  const members = (household.members ?? []).flatMap((member) => member.customerId ?? []);
  return (
    <div className="customer-add-contact">
      <RecordForm<Values> save={save} quiet label={title} submitLabel={t('save')} cancel={onClose} initial={{ role: 'OTHER' }} onSubmit={submit}>
        {customerId === undefined ? <Field name="customerId" label={t('member')} required><CustomerChoice except={members} onlyPeople /></Field> : <p><b>{title}</b></p>}
        <MemberFields />
      </RecordForm>
    </div>
  );
}

/** Changes what somebody is in a household. */
export function EditMember({ member, onClose }: { member: Member; onClose: () => void }) {
  const t = useText(householdsText);
  const save = useSave(UpdateHouseholdMemberDocument, { refreshes: HOUSEHOLD_REFRESHED, done: t('saved'), onDone: onClose });
  const submit = ({ role, isMain, ...days }: Values) => save.run({ id: member.id, version: member.version, input: { role, isMain: isMain ?? false, ...daysOf({ role, ...days }) } });
  const initial: Values = { role: member.role ?? 'OTHER', isMain: member.isMain ?? false, validFrom: member.validFrom ?? '', validTo: member.validTo ?? '' };
  return (
    <RecordForm<Values> save={save} quiet label={t('editOf', { name: calledOf(member.customer) })} submitLabel={t('save')} cancel={onClose} initial={initial} onSubmit={submit}>
      <MemberFields />
    </RecordForm>
  );
}
