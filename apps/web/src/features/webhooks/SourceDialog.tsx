import { Form, Input, Select } from 'antd';
import { useSave } from '@dossier/client';
import { Dialog, useText } from '@dossier/ui';
import { IncomingKind } from '@dossier/vocabulary/webhook-enums';
import { useOwners } from './WebhookDialog';
import { CreateSourceDocument } from './webhooks.documents';
import { webhooksText } from './webhooks.text';
import { useWords } from './webhooks.words';

interface Values { name: string; kind: IncomingKind; ownerId?: string }
export interface ShownSource { secret: string; address: string }

/** The whole address of a source, as the other side needs it. */
export const addressOf = (path: string | null | undefined): string => `${window.location.origin}${path ?? ''}`;

/** Another system that sends events in, and with whose rights they take effect. */
export function SourceDialog({ onClose, onMade }: { onClose: () => void; onMade: (shown: ShownSource) => void }) {
  const t = useText(webhooksText);
  const words = useWords();
  const [form] = Form.useForm<Values>();
  const save = useSave(CreateSourceDocument, { refreshes: ['incomingSources'] });
  const submit = async ({ ownerId, ...input }: Values) => {
    const made = (await save.run({ input: { ...input, ...(ownerId ? { ownerId } : {}) } }))?.createIncomingSource;
    if (made?.secret) onMade({ secret: made.secret, address: addressOf(made.source?.path) });
  };
  return (
    <Dialog open title={t('newSource')} onClose={onClose} verb={t('make')} busy={save.busy} onVerb={() => form.submit()}>
      <Form<Values> form={form} layout="vertical" requiredMark={false} initialValues={{ name: '', kind: IncomingKind.CUSTOMER, ownerId: '' }} onFinish={submit}>
        <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]}><Input maxLength={80} autoFocus /></Form.Item>
        <Form.Item name="kind" label={t('kind')}><Select options={Object.values(IncomingKind).map(kind => ({ value: kind, label: words('IncomingKind', kind) }))} /></Form.Item>
        <Form.Item name="ownerId" label={t('owner')} extra={t('sourceOwnerHelp')}><Select options={useOwners()} /></Form.Item>
        {save.errorText && <p role="alert" className="d-tone-error">{save.errorText}</p>}
      </Form>
    </Dialog>
  );
}
