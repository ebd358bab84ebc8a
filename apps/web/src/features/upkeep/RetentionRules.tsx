import { Button } from 'antd';
import { failure, Moment, useAsk, useSave, type AnswerOf } from '@dossier/client';
import { Failed, Row, Rows, Section, useText, Waiting } from '@dossier/ui';
import { useState } from 'react';
import { RetentionRuleForm } from './RuleForms';
import { ArchiveRetentionPolicyDocument, RetentionRulesDocument, UndoRetentionRunDocument } from './upkeep.documents';
import { upkeepText } from './upkeep.text';
import { terms, wordOf } from './upkeep.words';

type Answer = AnswerOf<typeof RetentionRulesDocument>;
type Rule = NonNullable<Answer['retentionPolicies']>[number];
type Run = NonNullable<Answer['retentionRuns']>[number];

/** By which rules records go, what each run took, and the way back. */
export function RetentionRules() {
  const t = useText(upkeepText);
  const ask = useAsk(RetentionRulesDocument, {}, { refetchInterval: 20_000, keep: true });
  const [adding, setAdding] = useState(false);
  const rules = ask.data?.retentionPolicies ?? [];
  const runs = ask.data?.retentionRuns ?? [];
  return (
    <>
      <Section title={t('retentionRules')} note={t('retentionNote')} extra={!adding && <Button size="small" onClick={() => setAdding(true)}>{t('addRule')}</Button>}>
        {ask.isPending && <Waiting />}
        {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
        {adding && <RetentionRuleForm onClose={() => setAdding(false)} />}
        {ask.isSuccess && rules.length === 0 && !adding && <p className="d-note">{t('noRules')}</p>}
        {rules.length > 0 && <Rows label={t('retentionRules')}>{rules.map((rule) => <RetentionRuleRow key={rule.id} rule={rule} />)}</Rows>}
      </Section>
      <Section title={t('runs')}>
        {runs.length === 0 ? <p className="d-note">{t('noRuns')}</p> : <Rows label={t('runs')}>{runs.map((run) => <RunRow key={run.id} run={run} />)}</Rows>}
      </Section>
    </>
  );
}

function RetentionRuleRow({ rule }: { rule: Rule }) {
  const t = useText(upkeepText);
  const term = useText(terms);
  const end = useSave(ArchiveRetentionPolicyDocument, { refreshes: ['retentionPolicies', 'retentionRuns'], loud: true, done: t('retentionEnded') });
  const line = t('retentionLine', { subject: wordOf(term, 'RetentionSubject', rule.subject), months: rule.months ?? 0, action: wordOf(term, 'RetentionAction', rule.action) });
  return (
    <Row lead={rule.code} title={line} note={<>{rule.purpose} · {rule.lastRunAt ? <>{t('lastRun')} <Moment at={rule.lastRunAt} /></> : t('neverRun')}</>}
      verb={<Button size="small" type="link" aria-label={t('endThis', { name: rule.code ?? '' })} onClick={() => void end.run({ id: rule.id })}>{t('end')}</Button>} />
  );
}

function RunRow({ run }: { run: Run }) {
  const t = useText(upkeepText);
  const term = useText(terms);
  const back = useSave(UndoRetentionRunDocument, { refreshes: ['retentionRuns', 'customers'], loud: true, done: t('takingBack') });
  return (
    <Row title={`${t('runLine', { code: run.code ?? '', records: run.records ?? 0 })} · ${wordOf(term, 'RetentionAction', run.action)}`} note={<><Moment at={run.ranAt} />{run.undone ? ` · ${t('runUndone', { undone: run.undone })}` : ''}</>}
      verb={run.canUndo && <Button size="small" aria-busy={back.busy} aria-label={t('takeBackThis', { code: run.code ?? '' })} onClick={() => void back.run({ id: run.id })}>{t('takeBack')}</Button>} />
  );
}
