import { Alert, Button, Checkbox, Form, Input, Radio } from 'antd';
import { Section, useText } from '@dossier/ui';
import { useRef, useState } from 'react';
import { blank, GRADES, isMail, isSomebody, type FairForm as Values, type FairSetup } from './fair.rules';
import { fairText } from './fair.text';
import type { FairDraft } from './useFair';

const ROWS = 2;

/** Somebody met at a stand, in as few taps as possible: whatever is saved stands on the phone at once. */
export function FairForm({ setup, keep }: { setup: FairSetup; keep: (form: FairDraft) => Promise<boolean> }) {
  const t = useText(fairText);
  const [values, setValues] = useState<Values>(blank);
  const [told, setTold] = useState<'saved' | 'somebody' | 'mailWrong' | 'notKept' | null>(null);
  const first = useRef<HTMLDivElement>(null);
  const wording = setup.purpose ? t('agreed', { purpose: setup.purpose.name }) : null;
  const set = (change: Partial<Values>) => {
    setTold(null);
    setValues((now) => ({ ...now, ...change }));
  };
  const save = async () => {
    if (!isSomebody(values)) return setTold('somebody');
    if (!isMail(values.email)) return setTold('mailWrong');
    if (!(await keep({ ...values, ...setup, isAgreed: values.isAgreed && wording !== null, wording }))) return setTold('notKept');
    setValues(blank());
    setTold('saved');
    first.current?.querySelector('input')?.focus();
  };
  const line = (name: 'name' | 'companyName' | 'phone' | 'email' | 'interest', type = 'text') => (
    <Form.Item label={t(name)} htmlFor={`fair-${name}`}>
      <Input id={`fair-${name}`} type={type} autoComplete="off" maxLength={name === 'phone' ? 60 : 200} value={values[name]} onChange={(event) => set({ [name]: event.target.value })} />
    </Form.Item>
  );
  return (
    <Section title={t('entry')} note={t('lead')}>
      <Form layout="vertical" className="d-form lead-fair" onFinish={() => void save()}>
        <div ref={first}>{line('name')}</div>
        {line('companyName')}
        {line('phone', 'tel')}
        {line('email', 'email')}
        {line('interest')}
        <Form.Item label={t('grade')}>
          <Radio.Group aria-label={t('grade')} optionType="button" size="large" value={values.grade} options={GRADES.map((grade) => ({ value: grade, label: grade }))} onChange={(event) => set({ grade: event.target.value as string })} />
        </Form.Item>
        <Form.Item label={t('note')} htmlFor="fair-note"><Input.TextArea id="fair-note" rows={ROWS} maxLength={2_000} value={values.note} onChange={(event) => set({ note: event.target.value })} /></Form.Item>
        <Form.Item>{wording === null ? <span className="d-caption">{t('noPurpose')}</span> : <Checkbox checked={values.isAgreed} onChange={(event) => set({ isAgreed: event.target.checked })}>{wording}</Checkbox>}</Form.Item>
        <Button type="primary" size="large" htmlType="submit" block>{t('save')}</Button>
        <div role="status">{told === 'saved' && <p className="d-note">{t('saved')}</p>}</div>
        {told !== null && told !== 'saved' && <Alert role="alert" type={told === 'notKept' ? 'error' : 'warning'} showIcon title={t(told)} />}
      </Form>
    </Section>
  );
}
