import { Form, Input } from 'antd';
import { Dialog, useText } from '@dossier/ui';
import { assignmentText } from './assignment.text';
import type { RuleDraft } from './assignment.types';
import { WhenFields } from './WhenFields';
import { WhomFields } from './WhomFields';

/** A number that was taken out of its field again. */
const orNone = <T,>(value: T | null | undefined): T | null => value ?? null;

/** One rule: which leads it takes, and to whom it gives them. */
export function RuleDialog({ rule, onDone, onClose }: { rule: RuleDraft; onDone: (rule: RuleDraft) => void; onClose: () => void }) {
  const t = useText(assignmentText);
  const [form] = Form.useForm<RuleDraft>();
  const done = (values: RuleDraft) => onDone({
    ...rule, ...values, name: values.name.trim(), scoreFrom: orNone(values.scoreFrom), scoreTo: orNone(values.scoreTo), amountFrom: orNone(values.amountFrom), amountTo: orNone(values.amountTo),
    escalateMinutes: orNone(values.escalateMinutes), poolId: orNone(values.poolId), fallbackUserId: orNone(values.fallbackUserId), fallbackPoolId: orNone(values.fallbackPoolId), attributes: values.attributes ?? [],
    people: values.poolId ? [] : values.people, teams: values.poolId ? [] : values.teams, weights: { ...rule.weights, ...values.weights },
  });
  return (
    <Dialog open width={720} title={rule.name || t('addRule')} onClose={onClose} verb={t('done')} onVerb={() => form.submit()}>
      <Form<RuleDraft> form={form} layout="vertical" requiredMark={false} initialValues={rule} scrollToFirstError onFinish={done}>
        <Form.Item name="name" label={t('ruleName')} rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]}><Input maxLength={80} data-first /></Form.Item>
        <WhenFields />
        <WhomFields />
      </Form>
    </Dialog>
  );
}
