import { Form, Input, Radio, Select } from 'antd';
import { useAsk, useSave } from '@dossier/client';
import { Dialog, useText } from '@dossier/ui';
import { CreateMarketSegmentDocument, MarketChoicesDocument, UpdateMarketSegmentDocument, type MarketLine, type MarketSegmentWish } from './groups.documents';
import { marketsText } from './markets.text';

type Values = MarketSegmentWish;
const BASES = ['REGION', 'CATEGORY', 'SEGMENT'] as const;

/** A part of the market: its name, and by what it is told apart. */
export function MarketDialog({ segment, onClose }: { segment?: MarketLine['segment']; onClose: () => void }) {
  const t = useText(marketsText);
  const [form] = Form.useForm<Values>();
  const choices = useAsk(MarketChoicesDocument, {}).data;
  const options = { refreshes: ['marketBoard'], done: t('saved'), onDone: onClose };
  const create = useSave(CreateMarketSegmentDocument, options);
  const update = useSave(UpdateMarketSegmentDocument, options);
  const save = segment ? update : create;
  const basis = Form.useWatch('basis', form) ?? segment?.basis ?? 'REGION';
  const submit = ({ name, note, segmentId, categoryId, country, region }: Values) => {
    const place = basis === 'SEGMENT' ? { segmentId } : basis === 'CATEGORY' ? { categoryId } : { country: country?.toUpperCase() || null, region: region || null };
    const input: Values = { name, note: note || null, basis, ...place };
    void (segment ? update.run({ id: segment.id, version: segment.version, input }) : create.run({ input }));
  };
  const rules = [{ required: true, message: t('needed') }];
  const initial = { name: segment?.name ?? '', note: segment?.note, basis: segment?.basis ?? 'REGION', segmentId: segment?.segmentId, categoryId: segment?.categoryId, country: segment?.country, region: segment?.region } as Values;
  return (
    <Dialog open title={t(segment ? 'editTitle' : 'add')} onClose={onClose} verb={t('save')} busy={save.busy} onVerb={() => form.submit()}>
      <Form<Values> form={form} layout="vertical" requiredMark={false} initialValues={initial} onFinish={submit}>
        <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('needed') }]}><Input maxLength={80} autoFocus /></Form.Item>
        <Form.Item name="basis" label={t('by')}><Radio.Group options={BASES.map((value) => ({ value, label: t(value) }))} /></Form.Item>
        {basis === 'REGION' && <Form.Item name="country" label={t('country')}><Input maxLength={2} /></Form.Item>}
        {basis === 'REGION' && <Form.Item name="region" label={t('region')}><Input maxLength={80} /></Form.Item>}
        {basis === 'CATEGORY' && <Form.Item name="categoryId" label={t('CATEGORY')} rules={rules}><Select showSearch={{ optionFilterProp: 'label' }} options={(choices?.categories ?? []).map(({ id, name }) => ({ value: id, label: name }))} /></Form.Item>}
        {basis === 'SEGMENT' && <Form.Item name="segmentId" label={t('SEGMENT')} rules={rules}><Select showSearch={{ optionFilterProp: 'label' }} options={(choices?.segments?.nodes ?? []).filter(({ readable }) => readable).map(({ id, name }) => ({ value: id, label: name }))} /></Form.Item>}
        <Form.Item name="note" label={t('note')}><Input maxLength={500} /></Form.Item>
        {save.errorText && <p role="alert" className="d-tone-error">{save.errorText}</p>}
      </Form>
    </Dialog>
  );
}
