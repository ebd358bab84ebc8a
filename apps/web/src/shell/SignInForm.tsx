import { Alert, Button, Form, Input } from 'antd';
import { request } from '@dossier/client';
import { useText } from '@dossier/ui';
import { lazy, Suspense, useEffect, useState } from 'react';
import { SignInDocument } from './shell.documents';
import { shellText } from './shell.text';
import { CodeForm } from './sign-in/CodeForm';
import { SignInStepDocument } from './sign-in/sign-in.documents';
import { signInText } from './sign-in/sign-in.text';
import { useTry } from './sign-in/useTry';
import './sign-in.css';

const BindAuthenticator = lazy(() => import('../features/profile/factor/BindAuthenticator').then(module => ({ default: module.BindAuthenticator })));

/** What is asked for now: the password first, then what the account demands. */
export type Stage = 'PASSWORD' | 'SECOND_FACTOR' | 'ENROLMENT';

interface SignInFormProps { email?: string; begin?: Stage; onStage?: (stage: Stage) => void; onDone: () => unknown }

/** Signing in to its end, on the sign-in page and in place when a session has ended. */
export function SignInForm({ email, begin = 'PASSWORD', onStage, onDone }: SignInFormProps) {
  const t = useText(signInText);
  const [stage, setStage] = useState<Stage>(begin);
  useEffect(() => setStage(begin), [begin]);
  const go = (next: Stage) => {
    setStage(next);
    onStage?.(next);
  };
  if (stage === 'SECOND_FACTOR') return <CodeForm onDone={onDone} />;
  if (stage === 'ENROLMENT') return <Suspense fallback={null}><p className="d-note d-form-lead">{t('enrolText')}</p><BindAuthenticator onDone={onDone} /></Suspense>;
  return <PasswordForm email={email} onDone={onDone} go={go} />;
}

interface SignInValues { email: string; password: string }

function PasswordForm({ email, onDone, go }: { email?: string; onDone: () => unknown; go: (stage: Stage) => void }) {
  const t = useText(shellText);
  const { busy, fault, attempt } = useTry();
  const submit = (values: SignInValues) => attempt(async () => {
    const { signIn } = await request(SignInDocument, values);
    if (signIn) return onDone();
    const { signInStep } = await request(SignInStepDocument, {});
    if (signInStep) go(signInStep.kind);
  });
  return (
    <Form<SignInValues> noValidate layout="vertical" size="large" requiredMark={false} initialValues={{ email }} onFinish={submit} validateTrigger="onBlur" className="d-sign-in-form" aria-label={t('signIn')}>
      {fault && <Alert type="error" showIcon role="alert" title={fault} className="d-form-faults" />}
      <Form.Item name="email" label={t('email')} rules={[{ required: true, type: 'email', message: t('emailWrong') }]}>
        <Input type="email" autoComplete="username" inputMode="email" autoFocus={!email} readOnly={Boolean(email)} spellCheck={false} />
      </Form.Item>
      <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('passwordNeeded') }]}>
        <Input.Password autoComplete="current-password" autoFocus={Boolean(email)} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block disabled={busy} aria-busy={busy}>{t('signIn')}</Button>
    </Form>
  );
}
