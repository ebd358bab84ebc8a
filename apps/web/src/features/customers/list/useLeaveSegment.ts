import { SegmentChoicesDocument, useAsk, useMay, useSave } from '@dossier/client';
import { useText, type Filter } from '@dossier/ui';
import { useRef } from 'react';
import { AddToSegmentDocument, RemoveFromSegmentDocument } from '../customer-segments.documents';
import { customerSegmentsText } from '../customer-segments.text';

const REFRESHES = ['segments', 'segment', 'customers', 'customer'];

/** The one segment that a filter asks for; null where it asks for several, or for something beside. */
export function segmentOf(filter: Filter): string | null {
  const { in: ids } = (filter['segments'] ?? {}) as { in?: unknown };
  return Array.isArray(ids) && ids.length === 1 && typeof ids[0] === 'string' ? ids[0] : null;
}

/** Takes customers out of the static segment that the list shows, where this reader may; with the way back. */
export function useLeaveSegment(filter: Filter, onDone: () => void): ((ids: string[]) => void) | null {
  const t = useText(customerSegmentsText);
  const may = useMay('segment.write');
  const id = segmentOf(filter);
  const segment = useAsk(SegmentChoicesDocument, {}, { skip: id === null || !may }).data?.segments?.nodes.find((one) => one.id === id);
  const add = useSave(AddToSegmentDocument, { refreshes: REFRESHES, loud: true, done: (answer) => t('added', { name: answer.addToSegment?.name ?? '' }) });
  const taken = useRef<string[]>([]);
  const remove = useSave(RemoveFromSegmentDocument, {
    refreshes: REFRESHES, loud: true, onDone, done: (answer) => t('removed', { name: answer.removeFromSegment?.name ?? '', count: taken.current.length }),
    undo: () => id && add.run({ id, customerIds: taken.current }),
  });
  if (!id || segment?.kind !== 'STATIC' || !segment.can?.includes('FILL')) return null;
  return (ids) => {
    taken.current = ids;
    void remove.run({ id, customerIds: ids });
  };
}
