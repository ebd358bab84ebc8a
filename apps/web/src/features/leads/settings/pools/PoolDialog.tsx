import { Form, Input, InputNumber, Select, Switch } from 'antd';
import { useAsk, useCustomerChoices, useSave } from '@dossier/client';
import { Dialog, useText } from '@dossier/ui';
import { PoolField } from '@dossier/vocabulary/lead-enums';
import { leadWords } from '../../leads.words';
import { CreatePoolDocument, PoolTeamsDocument, UpdatePoolDocument } from './pools.documents';
import { poolsText } from './pools.text';
import { inputOf, valuesOf, type PoolSetting, type PoolValues } from './pools.types';
import { RecycleRules } from './RecycleRules';

/** A pool: to whom it is open, what can be taken, what is hidden, and what goes back to it. */
export function PoolDialog({ pool, onClose }: { pool?: PoolSetting; onClose: () => void }) {
  const t = useText(poolsText);
  const [form] = Form.useForm<PoolValues>();
  const options = { refreshes: ['leadPools', 'recyclePreview'], done: t('saved'), onDone: onClose };
  const [create, update] = [useSave(CreatePoolDocument, options), useSave(UpdatePoolDocument, options)];
  const save = pool ? update : create;
  const submit = (values: PoolValues) => void (pool ? update.run({ id: pool.id, version: pool.version, input: inputOf(values) as never }) : create.run({ input: inputOf(values) as never }));
  return (
    <Dialog open width={720} title={pool?.name ?? t('add')} onClose={onClose} verb={t('save')} busy={save.busy} onVerb={() => form.submit()}>
      <Form<PoolValues> form={form} layout="vertical" requiredMark={false} initialValues={valuesOf(pool)} onFinish={submit}>
        <PoolFields />
        <RecycleRules />
        {save.errorText && <p role="alert" className="d-tone-error">{save.errorText}</p>}
      </Form>
    </Dialog>
  );
}

function PoolFields() {
  const t = useText(poolsText);
  const words = useText(leadWords);
  const { owners } = useCustomerChoices();
  const teams = useAsk(PoolTeamsDocument, {}).data?.teams ?? [];
  const bound = (name: 'perDay' | 'inTotal' | 'viewsPerDay', label: string) => <Form.Item name={name} label={label}><InputNumber min={1} precision={0} placeholder={t('noBound')} style={{ width: '100%' }} /></Form.Item>;
  return (
    <>
      <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]}><Input maxLength={80} data-first /></Form.Item>
      <Form.Item name="teamId" label={t('team')}><Select allowClear placeholder={t('everybody')} options={teams.map(({ id, name }) => ({ value: id, label: name }))} /></Form.Item>
      {bound('perDay', t('perDay'))}
      {bound('inTotal', t('inTotal'))}
      {bound('viewsPerDay', t('views'))}
      <Form.Item name="lockDays" label={t('lockDays')}><InputNumber min={0} max={3650} precision={0} style={{ width: '100%' }} /></Form.Item>
      <Form.Item name="hidden" label={t('hidden')}><Select mode="multiple" options={Object.values(PoolField).map((value) => ({ value, label: words(`PoolField.${value}`) }))} /></Form.Item>
      <Form.Item name="sparedUserIds" label={t('spared')}><Select mode="multiple" optionFilterProp="label" options={owners} /></Form.Item>
      <Form.Item name="sparesTopGrade" label={t('sparesTopGrade')} valuePropName="checked"><Switch /></Form.Item>
      <Form.Item name="sparesAppointments" label={t('sparesAppointments')} valuePropName="checked"><Switch /></Form.Item>
    </>
  );
}
