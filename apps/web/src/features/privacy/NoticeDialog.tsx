import { Form, Input } from 'antd';
import { useSave } from '@dossier/client';
import { Dialog, useLanguage, useText } from '@dossier/ui';
import { PublishNoticeDocument } from './privacy.documents';
import { privacyText } from './privacy.text';
import type { Purpose } from './privacy.types';

/** The next version of what people are told; it begins with the text that holds now. */
export function NoticeDialog({ purpose, onClose }: { purpose: Purpose; onClose: () => void }) {
  const t = useText(privacyText);
  const language = useLanguage();
  const [form] = Form.useForm<{ text: string; textEn: string }>();
  const save = useSave(PublishNoticeDocument, { refreshes: ['purposes', 'consentSheet'], loud: true, done: t('published'), onDone: onClose });
  const [notice] = purpose.notices ?? [];
  const needed = [{ required: true, whitespace: true, message: t('needed') }];
  return (
    <Dialog open title={t('publishFor', { name: (language === 'en' ? purpose.nameEn : purpose.name) ?? '' })} onClose={onClose} verb={t('publish')} busy={save.busy} onVerb={() => form.submit()} width={640}>
      <p className="d-note">{t('publishText')}</p>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ text: notice?.text ?? '', textEn: notice?.textEn ?? '' }} onFinish={input => void save.run({ purposeId: purpose.id, input })}>
        <Form.Item name="text" label={t('noticeZh')} rules={needed}><Input.TextArea rows={4} maxLength={5000} autoFocus /></Form.Item>
        <Form.Item name="textEn" label={t('noticeEn')} rules={needed}><Input.TextArea rows={4} maxLength={5000} /></Form.Item>
      </Form>
    </Dialog>
  );
}
