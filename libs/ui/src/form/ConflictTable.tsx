import { Button, Radio } from 'antd';
import { useState } from 'react';
import { useText } from '../texts/texts';
import { uiText } from '../texts/ui.text';

export type Side = 'mine' | 'theirs';
/** Both values of each field that somebody else changed meanwhile; `resolve` saves with the chosen sides. */
export interface Conflict { fields: Record<string, { mine: unknown; theirs: unknown }>; resolve: (choice: Record<string, Side>) => unknown }

/** Both values side by side, per field: nothing is thrown away unseen. */
export function ConflictTable({ conflict, labels, busy }: { conflict: Conflict; labels: Map<string, string>; busy: boolean }) {
  const t = useText(uiText);
  const [choice, setChoice] = useState<Record<string, Side>>({});
  const shown = (value: unknown) => (value === null || value === undefined || value === '' ? t('emptyValue') : typeof value === 'object' ? JSON.stringify(value) : String(value));
  const names = Object.keys(conflict.fields);
  const sideOf = (name: string): Side => choice[name] ?? 'mine';
  return (
    <section className="d-conflict" role="alert" aria-label={t('conflictTitle')}>
      <h2>{t('conflictTitle')}</h2>
      {names.map(name => (
        <Radio.Group key={name} aria-label={labels.get(name) ?? name} value={sideOf(name)} onChange={event => setChoice({ ...choice, [name]: event.target.value as Side })}>
          <span className="d-caption">{labels.get(name) ?? name}</span>
          <Radio value="mine">{t('named', { label: t('mine'), value: shown(conflict.fields[name]!.mine) })}</Radio>
          <Radio value="theirs">{t('named', { label: t('theirs'), value: shown(conflict.fields[name]!.theirs) })}</Radio>
        </Radio.Group>
      ))}
      <Button disabled={busy} onClick={() => conflict.resolve(Object.fromEntries(names.map(name => [name, sideOf(name)])))}>
        {names.every(name => sideOf(name) === 'theirs') ? t('takeTheirs') : names.every(name => sideOf(name) === 'mine') ? t('keepMine') : t('save')}
      </Button>
    </section>
  );
}
