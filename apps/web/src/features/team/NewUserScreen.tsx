import { Input } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { useMay, useSave } from '@dossier/client';
import { Field, NotAllowed, Page, RecordForm, useText } from '@dossier/ui';
import { CreateUserDocument } from './team.documents';
import { teamText } from './team.text';
import { UserFields, type UserValues } from './UserFields';

const LEAST_PASSWORD = 15;

/** A new colleague with roles, teams and a first password. */
export function NewUserScreen() {
  const t = useText(teamText);
  const navigate = useNavigate();
  const allowed = useMay('user.manage');
  const back = () => void navigate({ to: '/team' });
  const save = useSave(CreateUserDocument, { refreshes: ['users', 'teams', 'roles'], done: answer => t('added', { name: answer.createUser?.name ?? '' }), onDone: back });
  const submit = ({ password = '', ...values }: UserValues) => save.run({ input: { ...values, password } });
  return (
    <Page title={t('newUser')} crumbs={[{ label: t('title'), to: '/team' }, { label: t('users') }]} help="users">
      {!allowed ? <NotAllowed /> : (
        <RecordForm<UserValues> save={save} onSubmit={submit} submitLabel={t('addVerb')} cancel={back} initial={{ roleIds: [], teamIds: [] }} label={t('newUser')}>
          <UserFields />
          <Field name="password" label={t('password')} required extra={t('passwordHelp')} rules={[{ min: LEAST_PASSWORD, message: t('passwordShort') }]}><Input.Password autoComplete="new-password" maxLength={256} /></Field>
        </RecordForm>
      )}
    </Page>
  );
}
