import { DatePicker, Form, Input, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useAsk, useMay, useSave, useViewer } from '@dossier/client';
import { isLendable, permissions, type Permission } from '@dossier/vocabulary/permissions';
import { Dialog, useLanguage, useText } from '@dossier/ui';
import { LendableToDocument, DelegateDocument } from './delegation.documents';
import { delegationText } from './delegation.text';

interface Values { toId: string; words: string[]; since?: Dayjs | null; until: Dayjs; reason: string }

/** Which rights, to whom, how long, and why. */
export function NewDelegation({ onClose }: { onClose: () => void }) {
  const t = useText(delegationText);
  const language = useLanguage();
  const me = useViewer();
  const [form] = Form.useForm<Values>();
  const colleagues = useAsk(LendableToDocument, {}, { skip: !useMay('user.read') }).data?.users?.nodes ?? [];
  const save = useSave(DelegateDocument, { refreshes: ['delegations'], done: t('delegated'), onDone: onClose });
  const words = me.permissions.filter(isLendable);
  const submit = ({ toId, words: chosen, since, until, reason }: Values) =>
    void save.run({ input: { toId, words: chosen, ...(since ? { since: since.toISOString() } : {}), until: until.toISOString(), reason } });
  const needed = [{ required: true, message: t('missing') }];
  return (
    <Dialog open width={640} title={t('newOne')} onClose={onClose} verb={t('delegateVerb')} busy={save.busy} onVerb={() => form.submit()}>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ words }} onFinish={submit}>
        <Form.Item name="toId" label={t('to')} rules={needed}><Select showSearch={{ optionFilterProp: 'label' }} options={colleagues.filter(one => one.id !== me.id).map(one => ({ value: one.id, label: one.name }))} /></Form.Item>
        <Form.Item name="words" label={t('words')} rules={needed}><Select mode="multiple" options={words.map(word => ({ value: word, label: permissions[word as Permission][language] }))} /></Form.Item>
        <Form.Item name="since" label={t('since')}><DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" placeholder={t('fromNow')} minDate={dayjs()} /></Form.Item>
        <Form.Item name="until" label={t('ends')} extra={t('periodHelp')} rules={needed}><DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" minDate={dayjs()} /></Form.Item>
        <Form.Item name="reason" label={t('reason')} rules={[{ required: true, whitespace: true, message: t('missing') }]} validateStatus={save.errorText ? 'error' : undefined} help={save.errorText ?? undefined}><Input maxLength={300} /></Form.Item>
      </Form>
    </Dialog>
  );
}
