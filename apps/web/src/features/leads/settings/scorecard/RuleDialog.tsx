import { Form, Input, InputNumber, Radio, Select } from 'antd';
import { categoryAxis, Chart, Dialog, quietFrame, useLanguage, useText, valueAxis } from '@dossier/ui';
import { CustomFieldsDocument, useAsk, useFormat, type AnswerOf } from '@dossier/client';
import { leadWords } from '../../leads.words';
import { axisOf, fading, freeKey, HAPPENINGS, partsOf, partsOfField, SUBJECTS, type Axis, type DraftRule, type Part, type Subject } from './scorecard.rules';
import { scorecardText } from './scorecard.text';
import { useSubjectChoices } from './useSubjectChoices';

interface Values { subject: Subject; in?: string[]; topicIds?: string[]; min?: number | null; max?: number | null; known?: 'YES' | 'NO' | 'ANY'; name?: string; field?: string; path?: string; weight: number; halfLifeDays?: number | null; cap?: number | null }
type OwnField = NonNullable<NonNullable<AnswerOf<typeof CustomFieldsDocument>['customFields']>[number]>;
interface DialogProps { axis: Axis; rules: readonly DraftRule[]; onAdd: (rule: DraftRule) => void; onClose: () => void }
const MONEY: readonly Subject[] = ['BUDGET', 'AMOUNT'];
const HUNDRED = 100;
const USUAL_HALF_LIFE = 14;

/** A new rule: what it looks at, and what that is worth. */
export function RuleDialog({ axis, rules, onAdd, onClose }: DialogProps) {
  const t = useText(scorecardText);
  const word = useText(leadWords);
  const [form] = Form.useForm<Values>();
  const open = SUBJECTS.filter((subject) => axisOf(subject) === axis);
  const subject = Form.useWatch('subject', form) ?? open[0]!;
  const [weight, half] = [Form.useWatch('weight', form), Form.useWatch('halfLifeDays', form)];
  const field = useFieldOf(Form.useWatch('field', form));
  const submit = (values: Values) => onAdd(ruleOf(values, rules, field));
  const first: Values = { subject: open[0]!, weight: 10, known: 'YES', ...(axis === 'ENGAGEMENT' && { halfLifeDays: USUAL_HALF_LIFE, cap: 30 }) };
  return (
    <Dialog open title={t('addRule')} onClose={onClose} verb={t('add')} onVerb={() => form.submit()} width={640}>
      <Form<Values> form={form} layout="vertical" requiredMark={false} onFinish={submit} initialValues={first}>
        <Form.Item name="subject" label={t('subject')}><Select options={open.map((value) => ({ value, label: word(`LeadRuleSubject.${value}`) }))} onChange={() => form.setFieldsValue({ in: [], topicIds: [], min: null, max: null, name: '', field: undefined, path: '' })} /></Form.Item>
        {partsOf[subject].includes('field') ? <FieldFields field={field} /> : <SubjectFields subject={subject} />}
        <div className="score-levels">
          <Form.Item name="weight" label={t('points')} rules={[{ required: true, message: t('needed') }]}><InputNumber min={-100} max={100} precision={0} /></Form.Item>
          {HAPPENINGS.includes(subject) && <Form.Item name="halfLifeDays" label={t('halfLife')}><InputNumber min={0.5} max={365} /></Form.Item>}
          {HAPPENINGS.includes(subject) && <Form.Item name="cap" label={t('cap')}><InputNumber min={1} max={100} precision={0} /></Form.Item>}
        </div>
        {HAPPENINGS.includes(subject) && <FadingCurve weight={weight ?? first.weight} halfLifeDays={half ?? null} />}
      </Form>
    </Dialog>
  );
}

const OPEN_LONG = 300_000;
const useOwnFields = (): readonly OwnField[] => (useAsk(CustomFieldsDocument, {}, { staleTime: OPEN_LONG }).data?.customFields ?? []).filter(({ personal, word }) => !personal && !word);
const useFieldOf = (key: string | undefined): OwnField | null => useOwnFields().find((one) => one.key === key) ?? null;

/** Which field of the company's own, and what must stand there. */
function FieldFields({ field }: { field: OwnField | null }) {
  const t = useText(scorecardText);
  const language = useLanguage();
  const fields = useOwnFields();
  const parts = field ? partsOfField(field.type) : [];
  const named = ({ name, nameEn }: { name?: string | null; nameEn?: string | null }) => (language === 'zh' ? name : nameEn) ?? name ?? '';
  const choices = field?.type === 'BOOLEAN' ? [{ value: 'true', label: t('yes') }, { value: 'false', label: t('no') }] : (field?.options ?? []).map((one) => ({ value: one.value ?? '', label: named(one) }));
  return (
    <>
      <Form.Item name="field" label={t('field')} rules={[{ required: true, message: t('needed') }]} extra={fields.length === 0 ? t('noFields') : t('fieldsNote')}><Select showSearch optionFilterProp="label" options={fields.map((one) => ({ value: one.key ?? '', label: named(one) }))} /></Form.Item>
      {parts.includes('values') && <Form.Item name="in" label={t('values')}><Select mode="multiple" options={choices} optionFilterProp="label" /></Form.Item>}
      {parts.includes('range') && <RangeFields suffix={field?.type === 'MONEY' ? field.currency : null} />}
      {field && <KnownField may={parts.length > 1} />}
    </>
  );
}

function RangeFields({ suffix = null }: { suffix?: string | null | undefined }) {
  const t = useText(scorecardText);
  return <div className="score-levels"><Form.Item name="min" label={t('least')}><InputNumber suffix={suffix} /></Form.Item><Form.Item name="max" label={t('most')}><InputNumber suffix={suffix} /></Form.Item></div>;
}

function KnownField({ may }: { may: boolean }) {
  const t = useText(scorecardText);
  return <Form.Item name="known" label={t('isKnown')}><Radio.Group options={[{ value: 'YES', label: t('known') }, { value: 'NO', label: t('unknown') }, ...(may ? [{ value: 'ANY', label: t('either') }] : [])]} /></Form.Item>;
}

function SubjectFields({ subject }: { subject: Subject }) {
  const t = useText(scorecardText);
  const parts = partsOf[subject];
  const { values, topics } = useSubjectChoices(subject);
  const needed = [{ required: true, message: t('needed') }];
  return (
    <>
      {parts.includes('name') && <Form.Item name="name" label={t('attribute')} rules={needed}><Input maxLength={80} /></Form.Item>}
      {parts.includes('values') && <Form.Item name="in" label={t('values')} rules={parts.length === 1 ? needed : []}><Select mode={values ? 'multiple' : 'tags'} options={values ?? []} optionFilterProp="label" placeholder={values ? undefined : t('typed')} /></Form.Item>}
      {parts.includes('path') && <Form.Item name="path" label={t('path')}><Input maxLength={200} placeholder="/price" /></Form.Item>}
      {parts.includes('topics') && <Form.Item name="topicIds" label={t('topics')}><Select mode="multiple" options={topics} optionFilterProp="label" /></Form.Item>}
      {parts.includes('range') && <RangeFields />}
      {parts.includes('known') && <KnownField may={parts.length > 1} />}
    </>
  );
}

/** Amounts are kept in minor units, completeness as a share; people write whole units and hundredths. */
function ruleOf({ subject, known, ...values }: Values, rules: readonly DraftRule[], field: OwnField | null): DraftRule {
  const kept = (value: number | null | undefined): number | null => (value === null || value === undefined ? null : MONEY.includes(subject) || field?.type === 'MONEY' ? Math.round(value * HUNDRED) : subject === 'COMPLETENESS' ? value / HUNDRED : value);
  const parts: readonly Part[] = field ? partsOfField(field.type) : partsOf[subject];
  return {
    key: freeKey(rules, subject), axis: axisOf(subject), subject, weight: values.weight, in: values.in?.length ? values.in : null, topicIds: values.topicIds?.length ? values.topicIds : null, min: kept(values.min), max: kept(values.max),
    isKnown: parts.includes('known') && known !== 'ANY' ? known === 'YES' : null, name: field?.key ?? (values.name?.trim() || null), path: values.path?.trim() || null, halfLifeDays: values.halfLifeDays ?? null, cap: values.cap ?? null, text: null,
  };
}

/** How the points of one happening fade. */
function FadingCurve({ weight, halfLifeDays }: { weight: number; halfLifeDays: number | null }) {
  const t = useText(scorecardText);
  const format = useFormat();
  if (!halfLifeDays) return <p className="d-note">{t('noHalfLife')}</p>;
  const steps = fading(weight, halfLifeDays);
  return (
    <Chart title={t('curve', { weight, half: halfLifeDays, left: weight / 2 })} unit={t('curveUnit')} asOf={format.dayShort(format.today())} height={140}
      option={(palette) => ({ ...quietFrame(palette), xAxis: categoryAxis(palette, steps.map(({ day }) => String(day))), yAxis: valueAxis(palette), series: [{ type: 'line', symbol: 'none', lineStyle: { color: palette.chart[0] }, data: steps.map(({ left }) => left) }] })}
      table={{ columns: [{ key: 'day', title: t('day'), align: 'right' }, { key: 'left', title: t('left'), align: 'right' }], rows: steps.map(({ day, left }) => ({ day, left })) }} />
  );
}
