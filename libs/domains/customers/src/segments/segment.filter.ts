import type { Viewer } from '@dossier/kernel/access';
import { unknownName, type FilterMeaning, type FilterSite } from '@dossier/kernel/list';
import { isShown, segmentBook } from './segment.book';

interface Wanted {
  in?: string[] | null;
  notIn?: string[] | null;
  isEmpty?: boolean | null;
}

/** Segments that are shown to a viewer: others are told apart from those that do not exist by nothing. */
const shown = (viewer: Viewer, ids: readonly string[]): string[] => ids.filter((id) => {
  const segment = segmentBook.get(id);
  return segment !== undefined && isShown(segment, viewer);
});

const readable = (viewer: Viewer): string[] => segmentBook.all().filter((segment) => isShown(segment, viewer) && segmentBook.judge(viewer, segment)).map(({ id }) => id);

/** Customers by the segments they are in. A segment that asks about what the viewer may not know is no name to filter by. */
export const inSegments: FilterMeaning = {
  guards: [],
  guardsOf: (wanted: Wanted, { viewer }: FilterSite) => {
    const named = shown(viewer, [...(wanted.in ?? []), ...(wanted.notIn ?? [])]).flatMap((id) => segmentBook.get(id) ?? []);
    if (!(viewer.kind === 'job' || viewer.may('segment.read')) || !named.every((segment) => segmentBook.judge(viewer, segment))) throw unknownName('segments', 'CustomerFilter');
    return [];
  },
  sql: (wanted: Wanted, { alias, params, viewer }: FilterSite) => {
    const among = (ids: readonly string[]): string => `${alias}.id in (select m.customer_id from segment_member m where m.segment_id = any(${params.add(ids, 'uuid[]')}))`;
    const parts: string[] = [];
    if (wanted.in) parts.push(among(shown(viewer, wanted.in)));
    if (wanted.notIn) parts.push(`not ${among(shown(viewer, wanted.notIn))}`);
    if (typeof wanted.isEmpty === 'boolean') parts.push(`${wanted.isEmpty ? 'not ' : ''}${among(readable(viewer))}`);
    return parts.length === 0 ? 'true' : `(${parts.join(' and ')})`;
  },
};
