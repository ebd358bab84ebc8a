import { Form, InputNumber, Radio, Select, Switch } from 'antd';
import { useText, type Option } from '@dossier/ui';
import { useState } from 'react';
import { assignmentText } from './assignment.text';
import { LanguagesChoice } from './LanguagesChoice';
import { useAssignmentChoices } from './useRuleWords';

const COMMAS = [',', '，', '、'];
type Reader = { getFieldValue: (name: string) => unknown };
const hasSome = (value: unknown): boolean => Array.isArray(value) && value.length > 0;

/** To whom a rule gives its leads: people and teams with their weights, or a pool. */
export function WhomFields() {
  const t = useText(assignmentText);
  const form = Form.useFormInstance();
  const { pools } = useAssignmentChoices();
  const [isPool, setPool] = useState(() => Boolean(form.getFieldValue('poolId')));
  const turn = (next: boolean) => {
    setPool(next);
    if (!next) form.setFieldValue('poolId', null);
  };
  return (
    <fieldset className="assign-part">
      <legend>{t('whom')}</legend>
      <div className="assign-choice"><Radio.Group aria-label={t('whom')} value={isPool} options={[{ value: false, label: t('toSomebody') }, { value: true, label: t('toPool') }]} onChange={({ target }) => turn(Boolean(target.value))} /></div>
      {isPool
        ? <Form.Item name="poolId" label={t('pool')} rules={[{ required: true, message: t('poolNeeded') }]}><Select options={pools} notFoundContent={t('noPools')} /></Form.Item>
        : <><Shares /><Fit /><Fallback /></>}
    </fieldset>
  );
}

function Shares() {
  const t = useText(assignmentText);
  const { people, teams } = useAssignmentChoices();
  const some = ({ getFieldValue }: Reader) => ({ validator: () => (hasSome(getFieldValue('people')) || hasSome(getFieldValue('teams')) ? Promise.resolve() : Promise.reject(new Error(t('whomNeeded')))) });
  return (
    <>
      <div className="assign-grid">
        <Form.Item name="people" label={t('toPeople')} dependencies={['teams']} rules={[some]}><Select mode="multiple" optionFilterProp="label" options={people} /></Form.Item>
        <Form.Item name="teams" label={t('toTeams')}><Select mode="multiple" optionFilterProp="label" options={teams} /></Form.Item>
      </div>
      <Weights people={people} teams={teams} />
    </>
  );
}

/** How much of the leads each one named gets: it multiplies with the weight of their own profile. */
function Weights({ people, teams }: { people: readonly Option[]; teams: readonly Option[] }) {
  const t = useText(assignmentText);
  const form = Form.useFormInstance();
  const named: string[] = [...(Form.useWatch<string[] | undefined>('people') ?? []), ...(Form.useWatch<string[] | undefined>('teams') ?? [])];
  const nameOf = (id: string) => [...people, ...teams].find(({ value }) => value === id)?.label ?? '…';
  if (named.length === 0) return null;
  return (
    <div className="assign-weights">
      <p className="assign-label">{t('weights')}</p>
      <p className="d-note">{t('weightsNote')}</p>
      <ul>
        {named.map((id) => (
          <li key={id}><span>{nameOf(id)}</span><Form.Item name={['weights', id]} noStyle {...(form.getFieldValue(['weights', id]) === undefined && { initialValue: 1 })} rules={[{ required: true, message: t('weightNeeded', { name: nameOf(id) }) }]}><InputNumber min={0.1} max={100} step={0.5} aria-label={t('weightOf', { name: nameOf(id) })} /></Form.Item></li>
        ))}
      </ul>
    </div>
  );
}

/** What somebody must be able to do, beside being there: leave, working time and caps hold for every rule. */
function Fit() {
  const t = useText(assignmentText);
  return (
    <>
      <div className="assign-grid">
        <Form.Item name="skills" label={t('skills')}><Select mode="tags" placeholder={t('none')} tokenSeparators={COMMAS} /></Form.Item>
        <Form.Item name="languages" label={t('languages')}><LanguagesChoice placeholder={t('none')} /></Form.Item>
        <Form.Item name="byTerritory" label={t('byTerritory')} valuePropName="checked"><Switch /></Form.Item>
        <Form.Item name="byLanguage" label={t('byLanguage')} valuePropName="checked"><Switch /></Form.Item>
      </div>
      <p className="d-note">{t('always')}</p>
    </>
  );
}

/** Where a lead goes that nobody may have: after how long, and to whom. One without the other is refused. */
function Fallback() {
  const t = useText(assignmentText);
  const { people, pools } = useAssignmentChoices();
  const timed = ({ getFieldValue }: Reader) => ({
    validator: (_: unknown, minutes?: number | null) => {
      const isNamed = Boolean(getFieldValue('fallbackUserId') ?? getFieldValue('fallbackPoolId'));
      if (isNamed && !minutes) return Promise.reject(new Error(t('minutesNeeded')));
      return minutes && !isNamed ? Promise.reject(new Error(t('fallbackNeeded'))) : Promise.resolve();
    },
  });
  return (
    <div className="assign-grid">
      <Form.Item name="escalateMinutes" label={t('escalate')} dependencies={['fallbackUserId', 'fallbackPoolId']} rules={[timed]}><InputNumber min={1} max={100_000} precision={0} placeholder={t('never')} /></Form.Item>
      <Form.Item name="fallbackUserId" label={t('fallback')}><Select allowClear optionFilterProp="label" options={people} /></Form.Item>
      <Form.Item name="fallbackPoolId" label={t('fallbackPool')}><Select allowClear options={pools} notFoundContent={t('noPools')} /></Form.Item>
    </div>
  );
}
