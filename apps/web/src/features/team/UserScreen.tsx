import { useNavigate, useParams } from '@tanstack/react-router';
import { failure, Moment, request, useAsk, useMay, useSave, type AnswerOf } from '@dossier/client';
import { Facts, Failed, NothingFound, Page, RecordForm, Section, StateDot, useListing, useText, Waiting } from '@dossier/ui';
import { RoleTerms } from './RoleTerms';
import { AssignRolesDocument, UpdateUserDocument, UserDocument } from './team.documents';
import { teamText } from './team.text';
import { UserAccount } from './UserAccount';
import { UserFields, type UserValues } from './UserFields';
import { UserLimits } from './UserLimits';
import { UserState } from './UserState';

type UserRecord = NonNullable<AnswerOf<typeof UserDocument>['user']>;
const ids = (refs?: { id: string }[] | null) => (refs ?? []).map(ref => ref.id);
const same = (a: string[], b: string[]) => [...a].sort().join() === [...b].sort().join();

export function UserScreen() {
  const t = useText(teamText);
  const { id } = useParams({ strict: false }) as { id: string };
  const ask = useAsk(UserDocument, { id });
  const user = ask.data?.user;
  return (
    <Page title={user?.name ?? t('users')} browserTitle={user ? `${user.name} · ${t('users')}` : undefined} crumbs={[{ label: t('title'), to: '/team' }, { label: t('users') }]} note={user?.email} help="users">
      {ask.isPending && <Waiting rows={6} />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {ask.isSuccess && !user && <NothingFound title={t('noUsers')} />}
      {user && <UserBody key={user.id} user={user} />}
    </Page>
  );
}

function UserBody({ user }: { user: UserRecord }) {
  const t = useText(teamText);
  const manages = useMay('user.manage');
  return (
    <div className="d-columns-two">
      <div className="d-columns-main">{manages ? <UserEdit user={user} /> : <UserFacts user={user} />}</div>
      <div className="d-columns-aside">
        <Section title={t('access')}>
          <Facts items={[
            { label: t('status'), value: <StateDot tone={user.status === 'ACTIVE' ? 'ok' : 'plain'}>{t(user.status ?? 'ACTIVE')}</StateDot> },
            { label: t('lastSignIn'), value: user.lastSignInAt ? <Moment at={user.lastSignInAt} /> : t('never') },
          ]} />
          {manages && <UserState user={user} />}
          {manages && <UserAccount user={user} />}
        </Section>
        <RoleTerms user={user} />
        <UserLimits user={user} />
      </div>
    </div>
  );
}

function UserFacts({ user }: { user: UserRecord }) {
  const t = useText(teamText);
  const listing = useListing();
  const list = (refs?: { name?: string | null }[] | null) => listing((refs ?? []).map(ref => ref.name)) || '–';
  return <Facts items={[{ label: t('name'), value: user.name }, { label: t('email'), value: user.email }, { label: t('roles'), value: list(user.roles) }, { label: t('teams'), value: list(user.teams) }]} />;
}

function UserEdit({ user }: { user: UserRecord }) {
  const t = useText(teamText);
  const navigate = useNavigate();
  const mayAssign = useMay('role.assign');
  const save = useSave(UpdateUserDocument, { refreshes: ['users', 'user', 'teams', 'roles', 'me'], done: t('saved') });
  const roles = useSave(AssignRolesDocument, { loud: true, refreshes: ['users', 'user', 'roles', 'me'] });
  const initial: UserValues = { name: user.name ?? '', email: user.email ?? '', roleIds: ids(user.roles), teamIds: ids(user.teams) };
  const submit = async ({ roleIds, name, email, teamIds }: UserValues) => {
    if (mayAssign && !same(roleIds, initial.roleIds) && !(await roles.run({ userId: user.id, roleIds }))) return;
    const fresh = await request(UserDocument, { id: user.id });
    await save.run({ id: user.id, version: fresh.user?.version ?? user.version, input: { name, email, teamIds } });
  };
  return <RecordForm<UserValues> save={save} initial={initial} onSubmit={submit} submitLabel={t('saveVerb')} cancel={() => void navigate({ to: '/team' })} label={user.name ?? ''}><UserFields /></RecordForm>;
}
