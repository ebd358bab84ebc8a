import { Alert, Button } from 'antd';
import type { ResultOf } from '@graphql-typed-document-node/core';
import { Facts, Row, Rows, Section, StateDot, useText } from '@dossier/ui';
import { Can, useAsk, useFormat, useSave } from '@dossier/client';
import { useState } from 'react';
import type { CustomerRecord } from '../record.types';
import { AdviceDialog } from './AdviceDialog';
import { AssessDialog } from './AssessDialog';
import { CloseCreditWatchDocument, ConfirmRecordingDocument, FinanceDocument, OfferableProductsDocument } from './fields.documents';
import { fieldsRecordText } from './fields.text';
import { packWords, type PackWord } from './pack.words';

type Finance = NonNullable<ResultOf<typeof FinanceDocument>['customer']>;
const ASKED = ['customer', 'products'];

/** How much risk the customer can bear, what may be offered, what was advised, and what they hold. */
export function FinanceSection({ customer }: { customer: CustomerRecord }) {
  const asked = useAsk(FinanceDocument, { id: customer.id });
  const finance = asked.data?.customer;
  if (!finance) return null;
  return (
    <>
      <Suitability customer={customer} finance={finance} />
      <Advices customer={customer} finance={finance} />
      <Holdings finance={finance} />
    </>
  );
}

function Suitability({ customer, finance }: { customer: CustomerRecord; finance: Finance }) {
  const t = useText(fieldsRecordText);
  const word = useText(packWords);
  const format = useFormat();
  const [assessing, setAssessing] = useState(false);
  const current = finance.riskAssessments?.[0];
  const open = (finance.creditWatches ?? []).filter((watch) => !watch.closedAt);
  const verb = <Can do="finance.write"><Button size="small" onClick={() => setAssessing(true)}>{t(current ? 'reassess' : 'assess')}</Button></Can>;
  return (
    <Section title={t('finance')} extra={verb}>
      {!current && <p className="d-note">{t('notAssessed')}</p>}
      {current?.expired && <Alert type="warning" showIcon title={t('expired')} />}
      {current && (
        <Facts items={[
          { label: t('level'), value: word(`RiskTolerance.${current.level}` as PackWord) },
          { label: t('validUntil'), value: <>{format.day(current.validUntil)} {!current.expired && <StateDot tone="ok">{t('holds')}</StateDot>}</> },
          { label: t('by'), value: `${current.assessedBy?.name ?? ''} ${format.instant(current.assessedAt)}`.trim() },
        ]} />
      )}
      {open.map((watch) => <Watch key={watch.id} watch={watch} />)}
      <Offerable customer={customer} />
      {assessing && <AssessDialog customer={customer} onClose={() => setAssessing(false)} />}
    </Section>
  );
}

function Watch({ watch }: { watch: NonNullable<Finance['creditWatches']>[number] }) {
  const t = useText(fieldsRecordText);
  const word = useText(packWords);
  const format = useFormat();
  const close = useSave(CloseCreditWatchDocument, { refreshes: ASKED, done: t('watchClosed'), loud: true });
  const verb = watch.can?.includes('CLOSE') ? <Button size="small" onClick={() => void close.run({ id: watch.id })}>{t('closeWatch')}</Button> : undefined;
  return <Alert type="warning" showIcon action={verb} title={t('watchOpen', { day: format.day(watch.openedAt?.slice(0, 10)), reason: word(`CreditWatchReason.${watch.reason}` as PackWord) })} />;
}

function Offerable({ customer }: { customer: CustomerRecord }) {
  const t = useText(fieldsRecordText);
  const products = useAsk(OfferableProductsDocument, { customer: customer.id }).data?.products?.nodes;
  if (!products) return null;
  const names = products.map((product) => product.name ?? product.code ?? '');
  return <p className="d-note">{names.length === 0 ? t('nothingOfferable') : t('offerable', { names: names.join('、') })}</p>;
}

function Advices({ customer, finance }: { customer: CustomerRecord; finance: Finance }) {
  const t = useText(fieldsRecordText);
  const format = useFormat();
  const [advising, setAdvising] = useState(false);
  const confirm = useSave(ConfirmRecordingDocument, { refreshes: ASKED, loud: true });
  const advices = finance.advices ?? [];
  return (
    <Section title={t('advice')} extra={<Can do="finance.write"><Button size="small" onClick={() => setAdvising(true)}>{t('recordAdvice')}</Button></Can>}>
      {advices.length === 0 && <p className="d-note">{t('noAdvice')}</p>}
      <Rows label={t('advice')}>
        {advices.map((advice) => (
          <Row key={advice.id} lead={format.dayShort(advice.advisedAt)} title={advice.productName ?? ''} note={[advice.reason, advice.rule, advice.advisedBy?.name].filter(Boolean).join(' · ')}
            value={advice.recordingDue ? <StateDot tone={advice.recordedAt ? 'ok' : 'warn'}>{t(advice.recordedAt ? 'recorded' : 'recordingDue')}</StateDot> : undefined}
            verb={advice.recordingDue && !advice.recordedAt ? <Can do="finance.write"><Button size="small" onClick={() => void confirm.run({ id: advice.id })}>{t('confirmRecording')}</Button></Can> : undefined} />
        ))}
      </Rows>
      {advising && <AdviceDialog customer={customer} onClose={() => setAdvising(false)} />}
    </Section>
  );
}

function Holdings({ finance }: { finance: Finance }) {
  const t = useText(fieldsRecordText);
  const format = useFormat();
  const holdings = finance.holdings ?? [];
  return (
    <Section title={t('holdings')}>
      {holdings.length === 0 && <p className="d-note">{t('noHoldings')}</p>}
      <Rows label={t('holdings')}>{holdings.map((holding) => <Row key={holding.id} lead={format.dayShort(holding.asOf)} title={holding.name ?? ''} value={format.money(holding.value)} />)}</Rows>
    </Section>
  );
}
