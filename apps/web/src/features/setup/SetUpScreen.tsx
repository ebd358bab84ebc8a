import { Button, Steps } from 'antd';
import { queryClient, useSave } from '@dossier/client';
import { appearance, Page, RecordForm, Seal, setAppearance, ThemeProvider, useText } from '@dossier/ui';
import { Form } from 'antd';
import { useState } from 'react';
import { CompanyFields, OwnerFields, type SetUpValues } from './SetUpFields';
import { SetUpOwnerDocument } from './setup.documents';
import { setupText } from './setup.text';
import './setup.css';

/** The first run: company, then the owner, then where to begin. What is typed stays while one goes back and forth. */
export function SetUpScreen() {
  return <ThemeProvider><SetUpGuide /></ThemeProvider>;
}

const zoneHere = () => Intl.DateTimeFormat().resolvedOptions().timeZone || 'Asia/Shanghai';

function SetUpGuide() {
  const t = useText(setupText);
  const [step, setStep] = useState(0);
  const [form] = Form.useForm<SetUpValues>();
  const save = useSave(SetUpOwnerDocument, { onDone: () => setStep(2) });
  const { language } = appearance();
  const initial: Partial<SetUpValues> = { timeZone: zoneHere(), currency: zoneHere() === 'Asia/Shanghai' ? 'CNY' : 'GBP', language, phoneTailSearch: true, requireSecondFactor: true };
  const submit = () => {
    if (step === 0) return setStep(1);
    return save.run({ input: form.getFieldsValue(true) as SetUpValues });
  };
  return (
    <main className="d-set-up">
      <Page title={t('title')} crumbs={[{ label: t('product') }]} actions={<Button type="link" onClick={() => setAppearance({ language: language === 'zh' ? 'en' : 'zh' })}>{t('otherLanguage')}</Button>}>
        <div className="d-set-up-body">
          <p className="d-set-up-lead"><Seal size={44} /><span className="d-note">{t('lead')}</span></p>
          <Steps current={step} items={[{ title: t('stepCompany') }, { title: t('stepOwner') }, { title: t('stepStart') }]} responsive={false} size="small" />
          {step < 2 && (
            <RecordForm<SetUpValues> form={form} save={save} initial={initial} onSubmit={submit} submitLabel={t(step === 0 ? 'next' : 'create')} label={t('title')} extra={step === 1 && <Button onClick={() => setStep(0)}>{t('back')}</Button>}>
              {step === 0 ? <CompanyFields /> : <OwnerFields />}
            </RecordForm>
          )}
          {step === 2 && <WhereToBegin />}
          {step === 0 && <p className="d-caption">{t('demoHint')}</p>}
        </div>
      </Page>
    </main>
  );
}

function WhereToBegin() {
  const t = useText(setupText);
  const go = (path: string) => () => {
    window.history.replaceState(null, '', path);
    queryClient.clear();
    window.location.assign(path);
  };
  return (
    <section className="d-set-up-begin" aria-labelledby="begin">
      <h2 id="begin">{t('doneTitle')}</h2>
      <p className="d-note">{t('doneText')}</p>
      <div className="d-form-verbs"><Button type="primary" onClick={go('/imports')}>{t('toImport')}</Button><Button onClick={go('/customers/new')}>{t('toCustomer')}</Button><Button type="link" onClick={go('/')}>{t('toHome')}</Button></div>
    </section>
  );
}
