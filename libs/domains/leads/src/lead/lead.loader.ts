import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import type { Viewer } from '@dossier/kernel/access';
import { InjectRecords, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { Lead } from './lead.entity';

/** Leads that other rows name, one statement for all of them; null where one lies out of reach. */
@Injectable()
export class LeadOf {
  private readonly loaders = new WeakMap<Viewer, Map<Selection, DataLoader<string, Raw | null>>>();

  constructor(@InjectRecords(Lead) private readonly leads: Records<Lead>) {}

  load(viewer: Viewer, asked: Selection, id: string): Promise<Raw | null> {
    let own = this.loaders.get(viewer);
    if (!own) this.loaders.set(viewer, (own = new Map<Selection, DataLoader<string, Raw | null>>()));
    let loader = own.get(asked);
    if (!loader) own.set(asked, (loader = this.loader(viewer, asked)));
    return loader.load(id);
  }

  private loader(viewer: Viewer, asked: Selection): DataLoader<string, Raw | null> {
    return new DataLoader<string, Raw | null>(async (ids) => {
      const rows = new Map((await this.leads.readAll(viewer, [...new Set(ids)], asked)).map((row) => [String(row['id']), row]));
      return ids.map((id) => rows.get(id) ?? null);
    }, { cache: false });
  }
}
