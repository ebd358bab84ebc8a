import { Facts, Failed, Section, useText, Waiting } from '@dossier/ui';
import { failure, useAsk } from '@dossier/client';
import type { CustomerRecord } from '../record.types';
import { AdviceSection } from './AdviceSection';
import { CheckSection } from './CheckSection';
import { CreditSection } from './CreditSection';
import { CustomerFinanceDocument, FinanceFactsDocument } from './finance.documents';
import { financeText } from './finance.text';
import type { Standing } from './finance.types';
import { HoldingSection } from './HoldingSection';
import { RiskSection } from './RiskSection';

/** How much risk the customer can bear, what may be offered, what was advised, how they pay, and what they hold. */
export function FinanceSection({ customer }: { customer: CustomerRecord }) {
  const t = useText(financeText);
  const asked = useAsk(CustomerFinanceDocument, { id: customer.id });
  const standing = asked.data?.customerFinance;
  if (standing) return standing.open ? <OpenFinance customer={customer} standing={standing} /> : <ClosedFinance standing={standing} />;
  return <Section title={t('finance')}>{asked.error ? <Failed {...failure(asked.error)} onRetry={() => void asked.refetch()} /> : <Waiting rows={3} />}</Section>;
}

/** For who is neither owner nor manager: that there is something, and no more. */
function ClosedFinance({ standing }: { standing: Standing }) {
  const t = useText(financeText);
  const count = standing.holdingCount ?? 0;
  return (
    <Section title={t('finance')}>
      <p className="d-note">{t('closed')}</p>
      {count > 0 && <Facts items={[{ label: t('holdings'), value: t('masked', { count }) }]} />}
    </Section>
  );
}

function OpenFinance({ customer, standing }: { customer: CustomerRecord; standing: Standing }) {
  const t = useText(financeText);
  const asked = useAsk(FinanceFactsDocument, { id: customer.id });
  const facts = asked.data?.customer;
  if (!facts) return <Section title={t('finance')}>{asked.error ? <Failed {...failure(asked.error)} onRetry={() => void asked.refetch()} /> : <Waiting rows={6} />}</Section>;
  const current = facts.riskAssessments?.[0];
  const isExpired = current?.expired === true;
  return (
    <>
      <RiskSection customer={customer} standing={standing} assessments={facts.riskAssessments ?? []} />
      <CreditSection customer={customer} standing={standing} facts={facts.creditFacts ?? []} watches={facts.creditWatches ?? []} />
      {!isExpired && <CheckSection customer={customer} />}
      <AdviceSection customer={customer} advices={facts.advices ?? []} mayAdvise={standing.writable === true && !isExpired} writable={standing.writable === true} />
      <HoldingSection customer={customer} standing={standing} holdings={facts.holdings ?? []} />
    </>
  );
}
