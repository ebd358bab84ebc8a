import { Checkbox, Input, Select } from 'antd';
import { Field, useText } from '@dossier/ui';
import { setupText } from './setup.text';

export interface SetUpValues { companyName: string; timeZone: string; currency: string; language: string; phoneTailSearch: boolean; requireSecondFactor: boolean; name: string; email: string; password: string }
const CURRENCIES = ['CNY', 'GBP', 'USD', 'EUR', 'HKD', 'JPY', 'SGD'];
const LEAST_PASSWORD = 15;

export function CompanyFields() {
  const t = useText(setupText);
  const zones = Intl.supportedValuesOf('timeZone').map(zone => ({ value: zone, label: zone }));
  return (
    <>
      <Field name="companyName" label={t('companyName')} required><Input maxLength={120} autoComplete="organization" autoFocus /></Field>
      <Field name="timeZone" label={t('timeZone')} required extra={t('timeZoneHelp')}><Select showSearch={{ optionFilterProp: 'label' }} options={zones} /></Field>
      <Field name="currency" label={t('currency')} required><Select options={CURRENCIES.map(value => ({ value, label: value }))} /></Field>
      <Field name="language" label={t('language')} required><Select options={[{ value: 'zh', label: '中文' }, { value: 'en', label: 'English' }]} /></Field>
      <Field name="phoneTailSearch" label={t('search')} valuePropName="checked"><Checkbox>{t('phoneTail')}</Checkbox></Field>
    </>
  );
}

export function OwnerFields() {
  const t = useText(setupText);
  return (
    <>
      <Field name="name" label={t('name')} required><Input maxLength={80} autoComplete="name" autoFocus /></Field>
      <Field name="email" label={t('email')} required rules={[{ type: 'email', message: t('emailWrong') }]}><Input type="email" inputMode="email" autoComplete="username" maxLength={200} spellCheck={false} /></Field>
      <Field name="password" label={t('password')} required extra={t('passwordHelp')} rules={[{ min: LEAST_PASSWORD, message: t('passwordShort') }]}><Input.Password autoComplete="new-password" maxLength={256} /></Field>
      <Field name="requireSecondFactor" label={t('safety')} valuePropName="checked" extra={t('requireFactorHelp')}><Checkbox>{t('requireFactor')}</Checkbox></Field>
    </>
  );
}
