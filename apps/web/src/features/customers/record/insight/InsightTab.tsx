import { failure, useAsk, useMay, useViewer } from '@dossier/client';
import { Failed, useText, Waiting } from '@dossier/ui';
import type { CustomerRecord } from '../record.types';
import { ChurnSection } from './ChurnSection';
import { GroupSection } from './GroupSection';
import './insight.css';
import { CustomerScoresDocument } from './insight.documents';
import { insightText } from './insight.text';
import { NeedSection } from './NeedSection';
import { RecommendSection } from './RecommendSection';
import { ValueSection } from './ValueSection';

/** Scores are made of these: whoever may not see one of them sees none of the score. */
const NEEDS = { value: ['order.read'], need: ['order.read'], churn: ['order.read', 'feedback.read', 'event.read'] } as const;

/** What published models say of one customer, each with its doubt, its date and its card; and what to offer. */
export function InsightTab({ customer }: { customer: CustomerRecord }) {
  const offers = useMay('recommendation.serve');
  return (
    <>
      <Scores id={customer.id} />
      {offers && <RecommendSection customerId={customer.id} />}
    </>
  );
}

function Scores({ id }: { id: string }) {
  const t = useText(insightText);
  const { permissions } = useViewer();
  const ask = useAsk(CustomerScoresDocument, { id });
  const sees = (words: readonly string[]) => words.every((word) => (permissions as readonly string[]).includes(word));
  const closed = !Object.values(NEEDS).every(sees);
  const found = ask.data?.customer;
  return (
    <>
      {ask.isPending && <Waiting />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {found && sees(NEEDS.value) && <ValueSection value={found.value} />}
      {found && sees(NEEDS.churn) && <ChurnSection churn={found.churn} />}
      {found && sees(NEEDS.need) && <NeedSection need={found.nextNeed} />}
      {found && <GroupSection customerId={id} cluster={found.cluster} />}
      {found && closed && <p className="d-note">{t('closed')}</p>}
    </>
  );
}
