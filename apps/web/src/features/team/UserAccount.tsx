import { Button, Form, Input } from 'antd';
import { useSave, useViewer } from '@dossier/client';
import { Dialog, useText } from '@dossier/ui';
import { useState } from 'react';
import { EndSessionsDocument, ReinstateUserDocument, ResetPasswordDocument, SuspendUserDocument } from './team.documents';
import { teamText } from './team.text';

interface Account { id: string; name?: string | null; status?: 'INVITED' | 'ACTIVE' | 'SUSPENDED' | null }

const LEAST_PASSWORD = 15;

/** What can be done with a colleague's account; suspending can be undone at once. */
export function UserAccount({ user }: { user: Account }) {
  const t = useText(teamText);
  const isSelf = useViewer().id === user.id;
  const [resetting, setResetting] = useState(false);
  const facts = { name: user.name ?? '' };
  const refreshes = ['users', 'user'];
  const reinstate = useSave(ReinstateUserDocument, { loud: true, refreshes, done: t('reinstated', facts) });
  const suspend = useSave(SuspendUserDocument, { loud: true, refreshes, done: t('suspended', facts), undo: () => reinstate.run({ id: user.id }) });
  const end = useSave(EndSessionsDocument, { loud: true, done: t('sessionsEnded', facts) });
  if (isSelf || user.status === 'INVITED') return null;
  return (
    <>
      <p className="d-caption d-quiet">{t('suspendText')}</p>
      <div className="d-form-verbs">
        {user.status === 'SUSPENDED' ? <Button disabled={reinstate.busy} onClick={() => void reinstate.run({ id: user.id })}>{t('reinstate')}</Button> : <Button disabled={suspend.busy} onClick={() => void suspend.run({ id: user.id })}>{t('suspend')}</Button>}
        <Button disabled={end.busy} onClick={() => void end.run({ userId: user.id })}>{t('endSessions')}</Button>
        <Button onClick={() => setResetting(true)}>{t('resetPassword')}</Button>
      </div>
      {resetting && <ResetPassword userId={user.id} onClose={() => setResetting(false)} />}
    </>
  );
}

function ResetPassword({ userId, onClose }: { userId: string; onClose: () => void }) {
  const t = useText(teamText);
  const [form] = Form.useForm<{ password: string }>();
  const save = useSave(ResetPasswordDocument, { refreshes: ['user'], done: t('passwordReset'), onDone: onClose });
  return (
    <Dialog open title={t('resetPassword')} onClose={onClose} verb={t('resetPassword')} busy={save.busy} onVerb={() => form.submit()}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ password }) => void save.run({ userId, password })}>
        <Form.Item name="password" label={t('newPassword')} extra={t('passwordHelp')} validateStatus={save.errorText ? 'error' : undefined} help={save.errorText ?? undefined} rules={[{ required: true, min: LEAST_PASSWORD, message: t('passwordShort') }]}>
          <Input.Password autoComplete="new-password" autoFocus />
        </Form.Item>
      </Form>
    </Dialog>
  );
}
