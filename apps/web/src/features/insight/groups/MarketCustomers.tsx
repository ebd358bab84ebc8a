import { Link } from '@tanstack/react-router';
import { failure, useAsk, useFormat, useMay } from '@dossier/client';
import { Failed, Row, Rows, useText, Waiting } from '@dossier/ui';
import { MarketCustomersDocument, type CustomersWish, type MarketLine } from './groups.documents';
import { marketsText } from './markets.text';

type Segment = MarketLine['segment'];

const customerFilter = ({ basis, segmentId, country, region }: Segment) =>
  (basis === 'SEGMENT' ? { segments: { in: [segmentId ?? ''] } } : { ...(country ? { country: { in: [country] } } : {}), ...(region ? { region: { equals: region } } : {}) });

const definitionOf = (segment: Segment): CustomersWish => ({ rule: { all: [segment.basis === 'CATEGORY' ? { orders: { categoryIds: [segment.categoryId ?? ''], measure: 'COUNT', is: { min: 1 } } } : { customer: customerFilter(segment) }] } });

/** Who is in a part of the market now, within reach. */
export function MarketCustomers({ segment }: { segment: Segment }) {
  const t = useText(marketsText);
  const format = useFormat();
  const may = useMay('segment.read');
  const ask = useAsk(MarketCustomersDocument, { definition: definitionOf(segment) }, { skip: !may });
  const preview = ask.data?.previewSegment;
  const count = preview?.count?.count ?? 0;
  if (!may) return null;
  return (
    <>
      <h3>{t('who')}</h3>
      {ask.isPending && <Waiting rows={3} />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {preview && <p>{count === 0 ? t('whoNone') : t('whoCount', { count: format.number(count) })}</p>}
      {count > 0 && segment.basis !== 'CATEGORY' && <p><Link to="/customers" search={{ filter: customerFilter(segment) } as never}>{t('toList')}</Link></p>}
      <Rows label={t('who')}>
        {(preview?.customers ?? []).slice(0, 10).map((customer) => <Row key={customer.id} title={<Link to={`/customers/${customer.id}`}>{customer.name ?? customer.companyName ?? t('noName')}</Link>} note={customer.archiveNo} />)}
      </Rows>
    </>
  );
}
