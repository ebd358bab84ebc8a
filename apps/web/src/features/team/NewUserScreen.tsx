import { useNavigate } from '@tanstack/react-router';
import { useMay, useSave, type AnswerOf } from '@dossier/client';
import { NotAllowed, Page, RecordForm, useLanguage, useText } from '@dossier/ui';
import { useState } from 'react';
import { InvitationLink } from './InvitationLink';
import { InviteUserDocument } from './team.documents';
import { teamText } from './team.text';
import { UserFields, type UserValues } from './UserFields';

type Sent = AnswerOf<typeof InviteUserDocument>['inviteUser'];

/** A new colleague with roles and teams, invited by mail; where no mail can leave, the link is shown this once. */
export function NewUserScreen() {
  const t = useText(teamText);
  const navigate = useNavigate();
  const allowed = useMay('user.manage');
  const language = useLanguage();
  const [shown, setShown] = useState<Sent | null>(null);
  const back = () => void navigate({ to: '/team' });
  const finish = ({ inviteUser }: { inviteUser: Sent }) => (inviteUser.link ? setShown(inviteUser) : back());
  const save = useSave(InviteUserDocument, {
    refreshes: ['users', 'teams', 'roles'],
    done: ({ inviteUser }) => t(inviteUser.link ? 'prepared' : 'invited', { name: inviteUser.user?.name ?? '' }),
    onDone: finish,
  });
  const submit = ({ roleIds, ...values }: UserValues) => save.run({ input: { ...values, language, roles: roleIds.map(roleId => ({ roleId })) } });
  return (
    <Page title={t('newUser')} crumbs={[{ label: t('title'), to: '/team' }, { label: t('users') }]} help="users">
      {!allowed && <NotAllowed />}
      {allowed && shown?.link && <InvitationLink link={shown.link} expiresAt={shown.expiresAt} onDone={back} />}
      {allowed && !shown && (
        <RecordForm<UserValues> save={save} onSubmit={submit} submitLabel={t('inviteVerb')} cancel={back} initial={{ roleIds: [], teamIds: [] }} label={t('newUser')}>
          <UserFields asBoxes />
        </RecordForm>
      )}
    </Page>
  );
}
