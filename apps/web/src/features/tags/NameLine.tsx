import { Button, Input } from 'antd';
import { Pencil, Plus } from 'lucide-react';
import { Icon, useText } from '@dossier/ui';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { tagsText } from './tags.text';

const MOST = 40;
const isEnter = (event: KeyboardEvent): boolean => event.key === 'Enter' && !event.nativeEvent.isComposing;

interface NameLineProps { name: string; note: string; verbs?: ReactNode; onRename: (name: string) => Promise<unknown> }

/** A name that is changed where it stands. */
export function NameLine({ name, note, verbs, onRename }: NameLineProps) {
  const t = useText(tagsText);
  const [typed, setTyped] = useState<string | null>(null);
  const save = async () => {
    if (typed === null || typed.trim() === '' || typed.trim() === name) return setTyped(null);
    if (await onRename(typed.trim())) setTyped(null);
    return undefined;
  };
  const keys = (event: KeyboardEvent) => {
    if (isEnter(event)) void save();
    if (event.key === 'Escape' && !event.nativeEvent.isComposing) setTyped(null);
  };
  return (
    <li className="d-row">
      <span className="d-row-words">
        {typed === null ? <span className="d-row-title">{name}</span> : <Input className="tag-name" autoFocus aria-label={t('renameThing', { name })} maxLength={MOST} value={typed} onChange={(event) => setTyped(event.target.value)} onKeyDown={keys} onBlur={() => void save()} />}
      </span>
      <span className="d-row-value">{note}</span>
      <span className="tag-verbs">
        {typed === null && <Button type="text" size="small" icon={<Icon of={Pencil} />} aria-label={t('renameThing', { name })} onClick={() => setTyped(name)}>{t('rename')}</Button>}
        {typed === null && verbs}
      </span>
    </li>
  );
}

/** A field and its verb at the end of the list. */
export function AddLine({ label, verb, busy, extra, onAdd }: { label: string; verb: string; busy: boolean; extra?: ReactNode; onAdd: (name: string) => Promise<unknown> }) {
  const [name, setName] = useState('');
  const add = async () => {
    if (name.trim() !== '' && (await onAdd(name.trim()))) setName('');
  };
  return (
    <div className="tag-add">
      <Input className="tag-name" aria-label={label} placeholder={label} maxLength={MOST} value={name} onChange={(event) => setName(event.target.value)} onKeyDown={(event) => isEnter(event) && void add()} />
      {extra}
      <Button icon={<Icon of={Plus} />} disabled={busy || name.trim() === ''} onClick={() => void add()}>{verb}</Button>
    </div>
  );
}
