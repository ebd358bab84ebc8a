import { Button } from 'antd';
import { useState } from 'react';
import { failure, useAsk, useMay } from '@dossier/client';
import { EmptyState, Failed, Section, useText, Waiting } from '@dossier/ui';
import { LeadFollowUpsDocument } from './follow.documents';
import { followText } from './follow.text';
import './follow.css';
import { FollowUpForm } from './FollowUpForm';
import { FollowUpRow } from './FollowUpRow';
import { PresenceBar } from './PresenceBar';

const PAGE = 20;

/** Following a lead up: who is here, the quick entry, and what was said with this person before. */
export function FollowUpPanel({ leadId, customerId }: { leadId: string; customerId: string }) {
  const t = useText(followText);
  const writes = useMay('communication.write');
  const reads = useMay('communication.read');
  return (
    <Section title={t('title')}>
      <PresenceBar leadId={leadId} />
      {writes && <FollowUpForm leadId={leadId} />}
      {reads && <Timeline customerId={customerId} />}
    </Section>
  );
}

function Timeline({ customerId }: { customerId: string }) {
  const t = useText(followText);
  const [first, setFirst] = useState(PAGE);
  const asked = useAsk(LeadFollowUpsDocument, { filter: { customer: { in: [customerId] } }, first }, { keep: true });
  const page = asked.data?.communications;
  if (asked.isPending) return <Waiting />;
  if (asked.isError && !page) return <Failed {...failure(asked.error)} onRetry={() => void asked.refetch()} />;
  const rows = page?.nodes ?? [];
  if (rows.length === 0) return <EmptyState title={t('none')} text={t('noneText')} />;
  return (
    <>
      <ol className="follow-list" aria-label={t('title')}>{rows.map((row) => <FollowUpRow key={row.id} row={row} />)}</ol>
      {page?.pageInfo?.hasNextPage && <Button type="link" onClick={() => setFirst(first + PAGE)}>{t('earlier')}</Button>}
    </>
  );
}
