import { Button } from 'antd';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useViewer } from '@dossier/client';
import { Icon, useText } from '@dossier/ui';
import { useState } from 'react';
import { assignmentText } from './assignment.text';
import { draftOf, moved, takesAll, type RuleDraft } from './assignment.types';
import { RuleDialog } from './RuleDialog';
import { useRuleSentence } from './useRuleWords';

interface RuleListProps { rules: readonly RuleDraft[]; onChange: (rules: RuleDraft[]) => void }

/** The rules in their order: moved by drag or by their arrows, each said in one sentence. */
export function RuleList({ rules, onChange }: RuleListProps) {
  const t = useText(assignmentText);
  const say = useRuleSentence(rules);
  const currency = useViewer().company.currency ?? 'CNY';
  const last = rules.findIndex(takesAll);
  const [editing, edit] = useState<RuleDraft | null>(null);
  const [dragged, drag] = useState<number | null>(null);
  const put = (rule: RuleDraft) => {
    onChange(rules.some(({ key }) => key === rule.key) ? rules.map((one) => (one.key === rule.key ? rule : one)) : [...rules, rule]);
    edit(null);
  };
  const drop = (to: number) => {
    if (dragged !== null && dragged !== to) onChange(moved(rules, dragged, to));
    drag(null);
  };
  return (
    <>
      <h3>{t('rules')}</h3>
      {rules.length === 0 && <p className="d-note">{t('noRules')}</p>}
      <ol className="assign-rules">
        {rules.map((rule, at) => (
          <li key={rule.key} draggable onDragStart={() => drag(at)} onDragOver={(event) => event.preventDefault()} onDrop={() => drop(at)}>
            <span><strong>{rule.name}</strong><br />{say(rule)}{last >= 0 && at > last && <><br /><span className="d-tone-warn">{t('unreached', { name: rules[last]!.name })}</span></>}</span>
            <span className="assign-verbs">
              <Button size="small" icon={<Icon of={ArrowUp} />} aria-label={t('up', { name: rule.name })} disabled={at === 0} onClick={() => onChange(moved(rules, at, at - 1))} />
              <Button size="small" icon={<Icon of={ArrowDown} />} aria-label={t('down', { name: rule.name })} disabled={at === rules.length - 1} onClick={() => onChange(moved(rules, at, at + 1))} />
              <Button size="small" aria-label={t('editThis', { name: rule.name })} onClick={() => edit(rule)}>{t('edit')}</Button>
              <Button size="small" type="link" aria-label={t('drop', { name: rule.name })} onClick={() => onChange(rules.filter(({ key }) => key !== rule.key))}>{t('remove')}</Button>
            </span>
          </li>
        ))}
      </ol>
      <Button onClick={() => edit(draftOf(null, currency))}>{t('addRule')}</Button>
      {editing && <RuleDialog rule={editing} onDone={put} onClose={() => edit(null)} />}
    </>
  );
}
