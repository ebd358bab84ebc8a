import { Button } from 'antd';
import { Link, Navigate, useNavigate } from '@tanstack/react-router';
import { Can, failure, Moment, useAsk, useList, useMay, type AnswerOf, type RowOf } from '@dossier/client';
import { describeFilter, EmptyState, FilterSentence, Icon, ListScreen, StateDot, useLanguage, useListing, useText, type Column, type FilterField } from '@dossier/ui';
import { Plus } from 'lucide-react';
import { RolesDocument, TeamsDocument, UsersDocument } from './team.documents';
import { teamText } from './team.text';
import { TeamTabs } from './TeamTabs';

type UserRow = RowOf<AnswerOf<typeof UsersDocument>>;

/** The roles, called as in the reader's language. */
function useRoles(): { id: string; name?: string | null }[] {
  const language = useLanguage();
  const roles = useAsk(RolesDocument, {}, { skip: !useMay('role.read') }).data?.roles ?? [];
  return roles.map(({ id, name, nameEn }) => ({ id, name: (language === 'en' && nameEn) || name }));
}

/** Roles or teams in a row. */
function useNames() {
  const listing = useListing();
  const known = useRoles();
  return (refs?: { id: string; name?: string | null }[] | null) => listing((refs ?? []).map(ref => known.find(role => role.id === ref.id)?.name ?? ref.name)) || '–';
}

function useFields(): FilterField[] {
  const t = useText(teamText);
  const roles = useRoles();
  const teams = useAsk(TeamsDocument, {}, { skip: !useMay('team.read') }).data?.teams ?? [];
  const options = (rows: { id: string; name?: string | null }[]) => rows.map(row => ({ value: row.id, label: row.name ?? '' }));
  return [
    { kind: 'text', key: 'name', label: t('name') },
    { kind: 'choice', key: 'status', label: t('status'), options: (['ACTIVE', 'INVITED', 'SUSPENDED'] as const).map(value => ({ value, label: t(value) })) },
    { kind: 'ref', key: 'roles', label: t('roles'), options: options(roles) },
    { kind: 'ref', key: 'teams', label: t('teams'), options: options(teams) },
    { kind: 'day', key: 'lastSignInAt', label: t('lastSignIn') },
  ];
}

function useColumns(): Column<UserRow>[] {
  const t = useText(teamText);
  const names = useNames();
  return [
    { key: 'name', title: t('name'), sort: 'NAME', render: row => <span className="d-two-lines"><Link className="d-name" to={`/team/users/${row.id}`}>{row.name}</Link><span className="d-caption">{row.email}{row.demo ? ` · ${t('sample')}` : ''}</span></span> },
    { key: 'roles', title: t('roles'), render: row => names(row.roles) },
    { key: 'teams', title: t('teams'), render: row => names(row.teams) },
    { key: 'status', title: t('status'), render: row => <StateDot tone={row.status === 'ACTIVE' ? 'ok' : 'plain'}>{t(row.status ?? 'ACTIVE')}</StateDot> },
    { key: 'lastSignIn', title: t('lastSignIn'), align: 'right', sort: 'LAST_SIGN_IN_AT', render: row => (row.lastSignInAt ? <Moment at={row.lastSignInAt} /> : <span className="d-caption">{t('never')}</span>) },
  ];
}

/** The colleagues: who may sign in, with which roles and teams. */
export function UserListScreen() {
  const t = useText(teamText);
  const navigate = useNavigate();
  const mayRead = useMay('user.read');
  const fields = useFields();
  const columns = useColumns();
  if (!mayRead) return <Navigate to="/team/teams" />;
  return <Users fields={fields} columns={columns} add={() => void navigate({ to: '/team/users/new' })} t={t} />;
}

function Users({ fields, columns, add, t }: { fields: FilterField[]; columns: Column<UserRow>[]; add: () => void; t: ReturnType<typeof useText<keyof typeof teamText.table>> }) {
  const names = useNames();
  const list = useList(UsersDocument, { sort: 'NAME', order: 'ASC' });
  const button = <Can do="user.manage"><Button type="primary" icon={<Icon of={Plus} />} onClick={add}>{t('newUser')}</Button></Can>;
  return (
    <ListScreen<UserRow> title={t('title')} help="users" list={list} columns={columns} unit={t('unit')} actions={button} views={<TeamTabs current="users" />} failedText={failure}
      sentence={<FilterSentence subject={t('users')} fields={fields} value={list.filter} onChange={list.setFilter} />} filterWords={describeFilter(fields, list.filter)}
      open={row => `/team/users/${row.id}`} nameOf={row => row.name ?? ''} empty={<EmptyState title={t('noUsers')} text={t('noUsersText')} />}
      phoneRow={row => ({ title: row.name, lines: [row.email, `${names(row.roles)} · ${names(row.teams)}`], note: t(row.status ?? 'ACTIVE') })} />
  );
}
