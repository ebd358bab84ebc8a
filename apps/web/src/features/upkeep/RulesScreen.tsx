import { Button } from 'antd';
import { failure, useAsk, useMay, useSave, type AnswerOf } from '@dossier/client';
import { Failed, NotAllowed, Page, Row, Rows, Section, StateDot, useText, Waiting } from '@dossier/ui';
import { useState } from 'react';
import { RetentionRules } from './RetentionRules';
import { ReviewRuleForm } from './RuleForms';
import { ArchiveReviewPolicyDocument, UpkeepRulesDocument } from './upkeep.documents';
import { upkeepText } from './upkeep.text';
import { UpkeepTabs } from './UpkeepTabs';
import { terms, wordOf } from './upkeep.words';
import './upkeep.css';

type ReviewRule = NonNullable<AnswerOf<typeof UpkeepRulesDocument>['reviewPolicies']>[number];

export function RulesScreen() {
  const t = useText(upkeepText);
  return useMay('customer.read') ? <Rules /> : <Page title={t('title')}><NotAllowed /></Page>;
}

/** By what reviews come up, and by what records go. */
function Rules() {
  const t = useText(upkeepText);
  const manages = useMay('upkeep.manage');
  const ask = useAsk(UpkeepRulesDocument, {});
  const [adding, setAdding] = useState(false);
  const rules = ask.data?.reviewPolicies ?? [];
  return (
    <Page title={t('title')} help="upkeep" flush>
      <UpkeepTabs current="rules" />
      <div className="d-page upkeep-page">
        <Section title={t('reviewRules')} note={t('reviewRulesNote')} extra={manages && !adding && <Button size="small" onClick={() => setAdding(true)}>{t('addRule')}</Button>}>
          {ask.isPending && <Waiting />}
          {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
          {adding && <ReviewRuleForm onClose={() => setAdding(false)} />}
          {ask.isSuccess && rules.length === 0 && !adding && <p className="d-note">{t('noRules')}</p>}
          {rules.length > 0 && <Rows label={t('reviewRules')}>{rules.map((rule) => <ReviewRuleRow key={rule.id} rule={rule} manages={manages} />)}</Rows>}
        </Section>
        {manages ? <RetentionRules /> : <Section title={t('retentionRules')}><p className="d-note">{t('retentionClosed')}</p></Section>}
      </div>
    </Page>
  );
}

function ReviewRuleRow({ rule, manages }: { rule: ReviewRule; manages: boolean }) {
  const t = useText(upkeepText);
  const term = useText(terms);
  const end = useSave(ArchiveReviewPolicyDocument, { refreshes: ['reviewPolicies', 'reviewItems'], loud: true, done: t('ended') });
  const stages = (rule.stages ?? []).map((stage) => wordOf(term, 'CustomerStage', stage)).join(' · ') || t('allStages');
  return (
    <Row title={rule.name} note={[wordOf(term, 'RecordSection', rule.section), t('everyMonths', { months: rule.months ?? 0 }), stages].join(' · ')}
      value={<StateDot tone={rule.risk === 'HIGH' ? 'err' : rule.risk === 'MEDIUM' ? 'warn' : 'plain'}>{wordOf(term, 'ReviewRisk', rule.risk)}</StateDot>}
      verb={manages && <Button size="small" type="link" aria-label={t('endThis', { name: rule.name ?? '' })} onClick={() => void end.run({ id: rule.id })}>{t('end')}</Button>} />
  );
}
