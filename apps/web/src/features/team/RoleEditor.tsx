import { Button } from 'antd';
import { useAsk, useSave } from '@dossier/client';
import type { Permission } from '@dossier/vocabulary/permissions';
import { useLanguage, useText } from '@dossier/ui';
import { useState } from 'react';
import { FieldsDialog } from './FieldsDialog';
import type { NameAct } from './RoleNameDialog';
import { changedWords, rightsOf, sayChange, withFields, withScope, type RoleRow } from './role.rows';
import { RoleTable } from './RoleTable';
import { SaveRoleDialog } from './SaveRoleDialog';
import { ArchiveRoleDocument, ResetRoleDocument, RestoreRoleDocument, RightWordsDocument } from './team.documents';
import { teamText } from './team.text';

interface RoleEditorProps { role: RoleRow; name: string; onName: (act: NameAct) => void }

/** One role as a table; who may change it chooses in the table and sees what that does before it is kept. */
export function RoleEditor({ role, name, onName }: RoleEditorProps) {
  const t = useText(teamText);
  const language = useLanguage();
  const may = (action: string) => role.can?.includes(action) ?? false;
  const before = rightsOf(role);
  const [rights, setRights] = useState(before);
  const [choosing, setChoosing] = useState<Permission | null>(null);
  const [saving, setSaving] = useState(false);
  const words = useAsk(RightWordsDocument, {}, { skip: !may('UPDATE') }).data?.rightWords ?? [];
  const changed = changedWords(before, rights);
  const sentences = changed.map(word => sayChange(word, [before, rights], t, language));
  const isKnown = `role${role.code ?? ''}` in teamText.table;
  // What the product says of a role it brought holds only while the role is as it came; a company's own words have one language.
  const about = isKnown && !role.edited ? t(`role${role.code}` as 'roleSALES') : isKnown && language === 'en' ? null : role.description;
  const notes = [about, role.shipped && t('shippedRole'), role.edited && t('editedRole'), role.code === 'ADMINISTRATOR' && t('fixedRole')].filter(Boolean);
  const chosen = words.find(one => one.action === choosing);
  return (
    <div className="d-role-table">
      <div className="d-role-head"><p className="d-note">{notes.join(' · ')}</p><RoleVerbs role={role} name={name} onName={onName} /></div>
      <RoleTable name={name} people={role.userCount ?? 0} rights={rights} changed={new Set(changed)} fielded={new Set(words.filter(one => one.fields.length > 0).map(one => one.action))}
        onScope={may('UPDATE') ? (word, column) => setRights(now => withScope(now, word, column)) : undefined} onFields={may('UPDATE') ? setChoosing : undefined} />
      {changed.length > 0 && (
        <div className="d-role-bar" role="status">
          <span><strong>{t('changes', { count: changed.length })}</strong>{language === 'zh' ? '：' : ': '}{sentences.join(language === 'zh' ? '；' : '; ')}</span>
          <Button onClick={() => setRights(before)}>{t('discard')}</Button>
          <Button type="primary" onClick={() => setSaving(true)}>{t('previewVerb')}</Button>
        </div>
      )}
      {choosing && chosen && <FieldsDialog word={choosing} fields={chosen.fields} maskable={chosen.maskable} given={rights[choosing]?.fields} onClose={() => setChoosing(null)} onChoose={fields => (setRights(now => withFields(now, choosing, fields)), setChoosing(null))} />}
      {saving && <SaveRoleDialog role={role} name={name} rights={rights} sentences={sentences} onClose={() => setSaving(false)} onSaved={() => setSaving(false)} />}
    </div>
  );
}

function RoleVerbs({ role, name, onName }: RoleEditorProps) {
  const t = useText(teamText);
  const may = (action: string) => role.can?.includes(action) ?? false;
  const refreshes = ['roles', 'role', 'me', 'users', 'user'];
  const restore = useSave(RestoreRoleDocument, { loud: true, refreshes });
  const archive = useSave(ArchiveRoleDocument, { loud: true, refreshes, done: t('roleArchived', { name }), undo: () => restore.run({ id: role.id }) });
  const reset = useSave(ResetRoleDocument, { loud: true, refreshes, done: t('roleReset', { name }) });
  return (
    <div className="d-actions">
      {may('COPY') && <Button size="small" onClick={() => onName('COPY')}>{t('copyRole')}</Button>}
      {may('UPDATE') && <Button size="small" onClick={() => onName('RENAME')}>{t('renameRole')}</Button>}
      {may('RESET') && role.edited && <Button size="small" disabled={reset.busy} onClick={() => void reset.run({ id: role.id })}>{t('resetRole')}</Button>}
      {may('ARCHIVE') && <Button size="small" disabled={archive.busy} onClick={() => void archive.run({ id: role.id })}>{t('archiveRole')}</Button>}
    </div>
  );
}
