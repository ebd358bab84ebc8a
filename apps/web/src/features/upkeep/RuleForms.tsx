import { Input, InputNumber, Select } from 'antd';
import { useSave } from '@dossier/client';
import { Field, RecordForm, useText } from '@dossier/ui';
import type { VariablesOf } from '@graphql-typed-document-node/core';
import { CreateRetentionPolicyDocument, CreateReviewPolicyDocument } from './upkeep.documents';
import { upkeepText } from './upkeep.text';
import { codesOf, terms, wordOf } from './upkeep.words';

type ReviewRuleInput = VariablesOf<typeof CreateReviewPolicyDocument>['input'];
type RetentionRuleInput = VariablesOf<typeof CreateRetentionPolicyDocument>['input'];
const YEAR = 12;
const LONGEST_REVIEW = 120;
const LONGEST_KEPT = 240;

function useOptions(type: string) {
  const term = useText(terms);
  return codesOf(type).map((code) => ({ value: code, label: wordOf(term, type, code) }));
}

/** A rule that brings a section back for review. */
export function ReviewRuleForm({ onClose }: { onClose: () => void }) {
  const t = useText(upkeepText);
  const save = useSave(CreateReviewPolicyDocument, { refreshes: ['reviewPolicies'], done: t('ruleAdded'), onDone: onClose });
  return (
    <RecordForm<ReviewRuleInput> save={save} initial={{ section: 'BASIC', months: YEAR, risk: 'MEDIUM', stages: [] }} submitLabel={t('add')} cancel={onClose} label={t('addRule')} quiet onSubmit={(input) => save.run({ input })}>
      <Field name="name" label={t('ruleName')} required><Input maxLength={80} autoFocus /></Field>
      <Field name="section" label={t('section')}><Select options={useOptions('RecordSection')} /></Field>
      <Field name="months" label={t('months')} required><InputNumber min={1} max={LONGEST_REVIEW} precision={0} /></Field>
      <Field name="risk" label={t('risk')}><Select options={useOptions('ReviewRisk')} /></Field>
      <Field name="stages" label={t('stages')}><Select mode="multiple" placeholder={t('allStages')} options={useOptions('CustomerStage')} /></Field>
    </RecordForm>
  );
}

/** A rule by which records go when their time is over. */
export function RetentionRuleForm({ onClose }: { onClose: () => void }) {
  const t = useText(upkeepText);
  const save = useSave(CreateRetentionPolicyDocument, { refreshes: ['retentionPolicies', 'retentionRuns'], done: t('ruleAdded'), onDone: onClose });
  return (
    <RecordForm<RetentionRuleInput> save={save} initial={{ subject: 'IDLE_PROSPECT', months: YEAR * 2, action: 'ARCHIVE' }} submitLabel={t('add')} cancel={onClose} label={t('addRule')} quiet onSubmit={(input) => save.run({ input })}>
      <Field name="code" label={t('code')} required><Input maxLength={30} placeholder={t('codeHint')} autoFocus /></Field>
      <Field name="purpose" label={t('purpose')} required><Input maxLength={300} /></Field>
      <Field name="subject" label={t('subject')}><Select options={useOptions('RetentionSubject')} /></Field>
      <Field name="months" label={t('after')} required><InputNumber min={1} max={LONGEST_KEPT} precision={0} /></Field>
      <Field name="action" label={t('action')}><Select options={useOptions('RetentionAction')} /></Field>
    </RecordForm>
  );
}
