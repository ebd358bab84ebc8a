import { Button, Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { Plus, X } from 'lucide-react';
import { useSave, type VariablesOf } from '@dossier/client';
import { Dialog, Icon, useText } from '@dossier/ui';
import { CreateNurtureTrackDocument, UpdateNurtureTrackDocument } from './nurture.documents';
import type { Track } from './NurtureScreen';
import { nurtureText, nurtureWords } from './nurture.text';

type Values = VariablesOf<typeof CreateNurtureTrackDocument>['input'];
const GRADES = ['A', 'B', 'C', 'D'] as const;
const REENTRY = ['NEVER', 'AFTER_DAYS', 'EACH_TIME'] as const;
const FIRST: Values = { name: '', isActive: true, grades: ['C', 'D'], takesBadTiming: false, steps: [{ afterDays: 0, title: '' }], silentLimit: 3, reentry: 'NEVER', reentryDays: 90 };

const valuesOf = (track: Track): Values => ({
  name: track.name ?? '', isActive: track.isActive ?? false, grades: [...(track.grades ?? [])], takesBadTiming: track.takesBadTiming ?? false, silentLimit: track.silentLimit ?? 3, reentry: track.reentry ?? 'NEVER', reentryDays: track.reentryDays ?? 90,
  steps: (track.steps ?? []).map(({ afterDays, title, text }) => ({ afterDays: afterDays ?? 0, title: title ?? '', text: text ?? null })),
});

/** A track: who enters, what is done in which order, and when it ends. */
export function TrackDialog({ track, onClose }: { track: Track | undefined; onClose: () => void }) {
  const t = useText(nurtureText);
  const [form] = Form.useForm<Values>();
  const options = { refreshes: ['nurtureTracks', 'nurtureEnrolments'], done: t('saved'), onDone: onClose };
  const create = useSave(CreateNurtureTrackDocument, options);
  const update = useSave(UpdateNurtureTrackDocument, options);
  const save = track ? update : create;
  const submit = (input: Values) => (track ? update.run({ id: track.id, version: track.version, input }) : create.run({ input }));
  return (
    <Dialog open width={640} title={t(track ? 'editTrack' : 'newTrack')} onClose={onClose} verb={t('save')} busy={save.busy} onVerb={() => form.submit()}>
      <Form<Values> form={form} layout="vertical" requiredMark={false} initialValues={track ? valuesOf(track) : FIRST} onFinish={submit}>
        <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]}><Input maxLength={80} data-first /></Form.Item>
        <Form.Item name="isActive" valuePropName="checked"><Checkbox>{t('isActive')}</Checkbox></Form.Item>
        <Form.Item name="grades" label={t('grades')}><Checkbox.Group options={GRADES.map((value) => ({ value, label: value }))} /></Form.Item>
        <Form.Item name="takesBadTiming" valuePropName="checked"><Checkbox>{t('takesBadTiming')}</Checkbox></Form.Item>
        <Steps />
        <Ends />
        {save.errorText && <p role="alert" className="d-tone-error">{save.errorText}</p>}
      </Form>
    </Dialog>
  );
}

function Steps() {
  const t = useText(nurtureText);
  return (
    <fieldset className="nurture-steps">
      <legend>{t('steps')}</legend>
      <Form.List name="steps">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }, at) => (
              <div key={key} className="nurture-step">
                <Form.Item name={[name, 'afterDays']} label={t('afterDays')}><InputNumber min={0} max={365} precision={0} /></Form.Item>
                <Form.Item name={[name, 'title']} label={t('stepTitle')} rules={[{ required: true, whitespace: true, message: t('stepNeeded') }]}><Input maxLength={200} /></Form.Item>
                <Form.Item name={[name, 'text']} label={t('stepText')}><Input.TextArea maxLength={4000} autoSize={{ minRows: 1, maxRows: 6 }} /></Form.Item>
                {fields.length > 1 && <Button type="text" icon={<Icon of={X} />} aria-label={t('removeStep', { at: at + 1 })} onClick={() => remove(name)} />}
              </div>
            ))}
            {fields.length < 20 && <Button icon={<Icon of={Plus} />} onClick={() => add({ afterDays: 5, title: '' })}>{t('addStep')}</Button>}
          </>
        )}
      </Form.List>
    </fieldset>
  );
}

function Ends() {
  const t = useText(nurtureText);
  const word = useText(nurtureWords);
  const reentry = Form.useWatch<Values['reentry']>('reentry');
  return (
    <>
      <Form.Item name="silentLimit" label={t('silentLimit')}><InputNumber min={1} max={20} precision={0} /></Form.Item>
      <Form.Item name="reentry" label={t('reentry')}><Select options={REENTRY.map((value) => ({ value, label: word(`NurtureReentry.${value}`) }))} /></Form.Item>
      <Form.Item name="reentryDays" label={t('reentryDays')} hidden={reentry !== 'AFTER_DAYS'}><InputNumber min={1} max={3650} precision={0} /></Form.Item>
    </>
  );
}
