import { Select } from 'antd';
import { fieldName } from '@dossier/vocabulary/field-names';
import { permissions, type FieldLevel, type Grant, type Permission } from '@dossier/vocabulary/permissions';
import { Dialog, useLanguage, useText } from '@dossier/ui';
import { useState } from 'react';
import { teamText } from './team.text';

interface FieldsDialogProps { word: Permission; fields: readonly string[]; maskable: boolean; given: Grant['fields']; onClose: () => void; onChoose: (fields: Grant['fields']) => void }

type Levels = Record<string, FieldLevel>;

/** The fields of a right one by one: as a rule all are open, and what is closed stands out. */
export function FieldsDialog({ word, fields, maskable, given, onClose, onChoose }: FieldsDialogProps) {
  const t = useText(teamText);
  const language = useLanguage();
  const [levels, setLevels] = useState<Levels>({ ...(given ?? {}) });
  const rule = levels['*'] ?? 'READ';
  const label = (level: FieldLevel) => t(maskable ? `level${level}` : level === 'READ' ? 'levelWRITE' : 'levelNOWRITE');
  const offered = (maskable ? ['READ', 'MASKED', 'HIDDEN'] : ['READ', 'HIDDEN']) as FieldLevel[];
  const options = offered.map(level => ({ value: level, label: label(level) }));
  const choose = (name: string, level: FieldLevel) => setLevels(now => ({ ...now, [name]: level }));
  const tidied = (): Levels => Object.fromEntries(Object.entries(levels).filter(([name, level]) => (name === '*' ? level !== 'READ' : level !== rule)));
  const sorted = [...fields].sort((a, b) => fieldName(a, language).localeCompare(fieldName(b, language), language));
  const line = (name: string) => (
    <li key={name} className="d-role-row">
      <span className={name === '*' ? 'd-strong' : undefined}>{fieldName(name, language)}</span>
      <Select<FieldLevel> value={levels[name] ?? (name === '*' ? 'READ' : rule)} options={options} onChange={level => choose(name, level)} aria-label={fieldName(name, language)} className="d-role-select" />
    </li>
  );
  return (
    <Dialog open width={640} title={t('fieldsOf', { action: permissions[word][language] })} onClose={onClose} verb={t('takeOver')} onVerb={() => onChoose(tidied())}>
      <ul className="d-role-fields">{line('*')}{sorted.map(line)}</ul>
    </Dialog>
  );
}
