import { Button } from 'antd';
import { EmptyState, Failed, Section, useText, Waiting } from '@dossier/ui';
import { failure, useFormat } from '@dossier/client';
import { changeSentences, headline } from './history.sentences';
import { recordText } from './record.text';
import type { CustomerRecord, Revision } from './record.types';
import { useCustomerHistory } from './useCustomerOrders';
import { useFieldReading } from './useFieldReading';

/** Who changed what and when, as sentences: before → after. */
export function HistoryTab({ customer }: { customer: CustomerRecord }) {
  const t = useText(recordText);
  const history = useCustomerHistory(customer.id);
  if (history.error) return <Failed {...failure(history.error)} onRetry={() => void history.refetch()} />;
  if (history.loading) return <Waiting />;
  if (history.rows.length === 0) return <EmptyState title={t('noHistory')} text={t('noHistoryText')} />;
  return (
    <Section title={t('changed')}>
      <ol className="customer-history">{history.rows.map((revision) => <RevisionRow key={revision.id} revision={revision} />)}</ol>
      {history.hasMore && <Button type="text" loading={history.loadingMore} onClick={history.loadMore}>{t('more')}</Button>}
    </Section>
  );
}

function RevisionRow({ revision }: { revision: Revision }) {
  const say = useText(recordText);
  const reading = useFieldReading();
  const format = useFormat();
  const sentences = changeSentences(revision, { say, ...reading });
  return (
    <li>
      <time className="d-caption" dateTime={revision.at ?? undefined}>{format.instant(revision.at)}</time>
      <div>
        <p><b>{revision.actor?.name ?? say('system')}</b> {headline(revision, say)}</p>
        {sentences.length > 0 && <ul>{sentences.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>}
      </div>
    </li>
  );
}
