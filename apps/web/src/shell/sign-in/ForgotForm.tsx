import { Alert, Button, Form, Input } from 'antd';
import { request } from '@dossier/client';
import { useText } from '@dossier/ui';
import { useState } from 'react';
import { shellText } from '../shell.text';
import { AskPasswordResetDocument } from './sign-in.documents';
import { signInText } from './sign-in.text';
import { useTry } from './useTry';

/** Asks for a link to set a new password; the answer is the same for every address. */
export function ForgotForm({ onBack }: { onBack: () => void }) {
  const t = useText(signInText);
  const say = useText(shellText);
  const { busy, fault, attempt } = useTry();
  const [sent, setSent] = useState(false);
  const submit = ({ email }: { email: string }) => attempt(async () => {
    await request(AskPasswordResetDocument, { email });
    setSent(true);
  });
  const back = <p className="d-form-turn"><button type="button" className="d-link" onClick={onBack}>{t('backToSignIn')}</button></p>;
  if (sent) return <><Alert type="success" showIcon role="status" title={t('forgotSent')} />{back}</>;
  return (
    <Form<{ email: string }> noValidate layout="vertical" size="large" requiredMark={false} onFinish={submit} validateTrigger="onBlur" className="d-sign-in-form" aria-label={t('forgotTitle')}>
      <p className="d-note d-form-lead">{t('forgotText')}</p>
      {fault && <Alert type="error" showIcon role="alert" title={fault} className="d-form-faults" />}
      <Form.Item name="email" label={say('email')} rules={[{ required: true, type: 'email', message: say('emailWrong') }]}>
        <Input type="email" autoComplete="username" inputMode="email" autoFocus spellCheck={false} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block disabled={busy} aria-busy={busy}>{t('forgotVerb')}</Button>
      {back}
    </Form>
  );
}
