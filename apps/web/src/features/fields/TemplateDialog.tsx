import { Button, Form, Input } from 'antd';
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { Dialog, Icon, useText } from '@dossier/ui';
import { useSave } from '@dossier/client';
import { fieldsText } from './fields.text';
import { CreateInterviewTemplateDocument, UpdateInterviewTemplateDocument } from './interviews.documents';
import { TEMPLATES, type InterviewTemplate } from './interviews';

interface TemplateValues { title: string; questions: string[] }
const MOST_QUESTIONS = 50;

/** A template's name and its questions, which are asked in the order in which they stand. */
export function TemplateDialog({ template, onClose }: { template: InterviewTemplate | null; onClose: () => void }) {
  const t = useText(fieldsText);
  const [form] = Form.useForm<TemplateValues>();
  const options = { refreshes: TEMPLATES, onDone: onClose };
  const create = useSave(CreateInterviewTemplateDocument, { ...options, done: (answer) => t('added', { name: answer.createInterviewTemplate?.title ?? '' }) });
  const update = useSave(UpdateInterviewTemplateDocument, { ...options, done: (answer) => t('saved', { name: answer.updateInterviewTemplate?.title ?? '' }) });
  const save = template ? update : create;
  const submit = ({ title, questions }: TemplateValues) => {
    const input = { title: title.trim(), questions: questions.map((question) => question.trim()) };
    return template ? update.run({ id: template.id, version: template.version, input }) : create.run({ input });
  };
  const initial = { title: template?.title ?? '', questions: template?.questions ?? [''] };
  return (
    <Dialog open width={640} title={template ? t('editThing', { name: template.title ?? '' }) : t('addTemplate')} onClose={onClose} verb={t(template ? 'save' : 'addTemplate')} busy={save.busy} onVerb={() => form.submit()}>
      <Form<TemplateValues> form={form} layout="vertical" requiredMark={false} initialValues={initial} onFinish={(values) => void submit(values)}>
        <Form.Item name="title" label={t('templateTitle')} rules={[{ required: true, whitespace: true, message: t('fill') }]}><Input autoFocus maxLength={120} /></Form.Item>
        <Questions />
        {save.errorText && <p role="alert" className="d-tone-error">{save.errorText}</p>}
      </Form>
    </Dialog>
  );
}

/** Questions move by buttons, so that it needs no drag. */
function Questions() {
  const t = useText(fieldsText);
  return (
    <Form.List name="questions">
      {(rows, { add, remove, move }) => (
        <>
          {rows.map(({ key, name }, at) => (
            <div key={key} className="template-question">
              <Form.Item name={name} label={t('question', { no: at + 1 })} rules={[{ required: true, whitespace: true, message: t('fill') }]}><Input maxLength={300} /></Form.Item>
              <span className="template-verbs">
                <Button type="text" icon={<Icon of={ArrowUp} />} disabled={at === 0} aria-label={t('questionUp', { no: at + 1 })} onClick={() => move(at, at - 1)} />
                <Button type="text" icon={<Icon of={ArrowDown} />} disabled={at === rows.length - 1} aria-label={t('questionDown', { no: at + 1 })} onClick={() => move(at, at + 1)} />
                <Button type="text" icon={<Icon of={Trash2} />} disabled={rows.length === 1} aria-label={t('questionRemove', { no: at + 1 })} onClick={() => remove(name)} />
              </span>
            </div>
          ))}
          <Button icon={<Icon of={Plus} />} disabled={rows.length >= MOST_QUESTIONS} onClick={() => add('')}>{t('addQuestion')}</Button>
        </>
      )}
    </Form.List>
  );
}
