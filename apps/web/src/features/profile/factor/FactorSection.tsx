import { Button } from 'antd';
import { Moment, refresh, useAsk, useSave, type AnswerOf } from '@dossier/client';
import { Dialog, Facts, Failed, Section, StateDot, useText, Waiting } from '@dossier/ui';
import { useState } from 'react';
import { BindAuthenticator } from './BindAuthenticator';
import { DisableFactorDocument, MySecondFactorDocument, RenewRecoveryCodesDocument } from './factor.documents';
import { factorText } from './factor.text';
import { ProviderRows } from './ProviderRows';
import { RecoveryCodes } from './RecoveryCodes';

type State = AnswerOf<typeof MySecondFactorDocument>;

/** One's own second factor: on, off, new codes; and the outside accounts that open this one. */
export function FactorSection() {
  const t = useText(factorText);
  const ask = useAsk(MySecondFactorDocument, {});
  return (
    <div id="factor">
      <Section title={t('title')}>
        {ask.isPending && <Waiting rows={2} />}
        {ask.isError && <Failed text={t('off')} number={null} onRetry={() => void ask.refetch()} />}
        {ask.data && <FactorBody state={ask.data.mySecondFactor} />}
      </Section>
      {ask.data?.signInProvider && <ProviderRows provider={ask.data.signInProvider.name} links={ask.data.mySecondFactor.providers} />}
    </div>
  );
}

function FactorBody({ state }: { state: State['mySecondFactor'] }) {
  const t = useText(factorText);
  const [binding, setBinding] = useState(false);
  const done = async () => {
    setBinding(false);
    await refresh('mySecondFactor', 'mySessions');
  };
  if (state.confirmedAt) return <FactorOn state={state} />;
  return (
    <>
      <p className="d-note d-quiet">{t('offText')}{state.required && ` ${t('required')}`}</p>
      <Button onClick={() => setBinding(true)}>{t('turnOn')}</Button>
      <Dialog open={binding} title={t('title')} onClose={() => void done()}>{binding && <BindAuthenticator onDone={done} />}</Dialog>
    </>
  );
}

function FactorOn({ state }: { state: State['mySecondFactor'] }) {
  const t = useText(factorText);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [leaving, setLeaving] = useState(false);
  const renew = useSave(RenewRecoveryCodesDocument, { loud: true, refreshes: ['mySecondFactor'], onDone: answer => setCodes(answer.renewRecoveryCodes.codes) });
  const off = useSave(DisableFactorDocument, { loud: true, refreshes: ['mySecondFactor'], done: t('turnedOff'), onDone: () => setLeaving(false) });
  return (
    <>
      <Facts items={[
        { label: t('state'), value: <StateDot tone="ok">{t('on')}</StateDot> },
        { label: t('since'), value: state.confirmedAt && <Moment at={state.confirmedAt} /> },
        { label: t('codesLeft'), value: `${state.codesLeft} / 10` },
      ]} />
      {state.required && <p className="d-caption d-quiet">{t('required')}</p>}
      <div className="d-quiet d-form-verbs">
        <Button disabled={renew.busy} onClick={() => void renew.run({})}>{t('newCodes')}</Button>
        {!state.required && <Button onClick={() => setLeaving(true)}>{t('turnOff')}</Button>}
      </div>
      <Dialog open={codes !== null} title={t('codesTitle')} onClose={() => setCodes(null)}>{codes && <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />}</Dialog>
      <Dialog open={leaving} title={t('turnOffTitle')} onClose={() => setLeaving(false)} verb={t('turnOff')} danger busy={off.busy} onVerb={() => off.run({})}>{t('turnOffText')}</Dialog>
    </>
  );
}
