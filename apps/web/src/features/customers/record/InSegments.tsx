import { Link } from '@tanstack/react-router';
import { useAsk, useMay } from '@dossier/client';
import { Section, useText } from '@dossier/ui';
import { SegmentsOfCustomerDocument } from '../customer-segments.documents';
import { customerSegmentsText } from '../customer-segments.text';

/** Where they stand in the page, for those who lead to them. */
export const SEGMENTS_PLACE = 'customer-segments';

/** The segments this customer is in now; each leads to itself. */
export function InSegments({ id }: { id: string }) {
  const t = useText(customerSegmentsText);
  const may = useMay('segment.read');
  const segments = useAsk(SegmentsOfCustomerDocument, { id }, { skip: !may }).data?.customer?.segments;
  if (!segments || segments.length === 0) return null;
  return (
    <Section title={t('segments')}>
      <ul className="customer-segments" id={SEGMENTS_PLACE}>
        {segments.map((segment) => <li key={segment.id}><Link className="customer-segment" to={`/segments/${segment.id}`}>{segment.name}</Link></li>)}
      </ul>
    </Section>
  );
}
