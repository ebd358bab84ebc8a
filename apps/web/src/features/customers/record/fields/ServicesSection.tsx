import { Button, Form, Input, InputNumber, Select } from 'antd';
import type { ResultOf } from '@graphql-typed-document-node/core';
import { Dialog, Row, Rows, Section, StateDot, useText } from '@dossier/ui';
import { useAsk, useFormat, useSave } from '@dossier/client';
import { useState } from 'react';
import type { CustomerRecord } from '../record.types';
import { CloseServiceRequestDocument, OpenServiceRequestDocument, ServiceRequestsDocument } from './fields.documents';
import { fieldsRecordText } from './fields.text';
import { packWords, type PackWord } from './pack.words';

type Request = NonNullable<NonNullable<ResultOf<typeof ServiceRequestsDocument>['customer']>['serviceRequests']>[number];
const KINDS = ['APPOINTMENT', 'REPAIR', 'QUESTION', 'COMPLAINT', 'OTHER'] as const;

/** What the customer asked for, and how it ended. */
export function ServicesSection({ customer }: { customer: CustomerRecord }) {
  const t = useText(fieldsRecordText);
  const asked = useAsk(ServiceRequestsDocument, { id: customer.id });
  const [opening, setOpening] = useState(false);
  const [closing, setClosing] = useState<Request | null>(null);
  const requests = asked.data?.customer?.serviceRequests ?? [];
  const verb = customer.can?.includes('UPDATE') ? <Button size="small" onClick={() => setOpening(true)}>{t('openRequest')}</Button> : undefined;
  return (
    <Section title={t('services')} extra={verb}>
      {asked.isSuccess && requests.length === 0 && <p className="d-note">{t('noRequests')}</p>}
      <Rows label={t('services')}>{requests.map((request) => <RequestRow key={request.id} request={request} onClosing={() => setClosing(request)} />)}</Rows>
      {opening && <OpenDialog customer={customer} onClose={() => setOpening(false)} />}
      {closing && <CloseDialog request={closing} onClose={() => setClosing(null)} />}
    </Section>
  );
}

function RequestRow({ request, onClosing }: { request: Request; onClosing: () => void }) {
  const t = useText(fieldsRecordText);
  const word = useText(packWords);
  const format = useFormat();
  const isOpen = request.state === 'OPEN';
  const scores = request.satisfaction || request.effort ? t('scores', { satisfaction: request.satisfaction ?? t('noScore'), effort: request.effort ?? t('noScore') }) : null;
  return (
    <Row lead={format.dayShort(request.openedAt)} title={request.subject ?? ''} note={[word(`ServiceRequestKind.${request.kind}` as PackWord), request.dueOn && `${t('dueOn')} ${format.day(request.dueOn)}`, scores].filter(Boolean).join(' · ')}
      value={<StateDot tone={isOpen ? 'warn' : 'ok'}>{word(`ServiceRequestState.${request.state}` as PackWord)}</StateDot>}
      verb={request.can?.includes('CLOSE') ? <Button size="small" onClick={onClosing}>{t('closeRequest')}</Button> : undefined} />
  );
}

interface OpenValues { kind: (typeof KINDS)[number]; subject: string; dueOn?: string }

function OpenDialog({ customer, onClose }: { customer: CustomerRecord; onClose: () => void }) {
  const t = useText(fieldsRecordText);
  const word = useText(packWords);
  const [form] = Form.useForm<OpenValues>();
  const save = useSave(OpenServiceRequestDocument, { refreshes: ['customer'], done: t('opened'), onDone: onClose });
  const submit = ({ kind, subject, dueOn }: OpenValues) => save.run({ customerId: customer.id, input: { kind, subject, dueOn: dueOn || null } });
  return (
    <Dialog open title={t('openRequest')} onClose={onClose} verb={t('openRequest')} busy={save.busy} onVerb={() => form.submit()}>
      <Form<OpenValues> form={form} layout="vertical" requiredMark={false} initialValues={{ kind: 'APPOINTMENT' }} onFinish={(values) => void submit(values)}>
        <Form.Item name="kind" label={t('kind')}><Select options={KINDS.map((kind) => ({ value: kind, label: word(`ServiceRequestKind.${kind}`) }))} /></Form.Item>
        <Form.Item name="subject" label={t('subject')} rules={[{ required: true, whitespace: true, message: t('subject') }]}><Input autoFocus maxLength={200} /></Form.Item>
        <Form.Item name="dueOn" label={t('dueOn')}><Input type="date" /></Form.Item>
        {save.errorText && <p role="alert" className="d-tone-error">{save.errorText}</p>}
      </Form>
    </Dialog>
  );
}

interface Scores { satisfaction?: number | null; effort?: number | null }

function CloseDialog({ request, onClose }: { request: Request; onClose: () => void }) {
  const t = useText(fieldsRecordText);
  const [form] = Form.useForm<Scores>();
  const save = useSave(CloseServiceRequestDocument, { refreshes: ['customer', 'packKpis'], done: t('closed'), onDone: onClose });
  return (
    <Dialog open title={t('closeRequest')} onClose={onClose} verb={t('closeRequest')} busy={save.busy} onVerb={() => form.submit()}>
      <Form<Scores> form={form} layout="vertical" requiredMark={false} onFinish={(values) => void save.run({ id: request.id, input: values })}>
        <p className="d-note">{request.subject}</p>
        <Form.Item name="satisfaction" label={t('satisfaction')}><InputNumber min={1} max={5} precision={0} /></Form.Item>
        <Form.Item name="effort" label={t('effort')}><InputNumber min={1} max={5} precision={0} /></Form.Item>
        {save.errorText && <p role="alert" className="d-tone-error">{save.errorText}</p>}
      </Form>
    </Dialog>
  );
}
