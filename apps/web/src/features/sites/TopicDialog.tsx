import { Form, Input, InputNumber, Select } from 'antd';
import { useAsk, useSave } from '@dossier/client';
import { Dialog, useText } from '@dossier/ui';
import type { TopicRow } from './site.types';
import { CreateTopicDocument, TopicCategoriesDocument, UpdateTopicDocument } from './sites.documents';
import { sitesText } from './sites.text';

interface Values { code: string; name: string; parentId?: string | null; categoryId?: string | null; halfLifeDays: number }
const HALF_LIFE = 30;

/** A topic: its words, its place in the tree, what counts for it and how fast that fades. */
export function TopicDialog({ topic, topics, onClose }: { topic?: TopicRow; topics: readonly TopicRow[]; onClose: () => void }) {
  const t = useText(sitesText);
  const [form] = Form.useForm<Values>();
  const categories = useAsk(TopicCategoriesDocument, {}).data?.categories ?? [];
  const options = { refreshes: ['topics'], done: t('saved'), onDone: onClose };
  const create = useSave(CreateTopicDocument, options);
  const update = useSave(UpdateTopicDocument, options);
  const save = topic ? update : create;
  const submit = ({ parentId, categoryId, ...rest }: Values) => {
    const input = { ...rest, parentId: parentId ?? null, categoryId: categoryId ?? null };
    void (topic ? update.run({ id: topic.id, version: topic.version, input }) : create.run({ input }));
  };
  const initial: Values = { code: topic?.code ?? '', name: topic?.name ?? '', parentId: topic?.parentId ?? null, categoryId: topic?.categoryId ?? null, halfLifeDays: topic?.halfLifeDays ?? HALF_LIFE };
  const others = topics.filter(({ id }) => id !== topic?.id);
  return (
    <Dialog open title={t(topic ? 'editTopic' : 'newTopic')} onClose={onClose} verb={t(topic ? 'save' : 'make')} busy={save.busy} onVerb={() => form.submit()}>
      <Form<Values> form={form} layout="vertical" requiredMark={false} initialValues={initial} onFinish={submit}>
        <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]}><Input maxLength={80} autoFocus /></Form.Item>
        <Form.Item name="code" label={t('code')} extra={t('codeHelp')} rules={[{ required: true, pattern: /^[a-z0-9][a-z0-9._-]{0,59}$/, message: t('codeHelp') }]}><Input maxLength={60} /></Form.Item>
        <Form.Item name="parentId" label={t('parent')}><Select allowClear placeholder={t('none')} showSearch={{ optionFilterProp: 'label' }} options={others.map((one) => ({ value: one.id, label: one.name }))} /></Form.Item>
        <Form.Item name="categoryId" label={t('category')} extra={t('categoryHelp')}><Select allowClear placeholder={t('none')} showSearch={{ optionFilterProp: 'label' }} options={categories.map((one) => ({ value: one.id, label: one.name }))} /></Form.Item>
        <Form.Item name="halfLifeDays" label={t('halfLife')} extra={t('halfLifeHelp')}><InputNumber min={0.5} max={3650} /></Form.Item>
        {save.errorText && <p role="alert" className="d-tone-error">{save.errorText}</p>}
      </Form>
    </Dialog>
  );
}
