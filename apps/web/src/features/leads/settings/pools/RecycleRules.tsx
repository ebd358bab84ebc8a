import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useText } from '@dossier/ui';
import { LeadGrade, LeadStage, RecycleReason } from '@dossier/vocabulary/lead-enums';
import { leadWords } from '../../leads.words';
import { ProductsChoice } from '../ProductsChoice';
import { poolsText } from './pools.text';

/** When leads go back by themselves: each rule with its time, and of which grades and stages. */
export function RecycleRules() {
  const t = useText(poolsText);
  return (
    <Form.List name="recycle">
      {(fields, { add, remove }) => (
        <fieldset>
          <legend>{t('recycle')}</legend>
          {fields.map(({ key, name }) => <RuleFields key={key} at={name} onDrop={() => remove(name)} />)}
          <Button onClick={() => add({ reason: RecycleReason.IDLE, days: 14 })}>{t('addRule')}</Button>
        </fieldset>
      )}
    </Form.List>
  );
}

function RuleFields({ at, onDrop }: { at: number; onDrop: () => void }) {
  const t = useText(poolsText);
  const words = useText(leadWords);
  const reason = Form.useWatch<string | undefined>(['recycle', at, 'reason']);
  return (
    <div className="assign-rule">
      <Form.Item name={[at, 'reason']} label={t('reason')}><Select options={Object.values(RecycleReason).map((value) => ({ value, label: words(`RecycleReason.${value}`) }))} /></Form.Item>
      {reason === RecycleReason.UNANSWERED
        ? <Form.Item name={[at, 'hours']} label={t('hours')} rules={[{ required: true, message: t('hours') }]}><InputNumber min={1} max={8760} precision={0} /></Form.Item>
        : <Form.Item name={[at, 'days']} label={t('days')} rules={[{ required: true, message: t('days') }]}><InputNumber min={0} max={3650} precision={0} /></Form.Item>}
      {reason === RecycleReason.CONTRACT_END && <Form.Item name={[at, 'contractField']} label={t('contractField')} rules={[{ required: true, message: t('contractField') }]}><Input /></Form.Item>}
      <Form.Item name={[at, 'grades']} label={t('grades')}><Select mode="multiple" placeholder={t('all')} options={Object.values(LeadGrade).map((value) => ({ value, label: words(`LeadGrade.${value}`) }))} /></Form.Item>
      <Form.Item name={[at, 'stages']} label={t('stages')}><Select mode="multiple" placeholder={t('all')} options={Object.values(LeadStage).map((value) => ({ value, label: words(`LeadStage.${value}`) }))} /></Form.Item>
      <Form.Item name={[at, 'productIds']} label={t('products')}><ProductsChoice /></Form.Item>
      <Button size="small" type="link" onClick={onDrop}>{t('dropRule')}</Button>
    </div>
  );
}
