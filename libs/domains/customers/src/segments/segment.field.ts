import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Database, NamedRef, type Raw } from '@dossier/kernel/data';
import { Customer } from '../profile/customer.entity';
import { isShown, segmentBook } from './segment.book';

/** The segments beside each row of a page: one statement, and none where nobody asks. */
@Resolver(() => Customer)
export class SegmentField {
  private readonly loaders = new WeakMap<Viewer, DataLoader<string, NamedRef[]>>();

  constructor(private readonly database: Database) {}

  @ResolveField(() => [NamedRef], { nullable: true, description: 'Segments that are shown to the viewer and ask about nothing that the viewer may not know' })
  @Access('segment.read')
  segments(@By() viewer: Viewer, @Parent() row: Raw): Promise<NamedRef[]> {
    let loader = this.loaders.get(viewer);
    if (!loader) this.loaders.set(viewer, (loader = this.loader(viewer)));
    return loader.load(String(row['id']));
  }

  private loader(viewer: Viewer): DataLoader<string, NamedRef[]> {
    // Nothing is remembered: a viewer may outlive the request, and members change between two of them.
    return new DataLoader<string, NamedRef[]>(async (ids) => {
      const open = segmentBook.all().filter((segment) => isShown(segment, viewer) && segmentBook.judge(viewer, segment));
      const names = new Map(open.map(({ id, name }) => [id, name]));
      const rows = open.length === 0 ? [] : await this.database.query<{ id: string; segments: string[] }>(
        'select customer_id as id, array_agg(segment_id) as segments from segment_member where customer_id = any($1::uuid[]) and segment_id = any($2::uuid[]) group by 1', [[...new Set(ids)], [...names.keys()]]);
      const found = new Map(rows.map((row) => [row.id, row.segments]));
      return ids.map((id) => (found.get(id) ?? []).map((segment) => ({ id: segment, name: names.get(segment) ?? null })).sort((a, b) => (a.name ?? '').localeCompare(b.name ?? '')));
    }, { cache: false });
  }
}
