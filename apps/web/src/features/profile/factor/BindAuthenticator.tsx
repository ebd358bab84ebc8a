import { Alert, Button, Form, Input } from 'antd';
import { errorText, request, type AnswerOf } from '@dossier/client';
import { useText } from '@dossier/ui';
import { useEffect, useRef, useState } from 'react';
import { BeginFactorDocument, ConfirmFactorDocument } from './factor.documents';
import { factorText } from './factor.text';
import { RecoveryCodes } from './RecoveryCodes';
import './factor.css';

type Secret = AnswerOf<typeof BeginFactorDocument>['beginFactor'];

/** Binds an authenticator: picture, first code, recovery codes. Used at sign-in where roles demand it, and in one's settings. */
export function BindAuthenticator({ onDone }: { onDone: () => unknown }) {
  const [secret, setSecret] = useState<Secret | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    request(BeginFactorDocument, {}).then(answer => setSecret(answer.beginFactor), setFault);
  }, []);
  if (fault) return <Alert type="error" showIcon role="alert" title={errorText(fault)} />;
  if (codes) return <RecoveryCodes codes={codes} onKept={onDone} />;
  return secret && <FirstCode secret={secret} onCodes={setCodes} />;
}

function FirstCode({ secret, onCodes }: { secret: Secret; onCodes: (codes: readonly string[]) => void }) {
  const t = useText(factorText);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const submit = ({ code }: { code: string }) => {
    setBusy(true);
    request(ConfirmFactorDocument, { code }).then(answer => onCodes(answer.confirmFactor.codes), reason => {
      setFault(reason);
      setBusy(false);
    });
  };
  return (
    <Form<{ code: string }> layout="vertical" requiredMark={false} onFinish={submit} validateTrigger="onBlur" aria-label={t('title')}>
      <p className="d-note">{t('scan')}</p>
      <img className="d-qr" src={secret.picture} alt={t('picture')} width={192} height={192} />
      <p className="d-caption d-secret-line">{t('byHand')} <span className="d-mono d-anywhere">{secret.secret.match(/.{1,4}/g)?.join(' ')}</span></p>
      {fault !== null && <Alert type="error" showIcon role="alert" title={errorText(fault)} className="d-form-faults" />}
      <Form.Item name="code" label={t('code')} rules={[{ required: true, pattern: /^\s*(?:\d\s*){6}$/, message: t('codeWrong') }]}>
        <Input autoFocus inputMode="numeric" autoComplete="one-time-code" maxLength={12} />
      </Form.Item>
      <Button type="primary" htmlType="submit" disabled={busy} aria-busy={busy}>{t('confirm')}</Button>
    </Form>
  );
}
