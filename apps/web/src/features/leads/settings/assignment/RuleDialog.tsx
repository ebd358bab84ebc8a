import { Form, Input, InputNumber, Select, Switch } from 'antd';
import { Dialog, useText } from '@dossier/ui';
import { LeadGrade, LeadOrigin } from '@dossier/vocabulary/lead-enums';
import { leadWords } from '../../leads.words';
import { assignmentText } from './assignment.text';
import type { RuleDraft } from './assignment.types';
import { useAssignmentChoices } from './useRuleWords';

/** One rule: which leads it takes, and to whom it gives them. */
export function RuleDialog({ rule, onDone, onClose }: { rule: RuleDraft; onDone: (rule: RuleDraft) => void; onClose: () => void }) {
  const t = useText(assignmentText);
  const [form] = Form.useForm<RuleDraft>();
  const done = (values: RuleDraft) => onDone({ ...rule, ...values, name: values.name.trim(), poolId: values.poolId ?? null, fallbackUserId: values.fallbackUserId ?? null, fallbackPoolId: values.fallbackPoolId ?? null, people: values.poolId ? [] : values.people, teams: values.poolId ? [] : values.teams });
  return (
    <Dialog open width={720} title={rule.name || t('addRule')} onClose={onClose} verb={t('done')} onVerb={() => form.submit()}>
      <Form<RuleDraft> form={form} layout="vertical" requiredMark={false} initialValues={rule} onFinish={done}>
        <Form.Item name="name" label={t('ruleName')} rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]}><Input maxLength={80} data-first /></Form.Item>
        <WhenFields />
        <WhomFields />
      </Form>
    </Dialog>
  );
}

function WhenFields() {
  const t = useText(assignmentText);
  const words = useText(leadWords);
  const { sources } = useAssignmentChoices();
  return (
    <>
      <Form.Item name="origins" label={t('origins')}><Select mode="multiple" placeholder={t('any')} options={Object.values(LeadOrigin).map((value) => ({ value, label: words(`LeadOrigin.${value}`) }))} /></Form.Item>
      <Form.Item name="sourceIds" label={t('sources')}><Select mode="multiple" placeholder={t('any')} optionFilterProp="label" options={sources} /></Form.Item>
      <Form.Item name="grades" label={t('grades')}><Select mode="multiple" placeholder={t('any')} options={Object.values(LeadGrade).map((value) => ({ value, label: words(`LeadGrade.${value}`) }))} /></Form.Item>
      <Form.Item name="places" label={t('places')}><Select mode="tags" placeholder={t('any')} tokenSeparators={[',', '，', '、']} /></Form.Item>
      <Form.Item name="leadLanguages" label={t('leadLanguages')}><Select mode="tags" placeholder={t('any')} tokenSeparators={[',', '，', '、']} /></Form.Item>
      <Form.Item name="scoreFrom" label={t('scoreFrom')}><InputNumber min={1} max={99} /></Form.Item>
      <Form.Item name="amountFrom" label={t('amountFrom')}><InputNumber min={0} /></Form.Item>
    </>
  );
}

function WhomFields() {
  const t = useText(assignmentText);
  const { people, teams, pools } = useAssignmentChoices();
  const pool = Form.useWatch<string | undefined>('poolId');
  const some = ({ getFieldValue }: { getFieldValue: (name: string) => unknown }) => ({
    validator: () => (getFieldValue('poolId') || [getFieldValue('people'), getFieldValue('teams')].some((list) => Array.isArray(list) && list.length > 0) ? Promise.resolve() : Promise.reject(new Error(t('whomNeeded')))),
  });
  return (
    <fieldset>
      <legend>{t('whom')}</legend>
      <Form.Item name="people" label={t('toPeople')} dependencies={['teams', 'poolId']} rules={[some]}><Select mode="multiple" disabled={Boolean(pool)} optionFilterProp="label" options={people} /></Form.Item>
      <Form.Item name="teams" label={t('toTeams')}><Select mode="multiple" disabled={Boolean(pool)} optionFilterProp="label" options={teams} /></Form.Item>
      <Form.Item name="poolId" label={t('toPool')}><Select allowClear options={pools} /></Form.Item>
      <Form.Item name="skills" label={t('skills')}><Select mode="tags" tokenSeparators={[',', '，', '、']} /></Form.Item>
      <Form.Item name="languages" label={t('languages')}><Select mode="tags" tokenSeparators={[',', '，', '、']} /></Form.Item>
      <Form.Item name="byTerritory" label={t('byTerritory')} valuePropName="checked"><Switch /></Form.Item>
      <Form.Item name="byLanguage" label={t('byLanguage')} valuePropName="checked"><Switch /></Form.Item>
      <Form.Item name="escalateMinutes" label={t('escalate')}><InputNumber min={1} precision={0} /></Form.Item>
      <Form.Item name="fallbackUserId" label={t('fallback')}><Select allowClear optionFilterProp="label" options={people} /></Form.Item>
      <Form.Item name="fallbackPoolId" label={t('fallbackPool')}><Select allowClear options={pools} /></Form.Item>
    </fieldset>
  );
}
