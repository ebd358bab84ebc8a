import { useText, type FilterField, type Option } from '@dossier/ui';
import { useMemo } from 'react';
import { useAsk } from '../asks';
import { useMay } from '../viewer';
import { SegmentChoicesDocument } from './customer.documents';
import { customerFiltersText } from './filters.text';

const ONE_MINUTE = 60_000;
const NONE: Option[] = [];

/** The segments that this reader may ask for: their own and those that are shared; of one kind, where it is named. */
export function useSegmentChoices(kind?: 'DYNAMIC' | 'STATIC'): Option[] {
  const may = useMay('segment.read');
  const nodes = useAsk(SegmentChoicesDocument, {}, { staleTime: ONE_MINUTE, skip: !may }).data?.segments?.nodes;
  return useMemo(() => (nodes ?? NONE).flatMap((one) => ('id' in one && (kind === undefined || ('kind' in one && one.kind === kind)) ? [{ value: one.id, label: one.name ?? '' }] : [])), [nodes, kind]);
}

/** Customers by the segments they are in now. */
export function useSegmentFilter(): FilterField[] {
  const t = useText(customerFiltersText);
  const may = useMay('segment.read');
  const options = useSegmentChoices();
  return useMemo(() => (may ? [{ key: 'segments', label: t('segments'), kind: 'ref', options }] : []), [may, options, t]);
}
