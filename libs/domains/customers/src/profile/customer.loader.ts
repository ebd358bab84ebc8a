import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import type { Viewer } from '@dossier/kernel/access';
import { InjectRecords, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { Customer } from './customer.entity';

/** Customers of other rows (orders, pairs): one statement for all rows of a page, within the reader's reach, else null. */
@Injectable()
export class CustomerOf {
  private readonly loaders = new WeakMap<Viewer, Map<Selection, DataLoader<string, Raw | null>>>();

  constructor(@InjectRecords(Customer) private readonly customers: Records<Customer>) {}

  load(viewer: Viewer, asked: Selection, id: string | null): Promise<Raw | null> {
    if (id === null) return Promise.resolve(null);
    let own = this.loaders.get(viewer);
    if (!own) this.loaders.set(viewer, (own = new Map<Selection, DataLoader<string, Raw | null>>()));
    let loader = own.get(asked);
    if (!loader) own.set(asked, (loader = this.loader(viewer, asked)));
    return loader.load(id);
  }

  private loader(viewer: Viewer, asked: Selection): DataLoader<string, Raw | null> {
    // Nothing is remembered: a viewer may outlive the request, and a row may change between two of them.
    return new DataLoader<string, Raw | null>(async (ids) => {
      const rows = new Map((await this.customers.readAll(viewer, [...new Set(ids)], asked)).map((row) => [String(row['id']), row]));
      return ids.map((id) => rows.get(id) ?? null);
    }, { cache: false });
  }
}
