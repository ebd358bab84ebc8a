import { Input, InputNumber, Select } from 'antd';
import { failure, useAsk, useViewer } from '@dossier/client';
import { Failed, Row, Rows, useText } from '@dossier/ui';
import { LeadGrade, LeadOrigin } from '@dossier/vocabulary/lead-enums';
import { useDeferredValue, useState } from 'react';
import { leadWords } from '../../leads.words';
import { readAmount, sayAmount } from '../../record/amount';
import { ProductsChoice } from '../ProductsChoice';
import { WhoWouldGetDocument } from './assignment.documents';
import { assignmentText } from './assignment.text';
import { minorUnits, placeOf, ruleInput, type RuleDraft } from './assignment.types';
import { useAssignmentChoices } from './useRuleWords';

interface Imagined { origin: string; sourceId?: string; productId?: string | null; grade?: string; score: number | null; amount: number | null; city: string; language: string; attributes: Record<string, string> }
const NOBODY: Imagined = { origin: LeadOrigin.FORM, score: null, amount: null, city: '', language: '', attributes: {} };

/** What one imagines, as it is asked. Amounts are in the company's currency. */
const imaginedOf = (lead: Imagined, currency: string) => ({
  origin: lead.origin, sourceId: lead.sourceId ?? null, productId: lead.productId ?? null, grade: lead.grade ?? null, score: lead.score, amount: minorUnits(lead.amount, currency), currency, language: lead.language.trim() || null,
  ...(lead.city.trim() ? placeOf(lead.city.trim()) : {}), attributes: Object.entries(lead.attributes).flatMap(([name, value]) => (value.trim() ? [{ name, values: [value.trim()] }] : [])),
});

/** Who would get a lead that one imagines, by the rules as they stand here. */
export function TrySection({ rules }: { rules: readonly RuleDraft[] }) {
  const t = useText(assignmentText);
  const currency = useViewer().company.currency ?? 'CNY';
  const [lead, setLead] = useState(NOBODY);
  const ask = useAsk(WhoWouldGetDocument, { rules: rules.map(ruleInput), lead: imaginedOf(useDeferredValue(lead), currency) } as never, { keep: true, staleTime: 0 });
  return (
    <section aria-label={t('tryTitle')}>
      <h3>{t('tryTitle')}</h3>
      <p className="d-note">{t('tryLead')}</p>
      <ImaginedLead lead={lead} rules={rules} currency={currency} onChange={(change) => setLead((old) => ({ ...old, ...change }))} />
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {ask.data?.whoWouldGet && <Found found={ask.data.whoWouldGet} />}
    </section>
  );
}

/** The fields of an imagined lead; of what else was told with it, that which one of the rules asks about. */
function ImaginedLead({ lead, rules, currency, onChange }: { lead: Imagined; rules: readonly RuleDraft[]; currency: string; onChange: (change: Partial<Imagined>) => void }) {
  const t = useText(assignmentText);
  const words = useText(leadWords);
  const { sources } = useAssignmentChoices();
  const asked = [...new Set(rules.flatMap(({ attributes }) => attributes.map(({ name }) => name)))];
  const text = (label: string, value: string, put: (next: string) => void) => <Input key={label} aria-label={label} placeholder={label} value={value} maxLength={80} onChange={(event) => put(event.target.value)} />;
  return (
    <div className="assign-imagined">
      <Select aria-label={t('origins')} value={lead.origin} options={Object.values(LeadOrigin).map((value) => ({ value, label: words(`LeadOrigin.${value}`) }))} onChange={(origin: string) => onChange({ origin })} />
      <Select aria-label={t('sources')} allowClear showSearch={{ optionFilterProp: 'label' }} placeholder={t('sources')} value={lead.sourceId} options={sources} onChange={(sourceId?: string) => onChange({ sourceId })} />
      <ProductsChoice label={t('products')} one value={lead.productId ? [lead.productId] : []} onChange={(ids) => onChange({ productId: ids.at(-1) ?? null })} />
      <Select aria-label={t('grades')} allowClear placeholder={t('grades')} value={lead.grade} options={Object.values(LeadGrade).map((value) => ({ value, label: words(`LeadGrade.${value}`) }))} onChange={(grade?: string) => onChange({ grade })} />
      <InputNumber<number> aria-label={t('score')} placeholder={t('score')} min={1} max={99} precision={0} controls={false} value={lead.score} onChange={(score) => onChange({ score })} />
      <InputNumber<number> aria-label={t('amount')} placeholder={t('amount')} min={0} controls={false} suffix={currency} value={lead.amount} formatter={sayAmount} parser={readAmount} onChange={(amount) => onChange({ amount })} />
      {text(t('city'), lead.city, (city) => onChange({ city }))}
      {text(t('language'), lead.language, (language) => onChange({ language }))}
      {asked.map((name) => text(name, lead.attributes[name] ?? '', (value) => onChange({ attributes: { ...lead.attributes, [name]: value } })))}
    </div>
  );
}

interface Candidate { userId: string; name: string; load: number; weight: number; whyNot?: string | null }
interface FoundTrial { act?: string | null; wait?: string | null; rule?: string | null; userId?: string | null; poolId?: string | null; candidates: readonly Candidate[] }

function Found({ found }: { found: FoundTrial }) {
  const t = useText(assignmentText);
  const words = useText(leadWords);
  const rule = found.rule ?? '';
  const name = found.candidates.find(({ userId }) => userId === found.userId)?.name ?? '';
  const sentence = found.userId ? t('wouldGet', { name, rule }) : found.poolId ? t('wouldPool', { rule }) : t('wouldWait', { why: found.wait ? words(`WaitReason.${found.wait}` as 'WaitReason.NO_RULE') : '' });
  return (
    <>
      <p role="status"><strong>{sentence}</strong></p>
      {found.candidates.length > 0 && <Rows label={t('tryTitle')}>{found.candidates.map((one) => <Row key={one.userId} title={one.name} note={t('candidate', { load: one.load, weight: one.weight })} value={one.whyNot ? words(`WhyNotChosen.${one.whyNot}` as 'WhyNotChosen.BUSIER') : t('chosen')} />)}</Rows>}
    </>
  );
}
