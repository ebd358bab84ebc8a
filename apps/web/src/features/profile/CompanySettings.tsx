import { Checkbox, Input, Select } from 'antd';
import { useSave, useViewer } from '@dossier/client';
import { Field, RecordForm, Section, useText } from '@dossier/ui';
import { CompanyDocument } from './profile.documents';
import { profileText } from './profile.text';

interface CompanyValues { name: string; timeZone: string; currency: string; phoneTailSearch: boolean; requireSecondFactor: boolean }
const CURRENCIES = ['CNY', 'GBP', 'USD', 'EUR', 'HKD', 'JPY', 'SGD'];

/** What holds for the whole company. */
export function CompanySettings() {
  const t = useText(profileText);
  const { company } = useViewer();
  const save = useSave(CompanyDocument, { refreshes: ['me'], done: t('saved') });
  const initial: CompanyValues = { name: company.name ?? '', timeZone: company.timeZone ?? 'Asia/Shanghai', currency: company.currency ?? 'CNY', phoneTailSearch: company.phoneTailSearch ?? true, requireSecondFactor: company.requireSecondFactor ?? true };
  const zones = Intl.supportedValuesOf('timeZone').map(zone => ({ value: zone, label: zone }));
  return (
    <Section title={t('company')}>
      <div className="d-quiet">
        <RecordForm<CompanyValues> save={save} initial={initial} onSubmit={input => save.run({ input })} quiet submitLabel={t('saveCompany')} label={t('company')}>
          <Field name="name" label={t('companyName')} required><Input maxLength={120} /></Field>
          <Field name="timeZone" label={t('timeZone')} required><Select showSearch={{ optionFilterProp: 'label' }} options={zones} /></Field>
          <Field name="currency" label={t('currency')} required><Select options={CURRENCIES.map(value => ({ value, label: value }))} /></Field>
          <Field name="phoneTailSearch" label={t('search')} valuePropName="checked" extra={t('phoneTailHelp')}><Checkbox>{t('phoneTail')}</Checkbox></Field>
          <Field name="requireSecondFactor" label={t('safety')} valuePropName="checked" extra={t('requireFactorHelp')}><Checkbox>{t('requireFactor')}</Checkbox></Field>
        </RecordForm>
      </div>
    </Section>
  );
}
