import { Radio } from 'antd';
import { failure, useAsk } from '@dossier/client';
import { DATA_SCOPES, permissions, type Permission } from '@dossier/vocabulary/permissions';
import { Failed, Page, Unseen, useLanguage, useText, Waiting } from '@dossier/ui';
import { Fragment, useState } from 'react';
import { groupedWords, sayFields, type RoleRow } from './role.rows';
import { RolesDocument } from './team.documents';
import { teamText } from './team.text';
import { TeamTabs } from './TeamTabs';
import './roles.css';

const COLUMNS = ['NONE', ...DATA_SCOPES] as const;
type Column = (typeof COLUMNS)[number];

/** What each role may do: action by scope, fields as tokens. */
export function RolesScreen() {
  const t = useText(teamText);
  const language = useLanguage();
  const ask = useAsk(RolesDocument, {});
  const roles = ask.data?.roles ?? [];
  const [picked, setPicked] = useState<string | null>(null);
  const role = roles.find(one => one.id === picked) ?? roles[0];
  const about = (one: RoleRow) => (`role${one.code ?? ''}` in teamText.table ? t(`role${one.code}` as 'roleSALES') : one.description);
  const nameOf = (one: RoleRow) => (language === 'en' ? (one.nameEn ?? one.name) : one.name) ?? '';
  return (
    <Page title={t('title')} help="roles" flush>
      <TeamTabs current="roles" />
      {ask.isPending && <Waiting />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {role && (
        <div className="d-roles">
          <ul className="d-role-list" aria-label={t('roleList')}>
            {roles.map(one => <li key={one.id}><button type="button" aria-current={one.id === role.id} onClick={() => setPicked(one.id)}><span>{nameOf(one)}</span><span className="d-caption">{one.userCount}</span></button></li>)}
          </ul>
          <div className="d-role-table"><p className="d-note">{about(role)}{role.shipped ? ` · ${t('shippedRole')}` : ''}</p><RoleTable role={role} name={nameOf(role)} /></div>
        </div>
      )}
    </Page>
  );
}

function RoleTable({ role, name }: { role: RoleRow; name: string }) {
  const t = useText(teamText);
  return (
    <table className="d-grid" aria-label={t('rightsOf', { name })}>
      <thead>
        <tr><th scope="col">{t('action')}</th>{COLUMNS.map(column => <th scope="col" key={column} className="d-scope">{t(`scope${column}`)}</th>)}<th scope="col">{t('fields')}</th><th scope="col" className="d-figures-right">{t('who')}</th></tr>
      </thead>
      <tbody>
        {groupedWords().map(group => (
          <Fragment key={group.key}>
            <tr><th scope="rowgroup" colSpan={8} className="d-grid-group">{t(group.key)}</th></tr>
            {group.words.map(word => <RoleLine key={word} word={word} role={role} />)}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

function RoleLine({ word, role }: { word: Permission; role: RoleRow }) {
  const t = useText(teamText);
  const language = useLanguage();
  const grant = (role.grants ?? []).find(one => one.action === word);
  const { scoped } = permissions[word];
  const scope: Column = grant ? (scoped ? ((grant.scope ?? 'NONE') as Column) : 'ALL') : 'NONE';
  const at = COLUMNS.indexOf(scope);
  const words = sayFields(grant?.fields, t);
  const cell = (column: Column, index: number) => {
    const offered = scoped || column === 'NONE' || column === 'ALL';
    const filled = at > 0 && index > 0 && index <= at;
    return <td key={column} className={filled ? 'd-scope d-scope-filled' : 'd-scope'}>{offered && <span aria-hidden><Radio checked={index === at} disabled={false} tabIndex={-1} className="d-radio-shown" /></span>}{index === at && <Unseen>{t('allowed', { scope: t(`scope${column}`) })}</Unseen>}</td>;
  };
  return (
    <tr>
      <th scope="row">{permissions[word][language]}</th>
      {COLUMNS.map(cell)}
      <td>{!grant ? '–' : words ? <span className="d-token-fixed d-dashed">{words}</span> : <span className="d-note">{t('allFields')}</span>}</td>
      <td className="d-figures-right">{grant ? t('people', { count: role.userCount ?? 0 }) : 0}</td>
    </tr>
  );
}
