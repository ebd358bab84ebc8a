import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, newId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import type { ListSpec } from '@dossier/kernel/list';
import { wholeList } from '@dossier/teams';
import { Customer } from '../profile/customer.entity';
import { Bait } from './bait.entity';
import { Baits } from './baits';

const list: ListSpec = { filter: {}, sort: { CREATED_AT: { path: 'createdAt', type: 'timestamptz' } }, defaultSort: 'CREATED_AT', defaultOrder: 'DESC' };
const LONGEST = 200;

/** Marks records as bait and takes the mark away. The record itself does not change: nothing of it shows the mark. */
@Injectable()
export class BaitService {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    @InjectRecords(Bait) private readonly marks: Records<Bait>,
    private readonly baits: Baits,
  ) {}

  all(viewer: Viewer, asked: Selection): Promise<Raw[]> {
    return wholeList(this.marks, viewer, asked, { spec: list });
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.marks.read(viewer, id, asked);
  }

  /** Marks a record within reach; marked twice, it is marked once. */
  async mark(viewer: Viewer, customerId: string, note: string | null): Promise<string> {
    const customer = await this.customers.get(viewer, customerId);
    const [known] = await currentWork().query<{ id: string }>('select id from bait where customer_id = $1 and archived_at is null', [customer.id]);
    await this.baits.changed();
    if (known) return known.id;
    return (await this.marks.add(viewer, { id: newId(), customerId: customer.id, markedById: viewer.userId, note: note?.trim().slice(0, LONGEST) || null })).id;
  }

  async unmark(viewer: Viewer, customerId: string): Promise<void> {
    const customer = await this.customers.get(viewer, customerId);
    await currentWork().query('delete from bait where customer_id = $1', [customer.id]);
    await this.baits.changed();
  }
}
