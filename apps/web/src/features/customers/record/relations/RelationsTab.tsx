import { Button } from 'antd';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { EmptyState, Failed, FigureStrip, Icon, Section, useText, Waiting } from '@dossier/ui';
import { failure, keyOf, request, useAsk, useFormat, useMay } from '@dossier/client';
import { useState } from 'react';
import type { CustomerRecord } from '../record.types';
import { AddRelation } from './AddRelation';
import { CompanyPeople } from './CompanyPeople';
import { HouseholdSection } from './HouseholdSection';
import { RelationGraph } from './RelationGraph';
import { RelationRow } from './RelationRow';
import { ReferralsDocument, RelationshipsDocument } from './relations.documents';
import './relations.css';
import { relationsText } from './relations.text';

const PAGE = 50;

/** What this customer is to others: the graph around them, who they live with or who works for them, each relation with its basis, and what referrals have brought. */
export function RelationsTab({ customer }: { customer: CustomerRecord }) {
  const t = useText(relationsText);
  const { id: customerId } = customer;
  const pages = useInfiniteQuery({
    queryKey: [...keyOf(RelationshipsDocument, { customerId }), 'pages'],
    queryFn: ({ pageParam, signal }) => request(RelationshipsDocument, { customerId, first: PAGE, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.relationships?.pageInfo.hasNextPage ? (last.relationships.pageInfo.endCursor ?? undefined) : undefined),
  });
  if (pages.isPending) return <Waiting />;
  if (pages.error) return <Failed {...failure(pages.error)} onRetry={() => void pages.refetch()} />;
  const relations = pages.data.pages.flatMap((page) => page.relationships?.nodes ?? []);
  const more = pages.hasNextPage ? <Button type="text" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t('more')}</Button> : null;
  return (
    <>
      {relations.length > 0 && <RelationGraph customer={customer} />}
      {relations.some((relation) => relation.kind === 'REFERRER' && relation.fromId === customerId) && <Brought customerId={customerId} />}
      {customer.kind === 'COMPANY' ? <CompanyPeople customer={customer} /> : <HouseholdSection customer={customer} />}
      <Section title={t('relations')} note={t('relationsNote')}>
        {relations.length === 0 && <EmptyState title={t('none')} text={t('noneText')} />}
        <ul className="d-rows">{relations.map((relation) => <RelationRow key={relation.id} relation={relation} customerId={customerId} />)}</ul>
        {more}
        <Adding customer={customer} />
      </Section>
    </>
  );
}

function Adding({ customer }: { customer: CustomerRecord }) {
  const t = useText(relationsText);
  const may = useMay('relationship.write');
  const [open, setOpen] = useState(false);
  if (!may || customer.archivedAt) return null;
  if (open) return <AddRelation customer={customer} onClose={() => setOpen(false)} />;
  return <button type="button" className="d-link customer-add" onClick={() => setOpen(true)}><Icon of={Plus} /> {t('add')}</button>;
}

function Brought({ customerId }: { customerId: string }) {
  const t = useText(relationsText);
  const format = useFormat();
  const asked = useAsk(ReferralsDocument, { customerId });
  const referrals = asked.data?.referrals;
  if (!referrals) return null;
  return (
    <Section title={t('referrals')}>
      <FigureStrip figures={[
        { label: t('made'), value: format.number(referrals.made) }, { label: t('bought'), value: format.number(referrals.bought) }, { label: t('revenue'), value: format.money(referrals.revenue) },
      ]} />
    </Section>
  );
}
