import { sql, text, type FilterMeaning, type ListSpec } from '@dossier/kernel/list';
import { SegmentSort } from '@dossier/vocabulary/insight-enums';
import type { SegmentFilter } from './segment.inputs';

const same = (column: string): FilterMeaning => sql<string>([column], (value, { alias, params }) => `${alias}.${column} = ${params.add(value)}`);

/** What the list of segments offers. */
export const segmentList: ListSpec<keyof SegmentFilter, SegmentSort> = {
  filter: {
    search: sql<string>(['name'], (typed, site) => text('name').sql({ contains: typed } as never, site)),
    kind: same('kind'), visibility: same('visibility'),
    mine: sql<boolean>([], (wanted, { alias, params }) => `${alias}.owner_id ${wanted ? '=' : '<>'} ${params.slot('userId')}`),
    archived: sql<boolean>([], (wanted, { alias }) => `${alias}.archived_at is ${wanted ? 'not ' : ''}null`),
  },
  sort: {
    NAME: { path: 'name', type: 'text' },
    CREATED_AT: { path: 'createdAt', type: 'timestamptz' },
    UPDATED_AT: { path: 'updatedAt', type: 'timestamptz' },
  },
  defaultSort: SegmentSort.NAME,
};
