import { Radio, Select } from 'antd';
import { DATA_SCOPES, permissions, type Permission } from '@dossier/vocabulary/permissions';
import { Unseen, useLanguage, usePhone, useText } from '@dossier/ui';
import { Fragment } from 'react';
import { COLUMNS, columnOf, groupedWords, sayFields, type Column, type Rights } from './role.rows';
import { teamText } from './team.text';

export interface RoleTableProps {
  name: string;
  people: number;
  rights: Rights;
  changed: ReadonlySet<Permission>;
  /** Words whose fields can be excepted. */
  fielded: ReadonlySet<string>;
  onScope?: (word: Permission, column: Column) => void;
  onFields?: (word: Permission) => void;
}

const offered = (word: Permission, column: Column): boolean => permissions[word].scoped || column === 'NONE' || column === 'ALL';

/** Action by scope and fields: radios on a wide page, one choice a row on a phone. */
export function RoleTable(props: RoleTableProps) {
  const phone = usePhone();
  return phone ? <PhoneTable {...props} /> : <WideTable {...props} />;
}

function WideTable(props: RoleTableProps) {
  const t = useText(teamText);
  return (
    <div className="d-role-scroll">
      <table className="d-grid" aria-label={t('rightsOf', { name: props.name })}>
        <thead>
          <tr><th scope="col">{t('action')}</th>{COLUMNS.map(column => <th scope="col" key={column} className="d-scope">{t(`scope${column}`)}</th>)}<th scope="col">{t('fields')}</th><th scope="col" className="d-figures-right">{t('who')}</th></tr>
        </thead>
        <tbody>
          {groupedWords().map(group => (
            <Fragment key={group.key}>
              <tr><th scope="rowgroup" colSpan={8} className="d-grid-group">{t(group.key)}</th></tr>
              {group.words.map(word => <Line key={word} word={word} {...props} />)}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ word, ...props }: RoleTableProps & { word: Permission }) {
  const t = useText(teamText);
  const language = useLanguage();
  const at = COLUMNS.indexOf(columnOf(props.rights, word));
  return (
    <tr>
      <th scope="row">{permissions[word][language]}{props.changed.has(word) && <ChangedDot />}</th>
      {COLUMNS.map((column, index) => <ScopeCell key={column} word={word} column={column} chosen={index === at} filled={at > 0 && index > 0 && index <= at} onScope={props.onScope} />)}
      <td><FieldsOf word={word} {...props} /></td>
      <td className="d-figures-right">{at > 0 ? t('people', { count: props.people }) : 0}</td>
    </tr>
  );
}

interface CellProps { word: Permission; column: Column; chosen: boolean; filled: boolean; onScope?: RoleTableProps['onScope'] }

function ScopeCell({ word, column, chosen, filled, onScope }: CellProps) {
  const t = useText(teamText);
  const language = useLanguage();
  const scope = t(`scope${column}`);
  return (
    <td className={filled ? 'd-scope d-scope-filled' : 'd-scope'}>
      {offered(word, column) && (onScope
        ? <label className="d-scope-choice"><Radio name={word} checked={chosen} onChange={() => onScope(word, column)} aria-label={`${permissions[word][language]}: ${scope}`} /></label>
        : <span aria-hidden><Radio checked={chosen} tabIndex={-1} className="d-radio-shown" /></span>)}
      {chosen && !onScope && <Unseen>{t('allowed', { scope })}</Unseen>}
    </td>
  );
}

function FieldsOf({ word, rights, fielded, onFields }: RoleTableProps & { word: Permission }) {
  const t = useText(teamText);
  const language = useLanguage();
  const grant = rights[word];
  if (!grant) return <span className="d-note">–</span>;
  const words = sayFields(grant.fields, t, language) ?? t('allFields');
  if (!onFields || !fielded.has(word)) return grant.fields ? <span className="d-dashed">{words}</span> : <span className="d-note">{t('allFields')}</span>;
  return <button type="button" className="d-token-plain" onClick={() => onFields(word)}>{words}<Unseen>{t('chooseFields', { action: permissions[word][language] })}</Unseen></button>;
}

function ChangedDot() {
  const t = useText(teamText);
  return <><span className="d-changed-dot" aria-hidden /><Unseen>{t('unsaved')}</Unseen></>;
}

function PhoneTable(props: RoleTableProps) {
  const t = useText(teamText);
  const language = useLanguage();
  const options = (word: Permission) => (['NONE', ...DATA_SCOPES] as const).filter(column => offered(word, column)).map(column => ({ value: column, label: t(`scope${column}`) }));
  return (
    <div role="group" aria-label={t('rightsOf', { name: props.name })}>
      {groupedWords().map(group => (
        <section key={group.key}>
          <h2 className="d-role-group">{t(group.key)}</h2>
          <ul>
            {group.words.map(word => (
              <li key={word} className="d-role-row">
                <div className="d-role-row-words"><span>{permissions[word][language]}{props.changed.has(word) && <ChangedDot />}</span><span className="d-caption"><FieldsOf word={word} {...props} /></span></div>
                {!props.onScope ? <span className="d-note">{t(`scope${columnOf(props.rights, word)}`)}</span> : <Select<Column> value={columnOf(props.rights, word)} options={options(word)} onChange={column => props.onScope?.(word, column)} aria-label={permissions[word][language]} size="large" className="d-role-select" />}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
