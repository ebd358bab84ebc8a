import { useText, type FilterField } from '@dossier/ui';
import { useMemo } from 'react';
import { useViewer } from '../viewer';
import { customerFiltersText } from './filters.text';

const COUNTED = ['order.read', 'communication.read', 'need.read', 'feedback.read', 'consent.read'];

/** The completeness of a list counts every part of a record: it is for those who may see them all. The server judges each field besides. */
export function useSeesCompleteness(): boolean {
  const { permissions } = useViewer();
  return COUNTED.every((word) => permissions.includes(word));
}

/** Records by how full they are, in hundredths. */
export function useCompletenessFilter(): FilterField[] {
  const f = useText(customerFiltersText);
  const sees = useSeesCompleteness();
  return useMemo(() => (sees ? [{ key: 'completeness', label: f('completeness'), kind: 'number', percent: true }] : []), [sees, f]);
}
