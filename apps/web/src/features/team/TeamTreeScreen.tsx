import { Button, Tree } from 'antd';
import { Link } from '@tanstack/react-router';
import { Can, failure, useAsk, useSave } from '@dossier/client';
import { EmptyState, Failed, Icon, Page, Row, Rows, Section, useText, Waiting } from '@dossier/ui';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { ArchiveTeamDocument, TeamsDocument } from './team.documents';
import { teamText } from './team.text';
import { TeamDialog } from './TeamDialog';
import { TeamTabs } from './TeamTabs';
import { toTree, type TeamRow } from './team.tree';
import './roles.css';

/** The tree of teams at the left, the members of one at the right. */
export function TeamTreeScreen() {
  const t = useText(teamText);
  const ask = useAsk(TeamsDocument, {});
  const teams = ask.data?.teams ?? [];
  const [picked, setPicked] = useState<string | null>(null);
  const [dialog, setDialog] = useState<'new' | 'edit' | null>(null);
  const current = teams.find(team => team.id === picked) ?? teams[0];
  const add = <Can do="team.manage"><Button type="primary" icon={<Icon of={Plus} />} onClick={() => setDialog('new')}>{t('newTeam')}</Button></Can>;
  return (
    <Page title={t('title')} help="teams" actions={add} flush>
      <TeamTabs current="teams" />
      {ask.isPending && <Waiting rows={6} />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {ask.isSuccess && teams.length === 0 && <EmptyState title={t('noTeams')} text={t('noTeamsText')} />}
      {current && (
        <div className="d-split">
          <Tree aria-label={t('chooseTeam')} blockNode defaultExpandAll selectedKeys={[current.id]} onSelect={keys => keys[0] && setPicked(String(keys[0]))} treeData={toTree(teams)} titleRender={node => <span className="d-tree-line"><span>{node.title}</span><span className="d-caption">{node.count}</span></span>} />
          <TeamDetail team={current} onEdit={() => setDialog('edit')} />
        </div>
      )}
      {dialog && <TeamDialog team={dialog === 'edit' ? current : undefined} teams={teams} parentId={current?.id} onClose={() => setDialog(null)} />}
    </Page>
  );
}

function TeamDetail({ team, onEdit }: { team: TeamRow; onEdit: () => void }) {
  const t = useText(teamText);
  const archive = useSave(ArchiveTeamDocument, { loud: true, refreshes: ['teams'], done: t('teamArchived', { name: team.name ?? '' }) });
  const members = team.members ?? [];
  const verbs = <Can do="team.manage"><Button type="link" size="small" onClick={onEdit}>{t('editTeam')}</Button><Button type="link" size="small" disabled={archive.busy} onClick={() => void archive.run({ id: team.id })}>{t('archiveTeam')}</Button></Can>;
  return (
    <div>
      <Section title={team.name} note={t('people', { count: team.memberCount ?? members.length })} extra={verbs}>
        {members.length === 0 && <p className="d-caption d-quiet">{t('noMembers')}</p>}
        <Rows label={t('members')}>{members.map(member => <Row key={member.id} title={<Link className="d-name" to={`/team/users/${member.id}`}>{member.name}</Link>} value={member.id === team.leader?.id ? t('leader') : undefined} />)}</Rows>
      </Section>
    </div>
  );
}
