import { Button, Progress } from 'antd';
import { failure, useAsk, useFormat, type AnswerOf } from '@dossier/client';
import { Failed, Section, SideDrawer, useText, Waiting } from '@dossier/ui';
import { lazy, Suspense, useState } from 'react';
import type { CustomerRecord } from '../record.types';
import { CustomerFactsDocument } from './facts.documents';
import { accuracyOf, bySource } from './facts.sums';
import { factsText } from './facts.text';
import { factWords, wordOf } from './facts.words';

const Details = lazy(async () => ({ default: (await import('./FactDetails')).FactDetails }));
type Answer = AnswerOf<typeof CustomerFactsDocument>;
type Completeness = NonNullable<Answer['customerCompleteness']>;

/** Where each value comes from, how whole the record is, how likely its contacts are still right, and how it was before. */
export function FactsPanel({ customer }: { customer: CustomerRecord }) {
  const t = useText(factsText);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type="link" size="small" className="customer-why" onClick={() => setOpen(true)}>{t('ask')}</Button>
      <SideDrawer open={open} title={t('title')} onClose={() => setOpen(false)}>{open && <Panel customer={customer} />}</SideDrawer>
    </>
  );
}

function Panel({ customer }: { customer: CustomerRecord }) {
  const ask = useAsk(CustomerFactsDocument, { id: customer.id }, { staleTime: 0 });
  return (
    <>
      {ask.isPending && <Waiting />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {ask.data?.customerCompleteness && <CompletenessBars completeness={ask.data.customerCompleteness} answer={ask.data} />}
      {ask.data && <Sources answer={ask.data} />}
      {ask.data && <Suspense fallback={<Waiting />}><Details customer={customer} answer={ask.data} /></Suspense>}
    </>
  );
}

function CompletenessBars({ completeness, answer }: { completeness: Completeness; answer: Answer }) {
  const t = useText(factsText);
  const word = useText(factWords);
  const format = useFormat();
  const named = (key: string) => (key in factsText.table ? t(key as 'name') : key);
  return (
    <Section title={t('completeness')} note={completeness.share === null || completeness.share === undefined ? t('notEnough') : format.percent(completeness.share, 0)}>
      <p className="d-note">{t('completenessNote')}</p>
      <ul className="d-rows">
        {(completeness.sections ?? []).map((section) => {
          const name = wordOf(word, 'RecordSection', section.section);
          const share = section.share ?? null;
          const accuracy = accuracyOf(section.section ?? '', answer.customerFacts ?? [], answer.contactValidity ?? []);
          return (
            <li key={section.section} className="customer-category">
              <span>{name}{(section.missing ?? []).length > 0 && <span className="d-caption"> {t('missing', { items: (section.missing ?? []).map(named).join(t('mark')) })}</span>}</span>
              <span>{share === null ? t('notEnough') : format.percent(share, 0)}{accuracy !== null && <span className="d-caption"> {t('accuracy', { share: format.percent(accuracy, 0) })}</span>}</span>
              {share !== null && <Progress aria-label={`${name} ${format.percent(share, 0)}`} percent={share * 100} showInfo={false} strokeLinecap="butt" size={{ height: 4 }} />}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

/** Which source holds how much of the record, and how likely what it has said is right. */
function Sources({ answer }: { answer: Answer }) {
  const t = useText(factsText);
  const word = useText(factWords);
  const format = useFormat();
  const lines = bySource(answer.customerFacts ?? []);
  if (lines.length === 0) return null;
  return (
    <Section title={t('sources')}>
      <p className="d-note">{t('sourcesNote')}</p>
      <ul className="d-rows">
        {lines.map(({ source, fields, share, accuracy, stale }) => (
          <li key={source} className="customer-category">
            <span>{wordOf(word, 'FactSource', source)}<span className="d-caption"> {t('sourceFields', { count: fields })}{stale > 0 ? t('sourceStale', { count: stale }) : ''}</span></span>
            <span>{format.percent(share, 0)}<span className="d-caption"> {t('accuracy', { share: format.percent(accuracy, 0) })}</span></span>
            <Progress aria-label={`${wordOf(word, 'FactSource', source)} ${format.percent(share, 0)}`} percent={share * 100} showInfo={false} strokeLinecap="butt" size={{ height: 4 }} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
