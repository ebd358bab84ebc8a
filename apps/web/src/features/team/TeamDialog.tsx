import { Form, Input, Select } from 'antd';
import { useAsk, useMay, useSave } from '@dossier/client';
import { Dialog, useText } from '@dossier/ui';
import { CreateTeamDocument, SetTeamMembersDocument, TeamsDocument, UpdateTeamDocument, UsersDocument } from './team.documents';
import { teamText } from './team.text';
import type { TeamRow } from './team.tree';
import { refresh, request } from '@dossier/client';

interface TeamValues { name: string; parentId: string | null; leaderId: string | null; userIds: string[] }
const MOST_USERS = 200;

/** A team: its name, its place in the tree, its leader and members. */
export function TeamDialog({ team, teams, parentId, onClose }: { team?: TeamRow; teams: TeamRow[]; parentId?: string; onClose: () => void }) {
  const t = useText(teamText);
  const [form] = Form.useForm<TeamValues>();
  const users = useAsk(UsersDocument, { first: MOST_USERS }, { skip: !useMay('user.read') }).data?.users?.nodes ?? [];
  const create = useSave(CreateTeamDocument, { refreshes: ['teams'] });
  const update = useSave(UpdateTeamDocument, { refreshes: ['teams'] });
  const members = useSave(SetTeamMembersDocument, { refreshes: ['teams', 'users'], done: t('saved') });
  const fault = create.errorText ?? update.errorText ?? members.errorText;
  const submit = async ({ userIds, ...input }: TeamValues) => {
    const kept = { ...input, parentId: input.parentId ?? null, leaderId: input.leaderId ?? null };
    const id = team ? (await update.run({ id: team.id, version: await versionOf(team), input: kept }))?.updateTeam?.id : (await create.run({ input: kept }))?.createTeam?.id;
    if (!id || !(await members.run({ id, userIds }))) return;
    await refresh('teams');
    onClose();
  };
  const initial: TeamValues = { name: team?.name ?? '', parentId: team ? (team.parentId ?? null) : (parentId ?? null), leaderId: team?.leader?.id ?? null, userIds: (team?.members ?? []).map(member => member.id) };
  const options = users.map(user => ({ value: user.id, label: user.name }));
  const search = { optionFilterProp: 'label' } as const;
  return (
    <Dialog open title={team ? t('editTeamTitle', { name: team.name ?? '' }) : t('newTeam')} onClose={onClose} verb={t(team ? 'saveVerb' : 'createTeam')} busy={create.busy || update.busy || members.busy} onVerb={() => form.submit()}>
      <Form<TeamValues> form={form} layout="vertical" requiredMark={false} initialValues={initial} onFinish={submit}>
        <Form.Item name="name" label={t('teamName')} rules={[{ required: true, message: t('teamName') }]} validateStatus={fault ? 'error' : undefined} help={fault ?? undefined}><Input maxLength={80} autoFocus /></Form.Item>
        <Form.Item name="parentId" label={t('parent')}><Select allowClear placeholder={t('noParent')} options={teams.filter(other => !team || !other.path?.includes(team.id)).map(other => ({ value: other.id, label: other.name }))} showSearch={search} /></Form.Item>
        <Form.Item name="leaderId" label={t('leader')}><Select allowClear options={options} showSearch={search} /></Form.Item>
        <Form.Item name="userIds" label={t('members')}><Select mode="multiple" options={options} showSearch={search} /></Form.Item>
      </Form>
    </Dialog>
  );
}

/** The tree may have moved since it was drawn, and a team with it. */
const versionOf = async (team: TeamRow): Promise<number> => (await request(TeamsDocument, {})).teams.find(other => other.id === team.id)?.version ?? team.version;
