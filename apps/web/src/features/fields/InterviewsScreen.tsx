import { Button } from 'antd';
import { Archive, Pencil, Plus } from 'lucide-react';
import { EmptyState, Failed, Icon, NotAllowed, Page, Section, useText, Waiting } from '@dossier/ui';
import { failure, useAsk, useMay, useSave } from '@dossier/client';
import { useState } from 'react';
import './fields.css';
import { FieldsTabs } from './FieldsTabs';
import { fieldsText } from './fields.text';
import { AllInterviewTemplatesDocument, ArchiveInterviewTemplateDocument, RestoreInterviewTemplateDocument } from './interviews.documents';
import { TEMPLATES, type InterviewTemplate } from './interviews';
import { TemplateDialog } from './TemplateDialog';

export function InterviewsScreen() {
  const t = useText(fieldsText);
  return useMay('interview.manage') ? <Interviews /> : <Page title={t('interviews')}><NotAllowed /></Page>;
}

/** The templates of interviews: those in use, and those that were put away. */
function Interviews() {
  const t = useText(fieldsText);
  const asked = useAsk(AllInterviewTemplatesDocument, {});
  const [edited, setEdited] = useState<InterviewTemplate | 'new' | null>(null);
  const templates = asked.data?.interviewTemplates ?? [];
  const live = templates.filter((template) => !template.archivedAt);
  const gone = templates.filter((template) => template.archivedAt);
  const add = <Button type="primary" icon={<Icon of={Plus} />} onClick={() => setEdited('new')}>{t('addTemplate')}</Button>;
  return (
    <Page title={t('interviews')} help="interviews" note={t('interviewsLead')} actions={add} flush>
      <FieldsTabs current="interviews" />
      <div className="d-page">
        {asked.isPending && <Waiting rows={4} />}
        {asked.error && <Failed {...failure(asked.error)} onRetry={() => void asked.refetch()} />}
        {asked.isSuccess && live.length === 0 && <EmptyState title={t('noTemplates')} text={t('noTemplatesText')} />}
        {live.length > 0 && <Section title={t('inUse')}><ul className="d-rows">{live.map((template) => <TemplateRow key={template.id} template={template} onEdit={() => setEdited(template)} />)}</ul></Section>}
        {gone.length > 0 && <Section title={t('archivedOnes')}><ul className="d-rows">{gone.map((template) => <GoneTemplate key={template.id} template={template} />)}</ul></Section>}
      </div>
      {edited && <TemplateDialog template={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Page>
  );
}

/** One template with its questions in their order. */
function TemplateRow({ template, onEdit }: { template: InterviewTemplate; onEdit: () => void }) {
  const t = useText(fieldsText);
  const name = template.title ?? '';
  const restore = useSave(RestoreInterviewTemplateDocument, { refreshes: TEMPLATES, loud: true });
  const archive = useSave(ArchiveInterviewTemplateDocument, { refreshes: TEMPLATES, loud: true, done: t('templateArchived', { name }), undo: () => restore.run({ id: template.id }) });
  const may = (verb: string) => template.can?.includes(verb) ?? false;
  return (
    <li className="d-row field-row">
      <span className="d-row-words">
        <span className="d-row-title">{name}</span>
        <ol className="template-questions">{(template.questions ?? []).map((question, at) => <li key={`${at} ${question}`}>{question}</li>)}</ol>
      </span>
      <span className="field-verbs">
        {may('UPDATE') && <Button type="text" size="small" icon={<Icon of={Pencil} />} aria-label={t('editThing', { name })} onClick={onEdit}>{t('edit')}</Button>}
        {may('ARCHIVE') && <Button type="text" size="small" icon={<Icon of={Archive} />} aria-label={t('archiveThing', { name })} disabled={archive.busy} onClick={() => void archive.run({ id: template.id })}>{t('archive')}</Button>}
      </span>
    </li>
  );
}

function GoneTemplate({ template }: { template: InterviewTemplate }) {
  const t = useText(fieldsText);
  const name = template.title ?? '';
  const restore = useSave(RestoreInterviewTemplateDocument, { refreshes: TEMPLATES, loud: true, done: t('restored', { name }) });
  return (
    <li className="d-row">
      <span className="d-row-words"><span className="d-row-title">{name}</span><span className="d-caption">{t('questionCount', { count: (template.questions ?? []).length })}</span></span>
      <span className="d-row-verb"><Button size="small" aria-label={t('restoreThing', { name })} disabled={restore.busy} onClick={() => void restore.run({ id: template.id })}>{t('restore')}</Button></span>
    </li>
  );
}
