import { Form, Input, Select } from 'antd';
import { request, useAsk, useMay, useSave } from '@dossier/client';
import { Dialog, useText } from '@dossier/ui';
import { WebhookEvent } from '@dossier/vocabulary/webhook-enums';
import { CreateWebhookDocument, OwnersDocument, UpdateWebhookDocument, WebhookDocument } from './webhooks.documents';
import { webhooksText } from './webhooks.text';
import { useWords } from './webhooks.words';

interface Values { name: string; url: string; events: WebhookEvent[]; ownerId?: string | null }
interface Known { id: string; name?: string | null; url?: string | null; events?: readonly string[] | null }
const EVENTS = Object.values(WebhookEvent);

/** Oneself, or an API client for whoever manages keys. */
export function useOwners(): { value: string; label: string }[] {
  const t = useText(webhooksText);
  const clients = useAsk(OwnersDocument, {}, { skip: !useMay('key.manage') }).data?.clients?.nodes ?? [];
  return [{ value: '', label: t('myself') }, ...clients.map(client => ({ value: client.id, label: client.name ?? '' }))];
}

/** Where events go, which ones, and within whose reach. */
export function WebhookDialog({ webhook, onClose, onMade }: { webhook?: Known; onClose: () => void; onMade?: (secret: string) => void }) {
  const t = useText(webhooksText);
  const words = useWords();
  const [form] = Form.useForm<Values>();
  const owners = useOwners();
  const create = useSave(CreateWebhookDocument, { refreshes: ['webhooks'] });
  const update = useSave(UpdateWebhookDocument, { refreshes: ['webhooks', 'webhook'], done: t('saved'), onDone: onClose });
  const save = webhook ? update : create;
  const submit = async ({ ownerId, ...input }: Values) => {
    if (webhook) {
      // It may have been paused since it was opened: the address in hand is what counts.
      const fresh = await request(WebhookDocument, { id: webhook.id });
      return void update.run({ id: webhook.id, version: fresh.webhook?.version ?? 0, input });
    }
    const secret = (await create.run({ input: { ...input, ...(ownerId ? { ownerId } : {}) } }))?.createWebhook?.secret;
    if (secret) onMade?.(secret);
  };
  const urlFault = save.fieldErrors['url'] ? save.errorText : null;
  const initial: Values = { name: webhook?.name ?? '', url: webhook?.url ?? '', events: (webhook?.events as WebhookEvent[] | null | undefined) ?? [WebhookEvent.CUSTOMER_CREATED, WebhookEvent.CUSTOMER_UPDATED], ownerId: '' };
  return (
    <Dialog open title={t(webhook ? 'edit' : 'newWebhook')} onClose={onClose} verb={t(webhook ? 'saveVerb' : 'make')} busy={save.busy} onVerb={() => form.submit()}>
      <Form<Values> form={form} layout="vertical" requiredMark={false} initialValues={initial} onFinish={submit}>
        <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]}><Input maxLength={80} autoFocus /></Form.Item>
        <Form.Item name="url" label={t('url')} extra={t('urlHelp')} rules={[{ required: true, pattern: /^https?:\/\/\S+$/, message: t('urlNeeded') }]} validateStatus={urlFault ? 'error' : undefined} help={urlFault ?? undefined}><Input type="url" inputMode="url" maxLength={2000} placeholder="https://" /></Form.Item>
        <Form.Item name="events" label={t('events')} rules={[{ required: true, type: 'array', min: 1, message: t('eventsNeeded') }]}><Select mode="multiple" options={EVENTS.map(event => ({ value: event, label: words('WebhookEvent', event) }))} showSearch={{ optionFilterProp: 'label' }} /></Form.Item>
        {!webhook && <Form.Item name="ownerId" label={t('owner')} extra={t('ownerHelp')}><Select options={owners} /></Form.Item>}
        {save.errorText && !urlFault && <p role="alert" className="d-tone-error">{save.errorText}</p>}
      </Form>
    </Dialog>
  );
}
