import { Button, Form, Input, InputNumber, Select } from 'antd';
import { X } from 'lucide-react';
import { useViewer } from '@dossier/client';
import { Icon, useText } from '@dossier/ui';
import { LeadGrade, LeadOrigin } from '@dossier/vocabulary/lead-enums';
import { leadWords } from '../../leads.words';
import { readAmount, sayAmount } from '../../record/amount';
import { ProductsChoice } from '../ProductsChoice';
import { assignmentText } from './assignment.text';
import { LanguagesChoice } from './LanguagesChoice';
import { useAssignmentChoices } from './useRuleWords';

const COMMAS = [',', '，', '、'];
const CURRENCIES = ['CNY', 'GBP', 'USD', 'EUR', 'HKD', 'JPY', 'SGD'];
const MOST = 1_000_000_000_000;

/** Which leads a rule takes: what is left empty asks for nothing. */
export function WhenFields() {
  const t = useText(assignmentText);
  const words = useText(leadWords);
  const { sources } = useAssignmentChoices();
  return (
    <fieldset className="assign-part">
      <legend>{t('when')}</legend>
      <p className="d-note">{t('whenNote')}</p>
      <div className="assign-grid">
        <Form.Item name="origins" label={t('origins')}><Select mode="multiple" placeholder={t('any')} options={Object.values(LeadOrigin).map((value) => ({ value, label: words(`LeadOrigin.${value}`) }))} /></Form.Item>
        <Form.Item name="sourceIds" label={t('sources')}><Select mode="multiple" placeholder={t('any')} optionFilterProp="label" options={sources} /></Form.Item>
        <Form.Item name="productIds" label={t('products')}><ProductsChoice /></Form.Item>
        <Form.Item name="places" label={t('places')}><Select mode="tags" placeholder={t('any')} tokenSeparators={COMMAS} /></Form.Item>
        <Form.Item name="leadLanguages" label={t('leadLanguages')}><LanguagesChoice placeholder={t('any')} /></Form.Item>
        <Form.Item name="grades" label={t('grades')}><Select mode="multiple" placeholder={t('any')} options={Object.values(LeadGrade).map((value) => ({ value, label: words(`LeadGrade.${value}`) }))} /></Form.Item>
        <Bounds name="score" label={t('score')} />
        <Bounds name="amount" label={t('amount')} />
      </div>
      <Attributes />
    </fieldset>
  );
}

/** From and to, both with it; the upper one not below the lower one. */
function Bounds({ name, label }: { name: 'score' | 'amount'; label: string }) {
  const t = useText(assignmentText);
  const [low, high] = [`${name}From`, `${name}To`];
  const isScore = name === 'score';
  const range = isScore ? { min: 1, max: 99 } : { min: 0, max: MOST, formatter: sayAmount, parser: readAmount, precision: 2 };
  const inOrder = ({ getFieldValue }: { getFieldValue: (field: string) => number | null | undefined }) => ({
    validator: (_: unknown, value: number | null | undefined) => {
      const from = getFieldValue(low);
      return typeof value === 'number' && typeof from === 'number' && value < from ? Promise.reject(new Error(t('upsideDown'))) : Promise.resolve();
    },
  });
  return (
    <Form.Item label={label}>
      <span className="assign-range">
        <Form.Item name={low} noStyle><InputNumber<number> {...range} controls={false} changeOnWheel={false} placeholder={t('any')} aria-label={t('fromOf', { name: label })} /></Form.Item>
        <span aria-hidden>–</span>
        <Form.Item name={high} noStyle dependencies={[low]} rules={[inOrder]}><InputNumber<number> {...range} controls={false} changeOnWheel={false} placeholder={t('any')} aria-label={t('toOf', { name: label })} /></Form.Item>
        {!isScore && <Form.Item name="currency" noStyle><Currency /></Form.Item>}
      </span>
    </Form.Item>
  );
}

/** The currency that the amounts are in; a rule made before may hold for each lead's own. */
function Currency({ id, value, onChange }: { id?: string; value?: string | null; onChange?: (currency: string | null) => void }) {
  const t = useText(assignmentText);
  const own = useViewer().company.currency ?? CURRENCIES[0]!;
  const codes = [...new Set([own, ...(value ? [value] : []), ...CURRENCIES])].map((code) => ({ value: code, label: code }));
  return <Select<string> {...(id !== undefined && { id })} aria-label={t('currency')} className="assign-currency" popupMatchSelectWidth={false} value={value ?? ''} options={[...codes, { value: '', label: t('ownCurrency') }]} onChange={(next) => onChange?.(next || null)} />;
}

/** Answers of forms, columns of imports and the like, by name: one of the values must be it. */
function Attributes() {
  const t = useText(assignmentText);
  const needed = [{ required: true, whitespace: true, message: t('attributeNameNeeded') }];
  const some = [{ validator: (_: unknown, values?: string[]) => (values?.some((value) => value.trim() !== '') ? Promise.resolve() : Promise.reject(new Error(t('attributeValuesNeeded')))) }];
  return (
    <Form.List name="attributes">
      {(fields, { add, remove }) => (
        <div className="assign-attributes">
          <p className="assign-label">{t('attributes')}</p>
          <p className="d-note">{t('attributesNote')}</p>
          {fields.map(({ key, name }) => (
            <div key={key} className="assign-attribute">
              <Form.Item name={[name, 'name']} rules={needed}><Input maxLength={80} aria-label={t('attributeName')} placeholder={t('attributeName')} /></Form.Item>
              <Form.Item name={[name, 'values']} rules={some}><Select mode="tags" tokenSeparators={COMMAS} aria-label={t('attributeValues')} placeholder={t('attributeValues')} /></Form.Item>
              <Button type="text" icon={<Icon of={X} />} aria-label={t('dropAttribute')} onClick={() => remove(name)} />
            </div>
          ))}
          <Button size="small" onClick={() => add({ name: '', values: [] })}>{t('addAttribute')}</Button>
        </div>
      )}
    </Form.List>
  );
}
