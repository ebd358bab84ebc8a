import { Checkbox, Form, Input, Select } from 'antd';
import { useSave } from '@dossier/client';
import { Dialog, useText } from '@dossier/ui';
import { CreatePurposeDocument, UpdatePurposeDocument } from './privacy.documents';
import { privacyText, privacyWords } from './privacy.text';
import type { Purpose } from './privacy.types';

const BASES = ['CONSENT', 'LEGITIMATE_INTEREST', 'CONTRACT', 'LEGAL_DUTY'] as const;
const WAYS = ['PHONE', 'SMS', 'EMAIL', 'WECHAT', 'POST'] as const;

interface Values { code: string; legalBasis: (typeof BASES)[number]; name: string; nameEn: string; channels: (typeof WAYS)[number][]; marketing: boolean; notice: string; noticeEn: string }

/** A purpose: what never changes of it is asked once, when it is made. */
export function PurposeDialog({ purpose, onClose }: { purpose?: Purpose; onClose: () => void }) {
  const t = useText(privacyText);
  const term = useText(privacyWords);
  const [form] = Form.useForm<Values>();
  const options = { refreshes: ['purposes', 'consentSheet'], done: t('saved'), onDone: onClose };
  const create = useSave(CreatePurposeDocument, options);
  const update = useSave(UpdatePurposeDocument, options);
  const save = purpose ? update : create;
  const submit = ({ code, legalBasis, notice, noticeEn, ...rest }: Values) =>
    purpose ? update.run({ id: purpose.id, version: purpose.version, input: rest }) : create.run({ input: { ...rest, code, legalBasis, notice, noticeEn } });
  const initial = { name: purpose?.name ?? '', nameEn: purpose?.nameEn ?? '', channels: purpose?.channels ?? [], marketing: purpose?.marketing ?? true, legalBasis: 'CONSENT' };
  const needed = [{ required: true, whitespace: true, message: t('needed') }];
  const faultOf = (name: string) => (save.fieldErrors[name] ? { validateStatus: 'error' as const, help: save.fieldErrors[name] } : {});
  return (
    <Dialog open title={purpose ? t('editPurpose', { name: purpose.name ?? '' }) : t('newPurpose')} onClose={onClose} verb={t('save')} busy={save.busy} onVerb={() => form.submit()} width={640}>
      <Form<Values> form={form} layout="vertical" requiredMark={false} initialValues={initial} onFinish={values => void submit(values)}>
        {save.errorText && Object.keys(save.fieldErrors).length === 0 && <p role="alert" className="d-fault">{save.errorText}</p>}
        {!purpose && <Form.Item name="code" label={t('code')} extra={t('codeHelp')} rules={[{ required: true, pattern: /^[A-Z][A-Z0-9_]{1,39}$/, message: t('codeWrong') }]} {...faultOf('code')}><Input maxLength={40} autoFocus /></Form.Item>}
        {!purpose && <Form.Item name="legalBasis" label={t('basis')} extra={t('basisHelp')}><Select options={BASES.map(value => ({ value, label: term(`LegalBasis.${value}`) }))} /></Form.Item>}
        <Form.Item name="name" label={t('nameZh')} rules={needed}><Input maxLength={80} /></Form.Item>
        <Form.Item name="nameEn" label={t('nameEn')} rules={needed}><Input maxLength={80} /></Form.Item>
        <Form.Item name="channels" label={t('channels')} extra={t('channelsHelp')}><Select mode="multiple" options={WAYS.map(value => ({ value, label: term(`ConsentChannel.${value}`) }))} /></Form.Item>
        <Form.Item name="marketing" valuePropName="checked"><Checkbox>{t('marketing')}</Checkbox></Form.Item>
        {!purpose && <Form.Item name="notice" label={t('noticeZh')} rules={needed}><Input.TextArea rows={3} maxLength={5000} /></Form.Item>}
        {!purpose && <Form.Item name="noticeEn" label={t('noticeEn')} rules={needed}><Input.TextArea rows={3} maxLength={5000} /></Form.Item>}
      </Form>
    </Dialog>
  );
}
