import { Form, Input, InputNumber, Select } from 'antd';
import { useAsk, useMay, useSave } from '@dossier/client';
import { Dialog, useText } from '@dossier/ui';
import { MailSecurity } from '@dossier/vocabulary/lead-enums';
import { CreateMailInboxDocument, InboxChoicesDocument, InboxColleaguesDocument, UpdateMailInboxDocument } from './inboxes.documents';
import { inboxesText } from './inboxes.text';
import type { InboxRow } from './inboxes.types';
import { useInboxWords } from './inboxes.words';

interface Values { name: string; host: string; port: number; security: MailSecurity; username: string; password?: string; folder: string; sourceId?: string | null; ownerId?: string | null }
const PORTS = { TLS: 993, STARTTLS: 143, NONE: 143 } as const;
const search = { optionFilterProp: 'label' } as const;
const options = (things: readonly { readonly id: string; readonly name?: string | null }[] | null | undefined) => (things ?? []).map(({ id, name }) => ({ value: id, label: name ?? '' }));

/** Where a mailbox is, how one signs in, and whose the records are that come of it. */
export function InboxDialog({ inbox, onClose }: { inbox?: InboxRow | undefined; onClose: () => void }) {
  const t = useText(inboxesText);
  const words = useInboxWords();
  const [form] = Form.useForm<Values>();
  const channels = useAsk(InboxChoicesDocument, {}).data?.channels;
  const colleagues = useAsk(InboxColleaguesDocument, {}, { skip: !useMay('user.read') }).data?.users?.nodes;
  const create = useSave(CreateMailInboxDocument, { refreshes: ['mailInboxes'], done: t('added'), onDone: onClose });
  const update = useSave(UpdateMailInboxDocument, { refreshes: ['mailInboxes'], done: t('saved'), onDone: onClose });
  const save = inbox ? update : create;
  const submit = ({ password, sourceId, ownerId, ...rest }: Values) => {
    const input = { ...rest, password: password || null, sourceId: sourceId ?? null, ownerId: ownerId ?? null };
    void (inbox ? update.run({ id: inbox.id, version: inbox.version ?? 0, input }) : create.run({ input }));
  };
  const needed = [{ required: true, whitespace: true, message: t('needed') }];
  const initial: Partial<Values> = inbox
    ? { name: inbox.name ?? '', host: inbox.host ?? '', port: inbox.port ?? 993, security: (inbox.security ?? 'TLS') as MailSecurity, username: inbox.username ?? '', folder: inbox.folder ?? 'INBOX', sourceId: inbox.sourceId ?? null, ownerId: inbox.ownerId ?? null }
    : { port: PORTS.TLS, security: MailSecurity.TLS, folder: 'INBOX' };
  return (
    <Dialog open title={t(inbox ? 'edit' : 'add')} onClose={onClose} verb={t(inbox ? 'save' : 'add')} busy={save.busy} onVerb={() => form.submit()}>
      <Form<Values> form={form} layout="vertical" requiredMark={false} initialValues={initial} onFinish={submit}>
        <Form.Item name="name" label={t('name')} rules={needed}><Input maxLength={80} autoFocus /></Form.Item>
        <Form.Item name="host" label={t('host')} extra={t('hostHint')} rules={needed}><Input maxLength={253} placeholder="imap.example.com" autoComplete="off" /></Form.Item>
        <Form.Item name="security" label={t('security')}><Select options={Object.values(MailSecurity).map((value) => ({ value, label: words('MailSecurity', value) }))} onChange={(value: MailSecurity) => form.setFieldValue('port', PORTS[value])} /></Form.Item>
        <Form.Item name="port" label={t('port')} rules={[{ required: true, message: t('needed') }]}><InputNumber min={1} max={65_535} /></Form.Item>
        <Form.Item name="username" label={t('username')} rules={needed}><Input maxLength={200} autoComplete="off" /></Form.Item>
        <Form.Item name="password" label={t('password')} extra={t(inbox ? 'passwordKept' : 'passwordHint')} rules={inbox ? [] : needed}><Input.Password maxLength={500} autoComplete="new-password" /></Form.Item>
        <Form.Item name="folder" label={t('folder')} rules={needed}><Input maxLength={200} /></Form.Item>
        <Form.Item name="sourceId" label={t('source')}><Select allowClear showSearch={search} options={options(channels)} /></Form.Item>
        <Form.Item name="ownerId" label={t('owner')} extra={t('ownerHint')}><Select allowClear showSearch={search} options={options(colleagues)} /></Form.Item>
        {save.errorText && <p role="alert" className="d-tone-error">{save.errorText}</p>}
      </Form>
    </Dialog>
  );
}
