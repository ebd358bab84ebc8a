import { Switch } from 'antd';
import { setSingleKeys, singleKeysRest, useViewer } from '@dossier/client';
import { Dialog, KeyCap, useText } from '@dossier/ui';
import { useState } from 'react';
import { placesFor } from './navigation';
import { shellText } from './shell.text';

/** All keys on one page, and the switch for those that are single letters. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const t = useText(shellText);
  const { permissions } = useViewer();
  const [on, setOn] = useState(!singleKeysRest());
  const rows: [string, string][] = [
    ['Ctrl K', t('shortcutSearch')], ['/', t('shortcutSearch')], ['?', t('shortcutList')], ['n', t('shortcutNew')], ['e', t('shortcutEdit')],
    ['j k', t('shortcutMove')], ['x', t('shortcutSelect')], ['Ctrl Enter', t('shortcutSave')], ['Esc', t('shortcutClose')],
    ...placesFor(permissions).filter(place => place.keys).map((place): [string, string] => [place.keys!, t('goTo', { place: t(place.key) })]),
  ];
  return (
    <Dialog open title={t('shortcuts')} onClose={onClose} width={640}>
      <label className="d-switch-line"><Switch checked={on} onChange={wanted => (setSingleKeys(wanted), setOn(wanted))} aria-label={t('singleKeys')} />{t('singleKeys')}</label>
      <dl className="d-keys">{rows.map(([keys, words]) => <div key={keys}><dt>{keys.split(' ').map(key => <KeyCap key={key}>{key}</KeyCap>)}</dt><dd>{words}</dd></div>)}</dl>
    </Dialog>
  );
}
