import { Input, Select } from 'antd';
import { failure, useAsk } from '@dossier/client';
import { Failed, Row, Rows, useText } from '@dossier/ui';
import { LeadGrade, LeadOrigin } from '@dossier/vocabulary/lead-enums';
import { useDeferredValue, useState } from 'react';
import { leadWords } from '../../leads.words';
import { WhoWouldGetDocument } from './assignment.documents';
import { assignmentText } from './assignment.text';
import { placeOf, ruleInput, type RuleDraft } from './assignment.types';

interface Imagined { origin: string; grade?: string; city: string; language: string }

/** Who would get a lead that one imagines, by the rules as they stand here. */
export function TrySection({ rules }: { rules: readonly RuleDraft[] }) {
  const t = useText(assignmentText);
  const words = useText(leadWords);
  const [lead, setLead] = useState<Imagined>({ origin: LeadOrigin.FORM, city: '', language: '' });
  const said = useDeferredValue(lead);
  const imagined = { origin: said.origin, grade: said.grade ?? null, language: said.language.trim() || null, ...(said.city.trim() ? placeOf(said.city.trim()) : {}) };
  const ask = useAsk(WhoWouldGetDocument, { rules: rules.map(ruleInput), lead: imagined } as never, { keep: true, staleTime: 0 });
  const put = (change: Partial<Imagined>) => setLead((old) => ({ ...old, ...change }));
  return (
    <section aria-label={t('tryTitle')}>
      <h3>{t('tryTitle')}</h3>
      <p className="d-note">{t('tryLead')}</p>
      <p className="assign-verbs">
        <Select aria-label={t('origins')} value={lead.origin} options={Object.values(LeadOrigin).map((value) => ({ value, label: words(`LeadOrigin.${value}`) }))} onChange={(origin: string) => put({ origin })} />
        <Select aria-label={t('grades')} allowClear placeholder={t('grades')} value={lead.grade} options={Object.values(LeadGrade).map((value) => ({ value, label: words(`LeadGrade.${value}`) }))} onChange={(grade?: string) => put({ grade })} />
        <Input aria-label={t('city')} placeholder={t('city')} value={lead.city} maxLength={80} onChange={(event) => put({ city: event.target.value })} />
        <Input aria-label={t('language')} placeholder={t('language')} value={lead.language} maxLength={40} onChange={(event) => put({ language: event.target.value })} />
      </p>
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {ask.data?.whoWouldGet && <Found found={ask.data.whoWouldGet} />}
    </section>
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
