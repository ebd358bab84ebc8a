import { Link } from '@tanstack/react-router';
import { useAsk, useMay } from '@dossier/client';
import { Facts, Section, useText } from '@dossier/ui';
import { SegmentsOfCustomerDocument } from '../../customer-segments.documents';
import { SEGMENTS_PLACE } from '../InSegments';
import { insightText } from './insight.text';
import { ScoreNote } from './ScoreNote';

/** The group of customers who buy alike that one belongs to. */
export interface Cluster {
  cluster?: string | null;
  name?: string | null;
  asOf?: string | null;
}

/** Which group the customer belongs to; the segments stand beside the record, and this leads to them. */
export function GroupSection({ customerId, cluster }: { customerId: string; cluster?: Cluster | null }) {
  const t = useText(insightText);
  const may = useMay('segment.read');
  const boards = useMay('insight.read');
  const segments = useAsk(SegmentsOfCustomerDocument, { id: customerId }, { skip: !may }).data?.customer?.segments ?? [];
  const items = [
    ...(cluster?.cluster ? [{ label: t('cluster'), value: <Link to="/customers" search={{ filter: { cluster: { in: [cluster.cluster] } } } as never}>{cluster.name ?? t('clusterNumber', { number: cluster.cluster })}</Link> }] : []),
    ...(segments.length > 0 ? [{ label: t('segments'), value: <Link to="." hash={SEGMENTS_PLACE} search={true as never}>{t('segmentsBeside', { count: segments.length })}</Link> }] : []),
  ];
  if (items.length === 0) return null;
  return (
    <Section title={t('groupTitle')} note={cluster?.cluster ? <ScoreNote kind="CLUSTER" asOf={cluster.asOf} /> : undefined} extra={boards && <Link to="/insight/groups">{t('groupBoard')}</Link>}>
      <Facts items={items} />
    </Section>
  );
}
