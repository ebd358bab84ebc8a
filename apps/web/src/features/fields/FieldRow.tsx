import { Button } from 'antd';
import { Archive, ArrowDown, ArrowUp, Pencil } from 'lucide-react';
import { Icon, useText } from '@dossier/ui';
import { packTerms } from '@dossier/vocabulary/terms/packs';
import { useLabel, type CustomField } from './field.words';
import { fieldsText, fieldTerms } from './fields.text';

interface FieldRowProps { field: CustomField; first: boolean; last: boolean; onMove: (by: number) => void; onEdit: () => void; onArchive: () => void }

/** One field: its label and key, what it is, and what can be done with it. Moving is by buttons, so that it needs no drag. */
export function FieldRow({ field, first, last, onMove, onEdit, onArchive }: FieldRowProps) {
  const t = useText(fieldsText);
  const label = useLabel();
  const name = label(field);
  const may = (verb: string) => field.can?.includes(verb) ?? false;
  return (
    <li className="d-row field-row">
      <span className="d-row-words"><span className="d-row-title">{name}</span><span className="d-caption">{useMarks(field)}</span></span>
      <span className="d-row-value">{t('values', { count: field.valueCount ?? 0 })}</span>
      <span className="field-verbs">
        <Button type="text" size="small" disabled={first} icon={<Icon of={ArrowUp} />} aria-label={t('moveUp', { name })} onClick={() => onMove(-1)} />
        <Button type="text" size="small" disabled={last} icon={<Icon of={ArrowDown} />} aria-label={t('moveDown', { name })} onClick={() => onMove(1)} />
        {may('UPDATE') && <Button type="text" size="small" icon={<Icon of={Pencil} />} aria-label={t('editThing', { name })} onClick={onEdit}>{t('edit')}</Button>}
        {may('ARCHIVE') && <Button type="text" size="small" icon={<Icon of={Archive} />} aria-label={t('archiveThing', { name })} onClick={onArchive}>{t('archive')}</Button>}
      </span>
    </li>
  );
}

/** Key, type and marks of a field in one line. */
function useMarks(field: CustomField): string {
  const t = useText(fieldsText);
  const term = useText(fieldTerms);
  const word = (name: string): string => (name in packTerms ? term(name as keyof typeof packTerms) : name);
  return [
    field.key, word(`CustomFieldType.${field.type}`), field.required && t('required'), field.personal && t('personal'), field.indexed && t('indexed'), field.sortable && t('sortable'),
    field.pack && t('ofPack', { pack: word(`PackCode.${field.pack}`) }),
  ].filter(Boolean).join(' · ');
}
