import { DatePicker, Form, Input, Radio, Select } from 'antd';
import { Field, MoreFields, useText } from '@dossier/ui';
import { useAsk, VoiceNote, type VoiceNoteState } from '@dossier/client';
import dayjs from 'dayjs';
import { InterviewTemplatesDocument } from './archive.documents';
import { archiveText } from './archive.text';
import { archiveWords, codesIn } from './archive.words';
import type { LogValues } from './log.values';
import type { Communication } from './useArchive';

/** What is seldom needed: when, with whom, the private note, the questions of an interview, files. */
export function LogMore({ before, voice, files, onFiles }: { before?: Communication; voice: VoiceNoteState; files: readonly File[]; onFiles: (files: File[]) => void }) {
  const t = useText(archiveText);
  const words = useText(archiveWords);
  const form = Form.useFormInstance<LogValues>();
  const kind = Form.useWatch('kind', form);
  const directions = codesIn('CommunicationDirection').map((code) => ({ value: code, label: words(`CommunicationDirection.${code}`) }));
  return (
    <MoreFields label={t('more')} open={before !== undefined || kind === 'INTERVIEW'}>
      <Field name="at" label={t('at')}><DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" placeholder={t('atNow')} maxDate={dayjs()} /></Field>
      <Field name="direction" label={t('direction')}><Radio.Group options={directions} /></Field>
      <Field name="contactName" label={t('contactName')}><Input maxLength={120} placeholder={t('contactNameHint')} /></Field>
      <Field name="note" label={t('note')} extra={before?.hasNote ? t('noteKept') : t('noteHint')}><Input.TextArea rows={2} maxLength={4000} autoComplete="off" /></Field>
      {kind === 'INTERVIEW' && <Interview />}
      <div className="archive-voice"><VoiceNote voice={voice} /></div>
      <Form.Item label={t('addFiles')} htmlFor="archive-files" extra={files.length > 0 ? files.map((file) => file.name).join(' · ') : t('filesHint')}>
        <input id="archive-files" type="file" multiple onChange={(event) => onFiles([...(event.target.files ?? [])])} />
      </Form.Item>
    </MoreFields>
  );
}

/** The questions of the chosen template, each with room for its answer. */
function Interview() {
  const t = useText(archiveText);
  const form = Form.useFormInstance<LogValues>();
  const templates = useAsk(InterviewTemplatesDocument, {}).data?.interviewTemplates ?? [];
  const answers = Form.useWatch('answers', form) ?? [];
  const chosen = Form.useWatch('templateId', form);
  const choose = (id?: string) => {
    const questions = templates.find((template) => template.id === id)?.questions ?? [];
    form.setFieldsValue({ templateId: id ?? null, answers: questions.map((question) => ({ question, answer: '' })) });
  };
  return (
    <>
      <Form.Item label={t('template')} htmlFor="archive-template">
        <Select id="archive-template" allowClear placeholder={t('noTemplate')} value={templates.some(({ id }) => id === chosen) ? chosen : undefined} onChange={choose} options={templates.map(({ id, title }) => ({ value: id, label: title }))} />
      </Form.Item>
      {answers.map((one, at) => (
        <div key={`${at} ${one.question}`}>
          <Form.Item hidden name={['answers', at, 'question']}><Input /></Form.Item>
          <Field name={['answers', String(at), 'answer']} label={one.question}><Input.TextArea rows={1} maxLength={4000} /></Field>
        </div>
      ))}
    </>
  );
}
