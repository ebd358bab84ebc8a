import { Input, Segmented } from 'antd';
import { refresh, request, useMay, useSave, useViewer } from '@dossier/client';
import { Facts, Field, Page, RecordForm, Section, setAppearance, useAppearance, useListing, useText, type Appearance } from '@dossier/ui';
import { CompanySettings } from './CompanySettings';
import { ValueSettings } from './ValueSettings';
import { Delegations } from './delegation/Delegations';
import { FactorSection } from './factor/FactorSection';
import { ChangePasswordDocument, MyPreferencesDocument } from './profile.documents';
import { profileText } from './profile.text';
import { Sessions } from './Sessions';

/** Beside a second factor; without one the server asks for more and says so. */
const LEAST_PASSWORD = 8;

/** What a person decides for themselves; who manages the company finds its settings here too. */
export function ProfileScreen() {
  const t = useText(profileText);
  const managesCompany = useMay('company.manage');
  return (
    <Page title={t('title')} help="sign-in">
      <div className="d-columns-two">
        <div className="d-columns-main"><AboutMe /><Delegations />{managesCompany && <><CompanySettings /><ValueSettings /></>}</div>
        <div className="d-columns-aside"><Look /><Password /><FactorSection /><Sessions /></div>
      </div>
    </Page>
  );
}

function AboutMe() {
  const t = useText(profileText);
  const me = useViewer();
  const save = useSave(MyPreferencesDocument, { refreshes: ['me'], done: t('saved') });
  const listing = useListing();
  const list = (refs: { name?: string | null }[]) => listing(refs.map(ref => ref.name)) || '–';
  return (
    <Section title={t('about')}>
      <Facts items={[{ label: t('email'), value: me.email }, { label: t('roles'), value: list(me.roles) }, { label: t('teams'), value: list(me.teams) }]} />
      <div className="d-quiet">
        <RecordForm<{ name: string }> save={save} initial={{ name: me.name }} onSubmit={({ name }) => save.run({ input: { name } })} quiet submitLabel={t('saveName')} label={t('about')}>
          <Field name="name" label={t('name')} required><Input maxLength={80} autoComplete="name" /></Field>
        </RecordForm>
      </div>
    </Section>
  );
}

function Look() {
  const t = useText(profileText);
  const now = useAppearance();
  const choose = (change: Partial<Appearance>) => {
    setAppearance(change);
    void request(MyPreferencesDocument, { input: change }).then(() => refresh('me'), () => undefined);
  };
  const line = <K extends keyof Appearance>(field: K, options: { value: Appearance[K]; label: string }[]) => ({
    label: t(field), value: <Segmented<string> aria-label={t(field)} value={now[field]} options={options} onChange={value => choose({ [field]: value } as Partial<Appearance>)} />,
  });
  return (
    <Section title={t('look')}>
      <Facts items={[
        line('language', [{ value: 'zh', label: '中文' }, { value: 'en', label: 'English' }]),
        line('theme', [{ value: 'light', label: t('light') }, { value: 'dark', label: t('dark') }, { value: 'system', label: t('system') }]),
        line('density', [{ value: 'comfortable', label: t('comfortable') }, { value: 'compact', label: t('compact') }]),
      ]} />
    </Section>
  );
}

interface PasswordValues { current: string; next: string }

function Password() {
  const t = useText(profileText);
  const save = useSave(ChangePasswordDocument, { done: t('changed') });
  return (
    <div id="password" className="d-section">
      <Section title={t('password')}>
        <div className="d-quiet">
          <RecordForm<PasswordValues> save={save} onSubmit={values => save.run(values)} quiet submitLabel={t('changeVerb')} label={t('password')}>
            <Field name="current" label={t('current')} required><Input.Password autoComplete="current-password" /></Field>
            <Field name="next" label={t('next')} required extra={t('passwordHelp')} rules={[{ min: LEAST_PASSWORD, message: t('passwordShort') }]}><Input.Password autoComplete="new-password" maxLength={256} /></Field>
          </RecordForm>
        </div>
      </Section>
    </div>
  );
}
