import { Float, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Database, type Raw } from '@dossier/kernel/data';
import { Customer } from '../profile/customer.entity';
import { seesCompleteness } from './completeness.reach';

/** The kept completeness beside each row of a page: one statement, and none where nobody asks. */
@Resolver(() => Customer)
export class CompletenessField {
  private readonly loaders = new WeakMap<Viewer, DataLoader<string, number | null>>();

  constructor(private readonly database: Database) {}

  @ResolveField(() => Float, { nullable: true, description: 'How full the whole record is, 0 to 1, as of a moment ago; null for whoever may not see all of it' })
  @Access('customer.read')
  async completeness(@By() viewer: Viewer, @Parent() row: Raw): Promise<number | null> {
    if (!seesCompleteness(viewer)) return null;
    let loader = this.loaders.get(viewer);
    if (!loader) this.loaders.set(viewer, (loader = this.loader()));
    return loader.load(String(row['id']));
  }

  private loader(): DataLoader<string, number | null> {
    // Nothing is remembered: a viewer may outlive the request, and a share changes between two of them.
    return new DataLoader<string, number | null>(async (ids) => {
      const rows = await this.database.query<{ id: string; share: string | null }>('select customer_id as id, share::text from customer_completeness where customer_id = any($1::uuid[])', [[...new Set(ids)]]);
      const found = new Map(rows.map(({ id, share }) => [id, share === null ? null : Number(share)]));
      return ids.map((id) => found.get(id) ?? null);
    }, { cache: false });
  }
}
