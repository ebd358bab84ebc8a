import { Form, Input, Radio, Select } from 'antd';
import { Field, RecordForm, SideDrawer, useText, useToast } from '@dossier/ui';
import { errorText, refresh, upload, useFormat, useSave, useVoiceNote } from '@dossier/client';
import { useState } from 'react';
import { RecordCommunicationDocument, UpdateCommunicationDocument } from './archive.documents';
import { archiveText } from './archive.text';
import { archiveWords, codesIn } from './archive.words';
import { inputOf, valuesOf, type LogValues } from './log.values';
import { LogMore } from './LogMore';
import { NextDayInput } from './NextDayInput';
import { parseNextDay } from './nextDay';
import type { Communication } from './useArchive';

const REFRESHES = ['communications', 'customerTimeline'];

/** One contact written down, or one's own corrected: how, what, what came of it and what is next. The rest is folded. */
export function LogDrawer({ customerId, name, before, onClose }: { customerId: string; name: string; before?: Communication; onClose: () => void }) {
  const t = useText(archiveText);
  const words = useText(archiveWords);
  const format = useFormat();
  const { save, submit, voice, files, setFiles } = useLogging(customerId, before, onClose);
  const kinds = codesIn('CommunicationKind').map((code) => ({ value: code, label: words(`CommunicationKind.${code}`) }));
  const outcomes = codesIn('CommunicationOutcome').map((code) => ({ value: code, label: words(`CommunicationOutcome.${code}`) }));
  const readable = { validator: (_: unknown, written?: string) => (parseNextDay(written, format.today()) === undefined ? Promise.reject(new Error(t('nextOnUnread'))) : Promise.resolve()) };
  return (
    <SideDrawer open title={before ? t('editLog') : t('logTitle', { name })} onClose={onClose}>
      <RecordForm<LogValues> save={save} initial={valuesOf(before)} submitLabel={t('save')} label={t('log')} cancel={onClose} onSubmit={submit}>
        <Field name="kind" label={t('kind')}><Radio.Group className="archive-kinds" optionType="button" options={kinds} /></Field>
        <Field name="summary" label={t('summary')}><Input.TextArea autoFocus rows={3} maxLength={4000} placeholder={t('summaryHint')} /></Field>
        <Field name="outcome" label={t('outcome')}><Select allowClear options={outcomes} /></Field>
        <Field name="nextStep" label={t('nextStep')}><Input maxLength={400} placeholder={t('nextStepHint')} /></Field>
        <Field name="nextOn" label={t('nextOn')} rules={[readable]}><NextDayInput /></Field>
        <LogMore before={before} voice={voice} files={files} onFiles={setFiles} />
        <Form.Item hidden name="templateId"><Input /></Form.Item>
      </RecordForm>
    </SideDrawer>
  );
}

function useLogging(customerId: string, before: Communication | undefined, onClose: () => void) {
  const t = useText(archiveText);
  const toast = useToast();
  const { today } = useFormat();
  const [files, setFiles] = useState<File[]>([]);
  const voice = useVoiceNote();
  const adding = useSave(RecordCommunicationDocument, { refreshes: REFRESHES, done: t('logged') });
  const changing = useSave(UpdateCommunicationDocument, { refreshes: REFRESHES, done: t('saved') });
  const attach = async (id: string, sent: readonly File[]) => {
    for (const file of sent) {
      await upload(`/api/communications/${id}/files`, file).catch((reason: unknown) => toast.failed(t('fileFailed', { name: file.name, reason: errorText(reason) })));
    }
    if (sent.length > 0) await refresh('communications');
    onClose();
  };
  const submit = async (values: LogValues) => {
    const spoken = await voice.finish();
    const plain = inputOf(values, today(), before !== undefined);
    const input = spoken && !before && !plain.summary ? { ...plain, summary: t('spoken') } : plain;
    const sent = spoken ? [spoken, ...files] : files;
    const saved = before
      ? (await changing.run({ id: before.id, version: before.version, input }))?.updateCommunication
      : (await adding.run({ customerId, input }))?.recordCommunication;
    if (saved) await attach(saved.id, sent);
    else if (!before && adding.error === null && sent.length === 0 && saved === null) onClose();
  };
  return { save: before ? changing : adding, submit, voice, files, setFiles };
}
