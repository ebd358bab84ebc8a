import { Form, Radio } from 'antd';
import { Dialog, useText } from '@dossier/ui';
import { useSave } from '@dossier/client';
import { CloseServiceRequestDocument, RateServiceRequestDocument, ReopenServiceRequestDocument } from './services.documents';
import { servicesText } from './services.text';
import type { ServiceRequest } from './services.types';

interface Scores { satisfaction?: number; effort?: number }
const NONE = 0;

/** Closes a request with what the customer said of it, or notes that later. */
export function ScoresDialog({ request, onClose }: { request: ServiceRequest; onClose: () => void }) {
  const t = useText(servicesText);
  const [form] = Form.useForm<Scores>();
  const isOpen = request.state === 'OPEN';
  const shared = { refreshes: ['customer', 'packKpis'] };
  const back = useSave(ReopenServiceRequestDocument, { ...shared, loud: true });
  const before = useSave(RateServiceRequestDocument, { ...shared, loud: true });
  const closing = useSave(CloseServiceRequestDocument, { ...shared, done: t('closed'), undo: () => back.run({ id: request.id }), onDone: onClose });
  const rating = useSave(RateServiceRequestDocument, { ...shared, done: t('rated'), undo: () => before.run({ id: request.id, input: { satisfaction: request.satisfaction, effort: request.effort } }), onDone: onClose });
  const save = isOpen ? closing : rating;
  const submit = ({ satisfaction, effort }: Scores) => save.run({ id: request.id, input: { satisfaction: satisfaction || null, effort: effort || null } });
  const verb = t(isOpen ? 'closeRequest' : 'rate');
  const scale = [...[1, 2, 3, 4, 5].map((value) => ({ value, label: String(value) })), { value: NONE, label: t('noScore') }];
  return (
    <Dialog open title={verb} onClose={onClose} verb={verb} busy={save.busy} onVerb={() => form.submit()}>
      <Form<Scores> form={form} layout="vertical" requiredMark={false} initialValues={{ satisfaction: request.satisfaction ?? NONE, effort: request.effort ?? NONE }} onFinish={(values) => void submit(values)}>
        <p>{request.subject}</p>
        <p className="d-note">{t('scoresHelp')}</p>
        <Form.Item name="satisfaction" label={t('satisfaction')}><Radio.Group optionType="button" options={scale} /></Form.Item>
        <Form.Item name="effort" label={t('effort')}><Radio.Group optionType="button" options={scale} /></Form.Item>
        {save.errorText && <p role="alert" className="d-tone-error">{save.errorText}</p>}
      </Form>
    </Dialog>
  );
}
