import { Link } from '@tanstack/react-router';
import { Can } from '@dossier/client';
import { useText, type Filter } from '@dossier/ui';
import { customerSegmentsText } from '../customer-segments.text';
import { segmentOf } from './useLeaveSegment';

/** What the list asks for, carried over to the bench of segments. */
export function SaveAsSegment({ filter }: { filter: Filter }) {
  const t = useText(customerSegmentsText);
  // What shows one segment and nothing else is a segment already.
  if (Object.keys(filter).length === 0 || (Object.keys(filter).length === 1 && segmentOf(filter))) return null;
  return <Can do="segment.write"><Link className="customer-save-segment" to="/segments/new" search={{ filter } as never}>{t('saveFilter')}</Link></Can>;
}
