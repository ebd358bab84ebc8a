import { Form, Input, Select } from 'antd';
import { Dialog, useText } from '@dossier/ui';
import type { VariablesOf } from '@graphql-typed-document-node/core';
import type { Review } from './review.types';
import type { CorrectReviewDocument } from './upkeep.documents';
import { upkeepText } from './upkeep.text';
import { codesOf, terms, wordOf } from './upkeep.words';
import type { Correcting } from './useFindings';

type Input = VariablesOf<typeof CorrectReviewDocument>['input'];
const BASIC = ['name', 'companyName', 'occupationText', 'region', 'city'] as const;
const CONTACT = ['phone', 'email'] as const;
const LABELS = { name: 'name', companyName: 'company', occupationText: 'occupation', region: 'region', city: 'city', phone: 'phone', email: 'email' } as const;

/** What was wrong is put right; only what was changed is sent. */
export function CorrectDialog({ item, save, onClose }: { item: Review; save: Correcting; onClose: () => void }) {
  const t = useText(upkeepText);
  const term = useText(terms);
  const [form] = Form.useForm<Record<string, string>>();
  const customer = item.customer!;
  const names = item.section === 'CONTACT' ? CONTACT : BASIC;
  const before: Record<string, string> = item.section === 'CONTACT' ? {} : { gender: customer.gender ?? 'UNKNOWN', ...Object.fromEntries(BASIC.map((name) => [name, customer[name] ?? ''])) };
  const submit = async (values: Record<string, string>) => {
    const changed = Object.entries(values).filter(([name, value]) => (value ?? '').trim() !== (before[name] ?? ''));
    if (changed.length === 0) return onClose();
    if (await save.of(item, Object.fromEntries(changed.map(([name, value]) => [name, value.trim() || null])) as Input)) onClose();
    return undefined;
  };
  const faultOf = (name: string) => (save.fieldErrors[name] ? { validateStatus: 'error' as const, help: save.fieldErrors[name] } : {});
  const general = save.errorText && Object.keys(save.fieldErrors).length === 0 ? save.errorText : null;
  const words = { name: customer.name ?? customer.companyName ?? t('noName'), section: wordOf(term, 'RecordSection', item.section) };
  return (
    <Dialog open title={t('correctThis', words)} onClose={onClose} verb={t('saveCorrection')} busy={save.busy} onVerb={() => form.submit()}>
      <Form<Record<string, string>> form={form} layout="vertical" requiredMark={false} initialValues={before} onFinish={(values) => void submit(values)}>
        {general && <p role="alert" className="d-fault">{general}</p>}
        {names.map((name, at) => <Form.Item key={name} name={name} label={t(LABELS[name])} {...faultOf(name)}><Input autoFocus={at === 0} maxLength={200} onPressEnter={() => form.submit()} /></Form.Item>)}
        {item.section !== 'CONTACT' && customer.kind !== 'COMPANY' && <Form.Item name="gender" label={t('gender')}><Select options={codesOf('Gender').map((code) => ({ value: code, label: wordOf(term, 'Gender', code) }))} /></Form.Item>}
      </Form>
    </Dialog>
  );
}
