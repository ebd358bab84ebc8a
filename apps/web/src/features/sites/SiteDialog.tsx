import { Form, Input } from 'antd';
import { useSave } from '@dossier/client';
import { Dialog, useText } from '@dossier/ui';
import { CreateSiteDocument, UpdateSiteDocument } from './sites.documents';
import { sitesText } from './sites.text';

interface Values { name: string; origins: string }
interface Known { id: string; version: number; name?: string | null; origins?: readonly string[] | null }

const linesOf = (text: string): string[] => text.split(/[\n,，;；]/).map((line) => line.trim()).filter(Boolean);

/** A source: what it is called, and from which addresses its pages send. */
export function SiteDialog({ site, onClose, onMade }: { site?: Known; onClose: () => void; onMade?: (id: string) => void }) {
  const t = useText(sitesText);
  const [form] = Form.useForm<Values>();
  const create = useSave(CreateSiteDocument, { refreshes: ['eventSites'] });
  const update = useSave(UpdateSiteDocument, { refreshes: ['eventSites', 'eventSite'], done: t('saved'), onDone: onClose });
  const save = site ? update : create;
  const submit = async ({ name, origins }: Values) => {
    const input = { name, origins: linesOf(origins) };
    if (site) return void update.run({ id: site.id, version: site.version, input });
    const made = (await create.run({ input }))?.createEventSite;
    if (made) onMade?.(made.id);
  };
  const fault = save.fieldErrors['origins'] ? t('originBad', { origin: save.fieldErrors['origins'] }) : null;
  return (
    <Dialog open title={t(site ? 'edit' : 'newSite')} onClose={onClose} verb={t(site ? 'save' : 'make')} busy={save.busy} onVerb={() => form.submit()}>
      <Form<Values> form={form} layout="vertical" requiredMark={false} initialValues={{ name: site?.name ?? '', origins: (site?.origins ?? []).join('\n') }} onFinish={submit}>
        <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]}><Input maxLength={80} autoFocus /></Form.Item>
        <Form.Item name="origins" label={t('origins')} extra={fault ? undefined : t('originsHelp')} validateStatus={fault ? 'error' : undefined} help={fault ?? undefined} rules={[{ required: true, whitespace: true, message: t('originsNeeded') }]}><Input.TextArea rows={3} placeholder="https://" /></Form.Item>
        {save.errorText && !fault && <p role="alert" className="d-tone-error">{save.errorText}</p>}
      </Form>
    </Dialog>
  );
}
