import { Alert, Button, Form, Input } from 'antd';
import { errorText, request } from '@dossier/client';
import { useText } from '@dossier/ui';
import { useState } from 'react';
import { SignInDocument } from './shell.documents';
import { shellText } from './shell.text';

interface SignInValues { email: string; password: string }

/** E-mail and password, on the sign-in page and in place when a session has ended. */
export function SignInForm({ email, onDone }: { email?: string; onDone: () => unknown }) {
  const t = useText(shellText);
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (values: SignInValues) => {
    setBusy(true);
    try {
      await request(SignInDocument, values);
      setFault(null);
      await onDone();
    } catch (reason) {
      setFault(reason);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form<SignInValues> layout="vertical" size="large" requiredMark={false} initialValues={{ email }} onFinish={submit} validateTrigger="onBlur" className="d-sign-in-form" aria-label={t('signIn')}>
      {fault !== null && <Alert type="error" showIcon role="alert" title={errorText(fault)} className="d-form-faults" />}
      <Form.Item name="email" label={t('email')} rules={[{ required: true, type: 'email', message: t('emailWrong') }]}>
        <Input type="email" autoComplete="username" inputMode="email" autoFocus={!email} readOnly={Boolean(email)} spellCheck={false} />
      </Form.Item>
      <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('password') }]}>
        <Input.Password autoComplete="current-password" autoFocus={Boolean(email)} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block disabled={busy} aria-busy={busy}>{t('signIn')}</Button>
    </Form>
  );
}
