import { request, refresh, useSave } from '@dossier/client';
import { useText } from '@dossier/ui';
import { ArchiveSegmentDocument, RestoreSegmentDocument, SaveSegmentViewDocument, type Visibility } from './segments.documents';
import { segmentsText } from './segments.text';

export const REFRESHES = ['segments', 'segment', 'customers', 'savedViews'];

/** Puts a segment away, with the way back in the toast. */
export function useArchive(onDone?: () => void) {
  const t = useText(segmentsText);
  const restore = useSave(RestoreSegmentDocument, { refreshes: REFRESHES, loud: true, done: (answer) => t('restored', { name: answer.restoreSegment?.name ?? '' }) });
  const archive = useSave(ArchiveSegmentDocument, {
    refreshes: REFRESHES, loud: true, done: (answer) => t('archived', { name: answer.archiveSegment?.name ?? '' }),
    undo: (answer) => answer.archiveSegment && restore.run({ id: answer.archiveSegment.id }), onDone: () => onDone?.(),
  });
  return { archive: (id: string) => archive.run({ id }), restore: (id: string) => restore.run({ id }) };
}

/** The state of a view of the customer list that shows a segment. */
export const viewState = (id: string) => ({ filter: { segments: { in: [id] } }, sort: 'LAST_ORDER_ON', order: 'DESC' });

/** Keeps a segment as a view of the customer list. */
export async function keepView(id: string, name: string, visibility: Visibility): Promise<void> {
  await request(SaveSegmentViewDocument, { input: { list: 'customers', name, visibility, state: viewState(id) } });
  await refresh('savedViews');
}
