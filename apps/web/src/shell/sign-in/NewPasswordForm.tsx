import { Alert, Button, Form, Input } from 'antd';
import { useText } from '@dossier/ui';
import { signInText } from './sign-in.text';
import { useTry } from './useTry';

interface NewPasswordFormProps { email: string; verb: string; least?: number; send: (password: string) => Promise<unknown> }

/** A password for an account that a link has opened. */
export function NewPasswordForm({ email, verb, least = 15, send }: NewPasswordFormProps) {
  const t = useText(signInText);
  const { busy, fault, attempt } = useTry();
  return (
    <Form<{ password: string }> layout="vertical" size="large" requiredMark={false} onFinish={({ password }) => attempt(() => send(password))} validateTrigger="onBlur" className="d-sign-in-form" aria-label={verb}>
      {fault && <Alert type="error" showIcon role="alert" title={fault} className="d-form-faults" />}
      {/* Password managers file the new password under this name. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <Form.Item name="password" label={t('newPassword')} extra={t(least < 15 ? 'newHelp' : 'newHelpAlone')} rules={[{ required: true, min: least, message: t('newShort', { least }) }]}>
        <Input.Password autoComplete="new-password" maxLength={256} autoFocus />
      </Form.Item>
      <Button type="primary" htmlType="submit" block disabled={busy} aria-busy={busy}>{verb}</Button>
    </Form>
  );
}
