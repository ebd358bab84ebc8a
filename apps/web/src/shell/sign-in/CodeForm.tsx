import { Alert, Button, Form, Input } from 'antd';
import { request } from '@dossier/client';
import { useText } from '@dossier/ui';
import { useState } from 'react';
import { VerifyRecoveryCodeDocument, VerifySecondFactorDocument } from './sign-in.documents';
import { signInText } from './sign-in.text';
import { useTry } from './useTry';

/** The second half of a sign-in: six digits of the authenticator, or one of the codes kept for its loss. */
export function CodeForm({ onDone }: { onDone: () => unknown }) {
  const t = useText(signInText);
  const [recovering, setRecovering] = useState(false);
  const { busy, fault, attempt, clear } = useTry();
  const submit = ({ code }: { code: string }) => attempt(async () => {
    await request<unknown, { code: string }>(recovering ? VerifyRecoveryCodeDocument : VerifySecondFactorDocument, { code });
    await onDone();
  });
  const turn = () => {
    clear();
    setRecovering(!recovering);
  };
  const digits = { required: true, pattern: /^\s*(?:\d\s*){6}$/, message: t('codeWrong') };
  return (
    <Form<{ code: string }> key={String(recovering)} layout="vertical" size="large" requiredMark={false} onFinish={submit} validateTrigger="onBlur" className="d-sign-in-form" aria-label={t('codeTitle')}>
      <p className="d-note d-form-lead">{t(recovering ? 'recoveryText' : 'codeText')}</p>
      {fault && <Alert type="error" showIcon role="alert" title={fault} className="d-form-faults" />}
      <Form.Item name="code" label={t(recovering ? 'recovery' : 'code')} rules={[recovering ? { required: true, message: t('recovery') } : digits]}>
        <Input autoFocus autoComplete={recovering ? 'off' : 'one-time-code'} inputMode={recovering ? 'text' : 'numeric'} maxLength={40} spellCheck={false} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block disabled={busy} aria-busy={busy}>{t('codeVerb')}</Button>
      <p className="d-form-turn"><button type="button" className="d-link" onClick={turn}>{t(recovering ? 'useCode' : 'useRecovery')}</button></p>
    </Form>
  );
}
