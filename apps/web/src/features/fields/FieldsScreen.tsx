import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { EmptyState, Failed, Icon, Page, Section, useText, Waiting } from '@dossier/ui';
import { failure, useAsk, useMay, useSave } from '@dossier/client';
import { Navigate } from '@tanstack/react-router';
import { useState } from 'react';
import './fields.css';
import { FieldDialog } from './FieldDialog';
import { FieldRow } from './FieldRow';
import { FieldsTabs } from './FieldsTabs';
import { AllCustomFieldsDocument, ArchiveCustomFieldDocument, ReorderCustomFieldsDocument, RestoreCustomFieldDocument } from './fields.documents';
import { SHOWN, useLabel, type CustomField } from './field.words';
import { fieldsText } from './fields.text';

/** Who shapes interviews alone begins with them. */
export function FieldsScreen() {
  const [fields, interviews] = [useMay('field.manage'), useMay('interview.manage')];
  return !fields && interviews ? <Navigate to="/fields/interviews" replace /> : <CustomFields />;
}

/** The fields that the company has added: in their order, with what each is for. */
function CustomFields() {
  const t = useText(fieldsText);
  const asked = useAsk(AllCustomFieldsDocument, {});
  const [edited, setEdited] = useState<CustomField | 'new' | null>(null);
  const fields = asked.data?.customFields ?? [];
  const live = fields.filter((field) => !field.archivedAt);
  const gone = fields.filter((field) => field.archivedAt);
  const add = <Button type="primary" icon={<Icon of={Plus} />} onClick={() => setEdited('new')}>{t('add')}</Button>;
  return (
    <Page title={t('title')} help="fields" note={t('lead')} actions={add} flush>
      <FieldsTabs current="fields" />
      <div className="d-page">
        {asked.isPending && <Waiting rows={6} />}
        {asked.error && <Failed {...failure(asked.error)} onRetry={() => void asked.refetch()} />}
        {asked.isSuccess && live.length === 0 && <EmptyState title={t('emptyTitle')} text={t('emptyText')} />}
        {live.length > 0 && <LiveFields fields={live} onEdit={setEdited} />}
        {gone.length > 0 && <GoneFields fields={gone} />}
      </div>
      {edited && <FieldDialog field={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Page>
  );
}

function LiveFields({ fields, onEdit }: { fields: readonly CustomField[]; onEdit: (field: CustomField) => void }) {
  const t = useText(fieldsText);
  const label = useLabel();
  const [gone, setGone] = useState<CustomField | null>(null);
  const restore = useSave(RestoreCustomFieldDocument, { refreshes: SHOWN, loud: true });
  const archive = useSave(ArchiveCustomFieldDocument, { refreshes: SHOWN, loud: true, done: () => t('archived', { name: gone ? label(gone) : '' }), undo: (answer) => answer.archiveCustomField && restore.run({ id: answer.archiveCustomField.id }) });
  const reorder = useSave(ReorderCustomFieldsDocument, { refreshes: SHOWN, loud: true });
  const move = (at: number, by: number) => {
    const ids = fields.map(({ id }) => id);
    ids.splice(at + by, 0, ...ids.splice(at, 1));
    void reorder.run({ ids });
  };
  const remove = (field: CustomField) => {
    setGone(field);
    void archive.run({ id: field.id });
  };
  return (
    <Section title={t('inUse')}>
      <ol className="d-rows field-list">
        {fields.map((field, at) => (
          <FieldRow key={field.id} field={field} first={at === 0} last={at === fields.length - 1} onMove={(by) => move(at, by)} onEdit={() => onEdit(field)} onArchive={() => remove(field)} />
        ))}
      </ol>
    </Section>
  );
}

function GoneFields({ fields }: { fields: readonly CustomField[] }) {
  const t = useText(fieldsText);
  const label = useLabel();
  const restore = useSave(RestoreCustomFieldDocument, { refreshes: SHOWN, loud: true });
  return (
    <Section title={t('archivedOnes')}>
      <ul className="d-rows">
        {fields.map((field) => (
          <li key={field.id} className="d-row">
            <span className="d-row-words"><span className="d-row-title">{label(field)}</span><span className="d-caption">{field.key}</span></span>
            <span className="d-row-verb"><Button size="small" aria-label={t('restoreThing', { name: label(field) })} onClick={() => void restore.run({ id: field.id })}>{t('restore')}</Button></span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
