import { Input, Radio, Select } from 'antd';
import { useCustomerChoices, useMay } from '@dossier/client';
import { Field, useText } from '@dossier/ui';
import { useCoded } from '../list/useLeadFilters';
import { MoneyInput } from './MoneyInput';
import { newText } from './new.text';
import { isEmail, isPhone } from './new.values';
import { ProductChoice } from './ProductChoice';

const search = { optionFilterProp: 'label' } as const;
const rule = (holds: (written: string) => boolean, message: string) => ({
  validator: (_: unknown, written: string | null | undefined) => (!written?.trim() || holds(written) ? Promise.resolve() : Promise.reject(new Error(message))),
});

/** Written down by hand, or because somebody called. */
export function OriginField() {
  const t = useText(newText);
  return <Field name="origin" label={t('origin')}><Radio.Group options={(['STAFF', 'CALL'] as const).map((value) => ({ value, label: t(value) }))} /></Field>;
}

/** Who it is: one of these is enough. */
export function PersonFields() {
  const t = useText(newText);
  return (
    <>
      <Field name="name" label={t('name')}><Input autoFocus autoComplete="off" maxLength={200} /></Field>
      <Field name="phone" label={t('phone')} extra={t('phoneHint')} rules={[rule(isPhone, t('phoneWrong'))]}><Input type="tel" inputMode="tel" autoComplete="off" maxLength={60} /></Field>
      <Field name="email" label={t('email')} rules={[rule(isEmail, t('emailWrong'))]}><Input inputMode="email" autoComplete="off" maxLength={300} /></Field>
      <Field name="companyName" label={t('companyName')}><Input autoComplete="off" maxLength={200} /></Field>
    </>
  );
}

/** What is wanted. */
export function InterestFields() {
  const t = useText(newText);
  return (
    <>
      <Field name="subject" label={t('subject')}><Input maxLength={200} placeholder={t('subjectHint')} /></Field>
      <Field name="need" label={t('need')}><Input.TextArea rows={3} maxLength={2000} /></Field>
    </>
  );
}

/** What was said in the call, and what comes next: the day makes it somebody's task. */
export function CallFields() {
  const t = useText(newText);
  return (
    <>
      <Field name="said" label={t('said')} extra={t('saidHint')}><Input.TextArea rows={3} maxLength={4000} /></Field>
      <Field name="nextStep" label={t('nextStep')}><Input maxLength={400} placeholder={t('nextStepHint')} /></Field>
      <Field name="nextOn" label={t('nextOn')}><Input type="date" /></Field>
    </>
  );
}

/** What is not needed at once. */
export function MoreLeadFields({ isPerson }: { isPerson: boolean }) {
  const t = useText(newText);
  const coded = useCoded();
  const { owners, sources } = useCustomerChoices();
  const mayAssign = useMay('lead.assign');
  return (
    <>
      {isPerson && <Field name="city" label={t('city')}><Input maxLength={80} /></Field>}
      <Field name="amount" label={t('amount')}><MoneyInput /></Field>
      <Field name="productId" label={t('product')}><ProductChoice /></Field>
      <Field name="sourceId" label={t('source')}><Select allowClear showSearch={search} options={sources} /></Field>
      <Field name="budget" label={t('budget')}><MoneyInput /></Field>
      <Field name="authority" label={t('authority')}><Select allowClear options={coded('LeadAuthority')} /></Field>
      <Field name="decideOn" label={t('decideOn')}><Input type="date" /></Field>
      {mayAssign && <Field name="ownerId" label={t('owner')} extra={t('ownerHint')}><Select allowClear showSearch={search} options={owners} /></Field>}
    </>
  );
}
