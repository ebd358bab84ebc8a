import { Button, Checkbox, DatePicker, Form, Input, Radio } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { errorText, refresh, upload, useFormat, useSave, useVoiceNote, VoiceNote, type VariablesOf } from '@dossier/client';
import { MoreFields, useText, useToast } from '@dossier/ui';
import { codesIn } from './codes';
import { LogFollowUpDocument } from './follow.documents';
import { followText, followWords } from './follow.text';

type Input_ = VariablesOf<typeof LogFollowUpDocument>['input'];
interface Values { kind: NonNullable<Input_['kind']>; outcome?: Input_['outcome']; summary?: string; nextStep?: string; nextOn?: Dayjs | null; at?: Dayjs | null; incoming?: boolean; note?: string }

const AHEAD = [['day1', 1], ['day3', 3], ['day7', 7]] as const;
const REFRESHES = ['communications', 'lead', 'leads', 'leadBoard', 'customerTimeline'];

/** One follow-up: how, what came of it, a few words, and when the next step is. Three presses and a sentence; the rest is folded. */
export function FollowUpForm({ leadId }: { leadId: string }) {
  const t = useText(followText);
  const { form, save, voice, files, setFiles, unsent, sendAgain, busy, submit } = useLogging(leadId);
  return (
    <Form<Values> form={form} className="follow-form" layout="vertical" requiredMark={false} aria-label={t('form')} initialValues={{ kind: 'CALL' }} onFinish={(values) => void submit(values)}>
      <Chips />
      <Form.Item name="summary" label={t('summary')}><Input.TextArea rows={2} maxLength={4000} placeholder={t('summaryHint')} /></Form.Item>
      <VoiceNote voice={voice} />
      <Form.Item name="nextStep" label={t('nextStep')}><Input maxLength={400} placeholder={t('nextStepHint')} /></Form.Item>
      <NextDay />
      <More files={files} onFiles={setFiles} />
      {save.errorText && <p role="alert" className="d-tone-error">{save.errorText}</p>}
      {unsent && <p role="alert" className="d-tone-error">{t('unsent', { names: unsent.files.map(({ name }) => name).join(' · ') })} <Button size="small" disabled={busy} onClick={() => void sendAgain()}>{t('sendAgain')}</Button></p>}
      <Button type="primary" htmlType="submit" disabled={busy} aria-busy={busy}>{t('save')}</Button>
    </Form>
  );
}

interface Unsent { id: string; files: readonly File[] }

/** Sends files after what they belong to. What did not arrive is kept, and sent again when somebody says so. */
function useAttaching() {
  const t = useText(followText);
  const toast = useToast();
  const [unsent, setUnsent] = useState<Unsent | null>(null);
  const [sending, setSending] = useState(false);
  const attach = async (id: string, files: readonly File[]) => {
    setSending(true);
    const left: File[] = [];
    for (const file of files) {
      await upload(`/api/communications/${id}/files`, file).catch((reason: unknown) => {
        left.push(file);
        toast.failed(t('fileFailed', { name: file.name, reason: errorText(reason) }));
      });
    }
    setUnsent(left.length > 0 ? { id, files: left } : null);
    setSending(false);
    if (files.length > left.length) await refresh('communications');
  };
  return { attach, sending, unsent, sendAgain: async () => unsent && attach(unsent.id, unsent.files) };
}

function useLogging(leadId: string) {
  const t = useText(followText);
  const [form] = Form.useForm<Values>();
  const [files, setFiles] = useState<File[]>([]);
  const voice = useVoiceNote();
  const { attach, sending, unsent, sendAgain } = useAttaching();
  const save = useSave(LogFollowUpDocument, { refreshes: REFRESHES, done: t('logged') });
  const submit = async ({ nextOn, at, incoming, note, summary, ...plain }: Values) => {
    const spoken = await voice.finish();
    // What was said aloud needs no second writing.
    const said = summary?.trim() ? summary : spoken ? t('spoken') : null;
    const input: Input_ = { ...plain, summary: said, direction: incoming ? 'INCOMING' : 'OUTGOING', nextOn: nextOn ? nextOn.format('YYYY-MM-DD') : null, ...(at ? { at: at.toISOString() } : {}), ...(note?.trim() ? { note } : {}) };
    const made = await save.run({ leadId, input });
    if (!made) return;
    const id = made.logFollowUp?.id;
    form.resetFields();
    setFiles([]);
    voice.clear();
    if (id) await attach(id, spoken ? [spoken, ...files] : files);
  };
  return { form, save, voice, files, setFiles, unsent, sendAgain, busy: save.busy || sending, submit };
}

/** How it was, and what came of it: large enough for a thumb. */
function Chips() {
  const t = useText(followText);
  const words = useText(followWords);
  const options = (type: 'CommunicationKind' | 'CommunicationOutcome', codes: readonly string[]) => codes.map((value) => ({ value, label: words(`${type}.${value}` as Parameters<typeof words>[0]) }));
  const kinds = codesIn('CommunicationKind').filter((code) => code !== 'INTERVIEW');
  return (
    <>
      <Form.Item name="kind" label={t('kind')}><Radio.Group className="follow-chips" optionType="button" options={options('CommunicationKind', kinds)} /></Form.Item>
      <Form.Item name="outcome" label={t('outcome')}><Radio.Group className="follow-chips" optionType="button" options={options('CommunicationOutcome', codesIn('CommunicationOutcome'))} /></Form.Item>
    </>
  );
}

function NextDay() {
  const t = useText(followText);
  const format = useFormat();
  const form = Form.useFormInstance<Values>();
  const chosen = Form.useWatch('nextOn', form);
  const today = dayjs(format.today());
  return (
    <div className="follow-next" role="group" aria-label={t('nextOn')}>
      {AHEAD.map(([key, days]) => {
        const day = today.add(days, 'day');
        const isOn = chosen?.isSame(day, 'day') ?? false;
        return <Button key={key} aria-pressed={isOn} type={isOn ? 'primary' : 'default'} ghost={isOn} onClick={() => form.setFieldValue('nextOn', isOn ? null : day)}>{t(key)}</Button>;
      })}
      <Form.Item name="nextOn" noStyle><DatePicker aria-label={t('otherDay')} placeholder={t('otherDay')} minDate={today} inputReadOnly /></Form.Item>
    </div>
  );
}

function More({ files, onFiles }: { files: readonly File[]; onFiles: (files: File[]) => void }) {
  const t = useText(followText);
  return (
    <MoreFields label={t('more')} open={false}>
      <Form.Item name="at" label={t('at')}><DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" maxDate={dayjs()} /></Form.Item>
      <Form.Item name="incoming" valuePropName="checked"><Checkbox>{t('incoming')}</Checkbox></Form.Item>
      <Form.Item name="note" label={t('note')} extra={t('noteHint')}><Input.TextArea rows={2} maxLength={4000} autoComplete="off" /></Form.Item>
      <Form.Item label={t('files')} htmlFor="follow-files" extra={files.length > 0 ? files.map((file) => file.name).join(' · ') : t('filesHint')}>
        <input id="follow-files" type="file" multiple onChange={(event) => onFiles([...(event.target.files ?? [])])} />
      </Form.Item>
    </MoreFields>
  );
}
