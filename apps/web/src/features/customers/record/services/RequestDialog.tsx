import { Form, Input, Select } from 'antd';
import { Dialog, useText } from '@dossier/ui';
import { useSave } from '@dossier/client';
import { packWords } from '../pack.words';
import type { CustomerRecord } from '../record.types';
import { ArchiveServiceRequestDocument, OpenServiceRequestDocument, UpdateServiceRequestDocument } from './services.documents';
import { servicesText } from './services.text';
import type { ServiceRequest } from './services.types';

const KINDS = ['APPOINTMENT', 'REPAIR', 'QUESTION', 'COMPLAINT', 'OTHER'] as const;
interface Values { kind: (typeof KINDS)[number]; subject: string; dueOn?: string | null }

/** A request written down, or put right. */
export function RequestDialog({ customer, before, onClose }: { customer: CustomerRecord; before?: ServiceRequest; onClose: () => void }) {
  const t = useText(servicesText);
  const word = useText(packWords);
  const [form] = Form.useForm<Values>();
  const shared = { refreshes: ['customer', 'packKpis'] };
  const back = useSave(ArchiveServiceRequestDocument, { ...shared, loud: true });
  const undoing = useSave(UpdateServiceRequestDocument, { ...shared, loud: true });
  const opening = useSave(OpenServiceRequestDocument, { ...shared, done: t('opened'), undo: ({ openServiceRequest: made }) => made && back.run({ id: made.id }), onDone: onClose });
  const changing = useSave(UpdateServiceRequestDocument, {
    ...shared, done: t('saved'), onDone: onClose,
    undo: ({ updateServiceRequest: saved }) => before && saved && undoing.run({ id: before.id, version: saved.version, input: { kind: before.kind, subject: before.subject, dueOn: before.dueOn ?? null } }),
  });
  const submit = ({ kind, subject, dueOn }: Values) => {
    const input = { kind, subject, dueOn: dueOn || null };
    return before ? changing.run({ id: before.id, version: before.version, input }) : opening.run({ customerId: customer.id, input });
  };
  const save = before ? changing : opening;
  const verb = t(before ? 'save' : 'openRequest');
  return (
    <Dialog open title={before ? t('editThing', { name: before.subject ?? '' }) : verb} onClose={onClose} verb={verb} busy={save.busy} onVerb={() => form.submit()}>
      <Form<Values> form={form} layout="vertical" requiredMark={false} initialValues={before ? { kind: before.kind, subject: before.subject, dueOn: before.dueOn ?? '' } : { kind: 'APPOINTMENT' }} onFinish={(values) => void submit(values)}>
        <Form.Item name="kind" label={t('kind')}><Select options={KINDS.map((kind) => ({ value: kind, label: word(`ServiceRequestKind.${kind}`) }))} /></Form.Item>
        <Form.Item name="subject" label={t('subject')} rules={[{ required: true, whitespace: true, message: t('subject') }]}><Input autoFocus maxLength={200} /></Form.Item>
        <Form.Item name="dueOn" label={t('dueOn')}><Input type="date" /></Form.Item>
        {save.errorText && <p role="alert" className="d-tone-error">{save.errorText}</p>}
      </Form>
    </Dialog>
  );
}
