import { Button, Input } from 'antd';
import { useSave, useViewer } from '@dossier/client';
import { Section, useText } from '@dossier/ui';
import { useState } from 'react';
import { CreatePolicyDocument, UpdatePolicyDocument } from './assignment.documents';
import { assignmentText } from './assignment.text';
import { draftOf, ruleInput, type Policy, type RuleDraft } from './assignment.types';
import { PolicyState } from './PolicyState';
import { RuleList } from './RuleList';
import { SimulationSection } from './SimulationSection';
import { TrySection } from './TrySection';

/** A policy: its rules in order, a try of them as they stand, a simulation, and the switch. */
export function PolicyEditor({ policy, onMade, onClose }: { policy?: Policy; onMade: (id: string) => void; onClose: () => void }) {
  const t = useText(assignmentText);
  const currency = useViewer().company.currency ?? 'CNY';
  const [name, setName] = useState(policy?.name ?? '');
  const [rules, setRules] = useState<RuleDraft[]>(() => (policy?.rules ?? []).map((rule) => draftOf(rule, currency)));
  const options = { refreshes: ['assignmentPolicies'], done: t('saved') };
  const create = useSave(CreatePolicyDocument, { ...options, onDone: ({ createAssignmentPolicy: made }) => made && onMade(made.id) });
  const update = useSave(UpdatePolicyDocument, options);
  const save = policy ? update : create;
  const input = { name: name.trim(), rules: rules.map(ruleInput) } as never;
  const run = () => void (policy ? update.run({ id: policy.id, version: policy.version, input }) : create.run({ input }));
  return (
    <Section title={policy?.name ?? t('add')}>
      <div className="assign-editor">
        <label>{t('name')}<Input value={name} maxLength={80} onChange={(event) => setName(event.target.value)} /></label>
        <RuleList rules={rules} onChange={setRules} />
        {save.errorText && <p role="alert" className="d-tone-error">{save.errorText}</p>}
        <p className="assign-verbs">
          <Button type="primary" disabled={name.trim() === '' || save.busy} aria-busy={save.busy} onClick={run}>{t('save')}</Button>
          {policy && <PolicyState policy={policy} onArchived={onClose} />}
        </p>
        {rules.length > 0 && <TrySection rules={rules} />}
        {policy && <SimulationSection policy={policy} />}
      </div>
    </Section>
  );
}
