import { Checkbox, Input, Radio, Select } from 'antd';
import type { CustomerChoices } from '@dossier/client';
import { Field, useLanguage, useText } from '@dossier/ui';
import { Form } from 'antd';
import { COUNTRIES } from '@dossier/vocabulary/countries';
import { codesOf, terms } from '../customers.words';
import { parseBirth } from './birth';
import { formText } from './form.text';
import { isEmail, isPhone } from './form.values';
import { ZoneSelect } from './ZoneSelect';

const search = { optionFilterProp: 'label' } as const;
const rule = (holds: (written: string) => boolean, message: string) => ({
  validator: (_: unknown, written: string | null | undefined) => (!written?.trim() || holds(written) ? Promise.resolve() : Promise.reject(new Error(message))),
});

/** Name, phone and e-mail: the three of which one is enough. */
export function QuickFields() {
  const f = useText(formText);
  return (
    <>
      <Field name="name" label={f('name')}><Input autoFocus autoComplete="off" maxLength={200} /></Field>
      <Field name="phone" label={f('phone')} extra={f('phoneHint')} rules={[rule(isPhone, f('phoneWrong'))]}><Input type="tel" inputMode="tel" autoComplete="off" /></Field>
      <Field name="email" label={f('email')} rules={[rule(isEmail, f('emailWrong'))]}><Input inputMode="email" autoComplete="off" /></Field>
    </>
  );
}

/** Who the customer is. */
export function PersonFields() {
  const f = useText(formText);
  const term = useText(terms);
  const genders = codesOf('Gender').map((code) => ({ value: code, label: term(`Gender.${code}`) }));
  const occupations = codesOf('Occupation').map((code) => ({ value: code, label: term(`Occupation.${code}`) }));
  const calendars = codesOf('BirthCalendar').map((code) => ({ value: code, label: term(`BirthCalendar.${code}`) }));
  return (
    <>
      <Field name="nameLatin" label={f('nameLatin')}><Input maxLength={200} /></Field>
      <Field name="companyName" label={f('companyName')}><Input maxLength={200} /></Field>
      <Field name="gender" label={f('gender')}><Select allowClear options={genders} /></Field>
      <Field name="birth" label={f('birth')} extra={f('birthHint')} rules={[rule((written) => parseBirth(written) !== undefined, f('birthWrong'))]}><Input inputMode="text" /></Field>
      <Field name="birthCalendar" label={f('calendar')}><Radio.Group options={calendars} /></Field>
      <Form.Item noStyle shouldUpdate={(before, after) => before.birthCalendar !== after.birthCalendar}>
        {({ getFieldValue }) => getFieldValue('birthCalendar') === 'LUNAR' && <Field name="birthLeapMonth" label={f('leapMonth')} valuePropName="checked"><Checkbox>{f('leapMonth')}</Checkbox></Field>}
      </Form.Item>
      <Field name="occupation" label={f('occupation')}><Select allowClear showSearch={search} options={occupations} /></Field>
    </>
  );
}

/** Where the customer is and to whom it belongs. The owner of a record is changed by assigning it. */
export function PlaceFields({ choices }: { choices: CustomerChoices }) {
  const f = useText(formText);
  const term = useText(terms);
  const language = useLanguage();
  const names = new Intl.DisplayNames([language], { type: 'region' });
  const countries = COUNTRIES.map((code) => ({ value: code, label: names.of(code) ?? code }));
  const stages = codesOf('CustomerStage').map((code) => ({ value: code, label: term(`CustomerStage.${code}`) }));
  return (
    <>
      <Field name="country" label={f('country')}><Select allowClear showSearch={search} options={countries} /></Field>
      <Field name="region" label={f('region')}><Input maxLength={100} /></Field>
      <Field name="city" label={f('city')}><Input maxLength={100} /></Field>
      <Field name="timeZone" label={f('timeZone')} extra={f('timeZoneHint')}><ZoneSelect placeholder={f('zoneOfCompany')} /></Field>
      <Field name="stage" label={f('stage')}><Select options={stages} /></Field>
      <Field name="sourceId" label={f('source')}><Select allowClear showSearch={search} options={choices.sources} /></Field>
      <Field name="tagIds" label={f('tags')}><Select mode="multiple" showSearch={search} options={choices.tags} /></Field>
    </>
  );
}

export function KindField() {
  const f = useText(formText);
  const term = useText(terms);
  return <Field name="kind" label={f('kind')}><Radio.Group options={codesOf('CustomerKind').map((code) => ({ value: code, label: term(`CustomerKind.${code}`) }))} /></Field>;
}
