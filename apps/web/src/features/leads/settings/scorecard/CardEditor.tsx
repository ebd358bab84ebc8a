import { Button, Input, InputNumber, Table } from 'antd';
import { useSave } from '@dossier/client';
import { Section, useText, useToast } from '@dossier/ui';
import { useState, type HTMLAttributes } from 'react';
import { leadWords } from '../../leads.words';
import { GradingEditor } from './GradingEditor';
import { RuleDialog } from './RuleDialog';
import { SaveScorecardDraftDocument } from './scorecard.documents';
import { inputOf, type Axis, type Draft, type DraftRule } from './scorecard.rules';
import { scorecardText } from './scorecard.text';
import { CARDS_CHANGED } from './ScorecardVerbs';

const AXES = ['FIT', 'ENGAGEMENT'] as const;
interface EditorProps { draft: Draft; version: number | null; onChange: (draft: Draft) => void; onClose: () => void }

/** The rules of a draft with their points, and how grades follow. */
export function CardEditor({ draft, version, onChange, onClose }: EditorProps) {
  const t = useText(scorecardText);
  const save = useSave(SaveScorecardDraftDocument, { refreshes: CARDS_CHANGED, done: t('saved'), onDone: onClose });
  return (
    <form onSubmit={(event) => { event.preventDefault(); void save.run({ input: inputOf(draft), version }); }}>
      {AXES.map((axis) => <AxisEditor key={axis} axis={axis} draft={draft} onChange={onChange} />)}
      <GradingEditor grading={draft.grading} onChange={(grading) => onChange({ ...draft, grading })} />
      <label className="score-note">{t('note')}<Input maxLength={400} value={draft.note} onChange={(event) => onChange({ ...draft, note: event.target.value })} /></label>
      {save.errorText && <p role="alert" className="d-tone-error">{save.errorText}</p>}
      <div className="score-verbs"><Button onClick={onClose}>{t('cancel')}</Button><Button type="primary" htmlType="submit" loading={save.busy}>{t('saveDraft')}</Button></div>
    </form>
  );
}

function AxisEditor({ axis, draft, onChange }: { axis: Axis; draft: Draft; onChange: (draft: Draft) => void }) {
  const t = useText(scorecardText);
  const [adding, setAdding] = useState(false);
  const title = t(axis === 'FIT' ? 'fit' : 'engagement');
  return (
    <Section title={title} note={t(axis === 'FIT' ? 'fitNote' : 'engagementNote')} extra={<Button size="small" onClick={() => setAdding(true)}>{t('addRule')}</Button>}>
      <RuleTable axis={axis} draft={draft} onChange={onChange} title={title} />
      {adding && <RuleDialog axis={axis} rules={draft.rules} onClose={() => setAdding(false)} onAdd={(rule) => { onChange({ ...draft, rules: [...draft.rules, rule] }); setAdding(false); }} />}
    </Section>
  );
}

function RuleTable({ axis, draft, onChange, title }: { axis: Axis; draft: Draft; onChange: (draft: Draft) => void; title: string }) {
  const t = useText(scorecardText);
  const toast = useToast();
  const name = useRuleName();
  const put = (key: string, change: Partial<DraftRule>) => onChange({ ...draft, rules: draft.rules.map((one) => (one.key === key ? { ...one, ...change } : one)) });
  const remove = (rule: DraftRule) => {
    onChange({ ...draft, rules: draft.rules.filter(({ key }) => key !== rule.key) });
    toast.done(t('removed'), { undo: () => onChange(draft) });
  };
  return (
    <Table<DraftRule> className="score-rules" aria-label={title} size="small" pagination={false} rowKey="key" dataSource={draft.rules.filter((rule) => rule.axis === axis)} columns={[
      { key: 'rule', title: t('rule'), render: (_, rule) => name(rule) },
      { key: 'points', title: t('points'), onCell: labelled(t('points')), render: (_, rule) => <InputNumber min={-100} max={100} precision={0} value={rule.weight} aria-label={t('pointsOf', { rule: name(rule) })} onChange={(weight) => put(rule.key, { weight: weight ?? 0 })} /> },
      ...(axis === 'FIT' ? [] : [
        { key: 'half', title: t('halfLife'), onCell: labelled(t('halfLife')), render: (_: unknown, rule: DraftRule) => <InputNumber min={0.5} max={365} value={rule.halfLifeDays ?? null} placeholder="–" aria-label={t('halfLifeFor', { rule: name(rule) })} onChange={(halfLifeDays) => put(rule.key, { halfLifeDays })} /> },
        { key: 'cap', title: t('cap'), onCell: labelled(t('cap')), render: (_: unknown, rule: DraftRule) => <InputNumber min={1} max={100} precision={0} value={rule.cap ?? null} placeholder="–" aria-label={t('capFor', { rule: name(rule) })} onChange={(cap) => put(rule.key, { cap })} /> },
      ]),
      { key: 'remove', title: '', render: (_, rule) => <Button size="small" type="link" aria-label={t('removeThis', { rule: name(rule) })} onClick={() => remove(rule)}>{t('remove')}</Button> },
    ]} />
  );
}

/** On a narrow screen a row is a block, and each field bears the name of its column. */
const labelled = (label: string) => () => ({ 'data-label': label }) as HTMLAttributes<HTMLElement>;

/** What a rule is called before the server has made a sentence of it. */
function useRuleName(): (rule: DraftRule) => string {
  const word = useText(leadWords);
  return (rule) => rule.text ?? `${word(`LeadRuleSubject.${rule.subject}`)}${rule.name ? ` “${rule.name}”` : ''}${rule.path ? ` “${rule.path}”` : ''}`;
}
