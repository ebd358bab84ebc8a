import { Button } from 'antd';
import { failure, useAsk, useMay, useSave } from '@dossier/client';
import { Failed, Page, useLanguage, useText, Waiting } from '@dossier/ui';
import { useState } from 'react';
import { RoleEditor } from './RoleEditor';
import { RoleNameDialog, type NameAct } from './RoleNameDialog';
import type { RoleRow } from './role.rows';
import { ArchivedRolesDocument, RestoreRoleDocument, RolesDocument } from './team.documents';
import { teamText } from './team.text';
import { TeamTabs } from './TeamTabs';
import './roles.css';

/** What each role may do, and its editor for who may change it. */
export function RolesScreen() {
  const t = useText(teamText);
  const language = useLanguage();
  const ask = useAsk(RolesDocument, {});
  const mayManage = useMay('role.manage');
  const roles = ask.data?.roles ?? [];
  const [picked, setPicked] = useState<string | null>(null);
  const [naming, setNaming] = useState<NameAct | null>(null);
  const role = roles.find(one => one.id === picked) ?? roles[0];
  const nameOf = (one: Pick<RoleRow, 'name' | 'nameEn'>) => (language === 'en' ? (one.nameEn ?? one.name) : one.name) ?? '';
  return (
    <Page title={t('title')} help="roles" flush>
      <TeamTabs current="roles" />
      {ask.isPending && <Waiting />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {role && (
        <div className="d-roles">
          <div>
            <ul className="d-role-list" aria-label={t('roleList')}>
              {roles.map(one => <li key={one.id}><button type="button" aria-current={one.id === role.id} onClick={() => setPicked(one.id)}><span>{nameOf(one)}</span><span className="d-caption">{one.userCount}</span></button></li>)}
            </ul>
            {mayManage && <Button type="text" className="d-role-new" onClick={() => setNaming('NEW')}>{t('newRole')}</Button>}
            {mayManage && <ArchivedRoles nameOf={nameOf} />}
          </div>
          <RoleEditor key={`${role.id} ${role.version}`} role={role} name={nameOf(role)} onName={setNaming} />
        </div>
      )}
      {naming && <RoleNameDialog act={naming} role={role} onClose={() => setNaming(null)} onMade={setPicked} />}
    </Page>
  );
}

function ArchivedRoles({ nameOf }: { nameOf: (role: Pick<RoleRow, 'name' | 'nameEn'>) => string }) {
  const t = useText(teamText);
  const roles = useAsk(ArchivedRolesDocument, {}).data?.roles ?? [];
  const restore = useSave(RestoreRoleDocument, { loud: true, refreshes: ['roles', 'me', 'users', 'user'], done: t('roleRestored') });
  if (roles.length === 0) return null;
  return (
    <details className="d-role-archived">
      <summary>{t('archivedRoles', { count: roles.length })}</summary>
      <ul>{roles.map(one => <li key={one.id}><span className="d-note">{nameOf(one)}</span><Button size="small" type="link" disabled={restore.busy} onClick={() => void restore.run({ id: one.id })}>{t('restoreRole')}</Button></li>)}</ul>
    </details>
  );
}
