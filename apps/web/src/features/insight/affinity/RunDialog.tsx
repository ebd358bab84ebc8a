import { DatePicker, Form, InputNumber, Radio, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useAsk, useSave } from '@dossier/client';
import { Dialog, useText, useToast } from '@dossier/ui';
import { useNavigate } from '@tanstack/react-router';
import { BasketTeamsDocument, StartBasketRunDocument, type BasketRunWish } from './affinity.documents';
import { affinityText } from './affinity.text';

interface Values { level: BasketRunWish['level']; from: Dayjs; to: Dayjs; teamId?: string; support: number; confidence: number }
const DAY = 'YYYY-MM-DD';
const HUNDRED = 100;
const USUAL = { support: 1, confidence: 20 };

/** Of which orders what is bought together is computed, and what counts as often. */
export function RunDialog({ onClose }: { onClose: () => void }) {
  const t = useText(affinityText);
  const toast = useToast();
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const teams = useAsk(BasketTeamsDocument, {}).data?.teams ?? [];
  const start = useSave(StartBasketRunDocument, {
    refreshes: ['basketRuns'],
    onDone: ({ startBasketRun }) => {
      toast.done(t('started'));
      onClose();
      return navigate({ to: '.', search: { run: startBasketRun?.id } as never });
    },
  });
  const submit = ({ level, from, to, teamId, support, confidence }: Values) =>
    void start.run({ input: { level, fromOn: from.format(DAY), toOn: to.format(DAY), teamId: teamId ?? null, minSupport: support / HUNDRED, minConfidence: confidence / HUNDRED } });
  const rules = [{ required: true, message: t('needed') }];
  return (
    <Dialog open title={t('computeTitle')} onClose={onClose} verb={t('start')} busy={start.busy} onVerb={() => form.submit()}>
      <Form<Values> form={form} layout="vertical" requiredMark={false} onFinish={submit} initialValues={{ level: 'PRODUCT', from: dayjs().subtract(1, 'year'), to: dayjs().subtract(1, 'day'), ...USUAL }}>
        <Form.Item name="level" label={t('level')}><Radio.Group options={(['PRODUCT', 'CATEGORY'] as const).map((value) => ({ value, label: t(value) }))} /></Form.Item>
        <Form.Item name="from" label={t('from')} rules={rules}><DatePicker allowClear={false} /></Form.Item>
        <Form.Item name="to" label={t('to')} rules={rules}><DatePicker allowClear={false} /></Form.Item>
        <Form.Item name="teamId" label={t('team')} extra={t('teamHelp')}><Select allowClear placeholder={t('everybody')} options={teams.map(({ id, name }) => ({ value: id, label: name }))} /></Form.Item>
        <Form.Item name="support" label={t('support')} extra={t('supportHelp')} rules={rules}><InputNumber min={0.01} max={50} step={0.1} /></Form.Item>
        <Form.Item name="confidence" label={t('confidence')} rules={rules}><InputNumber min={1} max={100} /></Form.Item>
        {start.errorText && <p role="alert" className="d-tone-error">{start.errorText}</p>}
      </Form>
    </Dialog>
  );
}
