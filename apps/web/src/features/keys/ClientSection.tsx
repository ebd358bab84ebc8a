import { Button } from 'antd';
import { Moment, useFormat, useMaybeViewer } from '@dossier/client';
import { Icon, Section, StateDot, useLanguage, useListing, useText } from '@dossier/ui';
import { Pencil, Plus, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { followedIn, isOpen, reachOf, stateOf, type ClientRow, type KeyRow, type KeyState, type RoleChoice } from './keys.rules';
import { keysText } from './keys.text';

export type Asking = { kind: 'key' | 'edit' | 'archive'; client: ClientRow } | { kind: 'revoke' | 'rotate'; client: ClientRow; key: KeyRow };
const TONE: Record<KeyState, 'ok' | 'warn' | 'plain'> = { live: 'ok', endsSoon: 'warn', ending: 'warn', expired: 'plain', revoked: 'plain' };

/** What a client can see, as a sentence. */
function useReach(client: ClientRow, roles: readonly RoleChoice[]): string {
  const t = useText(keysText);
  const listing = useListing();
  if (client.actsFor) return t('reachPerson', { name: client.actsFor.name ?? '' });
  const reach = reachOf((client.roles ?? []).map(role => role.id), roles);
  const teams = listing((client.teams ?? []).map(team => team.name));
  if (reach === null) return t('reachNONE');
  if (teams === '' && reach !== 'ALL' && reach !== 'SELF') return t('reachNoTeam');
  return reach === 'TEAM_TREE' ? t('reachTREE', { teams }) : reach === 'TEAM' ? t('reachTEAM', { teams }) : t(`reach${reach}`);
}

/** One program: who it is, what it reaches, and its keys. */
export function ClientSection({ client, roles, ask }: { client: ClientRow; roles: readonly RoleChoice[]; ask: (asking: Asking) => void }) {
  const t = useText(keysText);
  const language = useLanguage();
  const listing = useListing();
  const [showsEnded, setShowsEnded] = useState(false);
  const reach = useReach(client, roles);
  const keys = client.keys ?? [];
  const followed = followedIn(keys);
  const ended = keys.filter(key => !isOpen(stateOf(key, followed)));
  const name = client.name ?? '';
  const roleNames = listing((client.roles ?? []).map(role => (language === 'en' ? roles.find(one => one.id === role.id)?.nameEn : null) ?? role.name)) || '–';
  const extra = (
    <span className="keys-verbs">
      <Button type="text" size="small" icon={<Icon of={Pencil} />} aria-label={t('editThing', { name })} onClick={() => ask({ kind: 'edit', client })}>{t('edit')}</Button>
      <Button type="text" size="small" aria-label={t('archiveThing', { name })} onClick={() => ask({ kind: 'archive', client })}>{t('archive')}</Button>
    </span>
  );
  return (
    <Section title={name} note={client.description ?? undefined} extra={extra}>
      <p className="d-note keys-about">{t('about', { roles: roleNames, reach })}</p>
      <ul className="d-rows" aria-label={`${name} ${t('keys')}`}>
        {keys.filter(key => showsEnded || isOpen(stateOf(key, followed))).map(key => <KeyLine key={key.id} row={key} state={stateOf(key, followed)} ask={kind => ask({ kind, client, key })} />)}
        {keys.length === ended.length && !showsEnded && <li className="d-row d-note">{t('noKeys')}</li>}
      </ul>
      <div className="keys-foot">
        <Button icon={<Icon of={Plus} />} onClick={() => ask({ kind: 'key', client })}>{t('newKey')}</Button>
        {ended.length > 0 && !showsEnded && <Button type="link" onClick={() => setShowsEnded(true)}>{t('endedKeys', { count: ended.length })}</Button>}
      </div>
    </Section>
  );
}

function KeyLine({ row, state, ask }: { row: KeyRow; state: KeyState; ask: (kind: 'revoke' | 'rotate') => void }) {
  const t = useText(keysText);
  const format = useFormat();
  const zone = useMaybeViewer()?.company.timeZone ?? undefined;
  const listing = useListing();
  const name = row.name ?? '';
  // A key ends with its last day: the instant is the first one after it.
  const lastDay = row.expiresAt ? new Date(new Date(row.expiresAt).getTime() - 1).toLocaleDateString('en-CA', { timeZone: zone }) : null;
  const networks = listing(row.ipList ?? []) || t('anyNetwork');
  return (
    <li className="d-row keys-line">
      <span className="d-row-words">
        <span className="d-row-title">{name} <code className="keys-id">dsr_{row.publicId}_…</code></span>
        <span className="d-caption">{networks} · {t('perMinute', { count: row.ratePerMinute ?? 0 })}{row.maker ? ` · ${t('madeBy', { name: row.maker.name ?? '' })}` : ''}</span>
      </span>
      <span className="d-row-value keys-used">
        <StateDot tone={TONE[state]}>{t(state)}{isOpen(state) && lastDay ? ` · ${t('until', { day: format.day(lastDay) })}` : ''}</StateDot>
        <span className="d-caption">{row.lastUsedAt ? <>{t('lastUsed')} <Moment at={row.lastUsedAt} /> {t('fromNetwork', { network: row.lastNetwork ?? '' })}</> : t('neverUsed')}</span>
      </span>
      <span className="keys-verbs">
        {isOpen(state) && <Button type="text" size="small" icon={<Icon of={RefreshCw} />} aria-label={t('rotateThing', { name })} onClick={() => ask('rotate')}>{t('rotate')}</Button>}
        {isOpen(state) && <Button type="text" size="small" danger aria-label={t('revokeThing', { name })} onClick={() => ask('revoke')}>{t('revoke')}</Button>}
      </span>
    </li>
  );
}
