import { Injectable, type Type } from '@nestjs/common';
import { policyOf, type Viewer } from '@dossier/kernel/access';
import { currentWork, Database, Dictionaries, InjectRecords, Records, selectionFrom, shapeOf, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { ListSpec, Page, PageArgs } from '@dossier/kernel/list';
import { Order } from '../../orders/order.entity';
import { Customer } from '../../profile/customer.entity';
import { canonical, digestOf, likeKept } from './canonical';
import { ProfileSnapshot } from './profile-snapshot.entity';
import type { RecordContent } from './record.image';
import { RecordReader } from './record.reader';
import type { RecordThen } from './record-then.view';

/** Every order of that instant, where the customer as it stands shows the newest alone. */
const ALL_ORDERS = { kind: 'carried', of: (): Type => Order, order: 'orderedAt', newest: null, one: false } as const;
const snapshotList: ListSpec<'customer', 'TAKEN_AT'> = {
  filter: { customer: { guards: ['customerId'], sql: (id: string, { alias, params }) => `${alias}.customer_id = ${params.add(id, 'uuid')}` } },
  sort: { TAKEN_AT: { path: 'takenAt', type: 'timestamptz' } }, defaultSort: 'TAKEN_AT', defaultOrder: 'DESC',
};

/** Records at past instants: read, kept, and compared with what was kept. */
@Injectable()
export class RecordsThen {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    @InjectRecords(ProfileSnapshot) private readonly snapshots: Records<ProfileSnapshot>,
    private readonly reader: RecordReader,
    private readonly database: Database,
    private readonly dictionaries: Dictionaries,
  ) {}

  /** The record of a customer within reach as it was; null before it was there. */
  async at(viewer: Viewer, id: string, at: Date): Promise<RecordThen | null> {
    const found = await this.content(viewer, id, at);
    if (!found) return null;
    const text = canonical(found.content);
    const [since] = await this.database.query<{ at: Date }>(`select (value->>'at')::timestamptz as at from installation where key = 'exact_history'`);
    return {
      customerId: id, at, customer: found.content.customer, parts: Object.entries(found.content.parts).map(([type, rows]) => ({ type, rows })),
      text, sha256: digestOf(text), whole: text === canonical(found.whole), exactSince: since?.at ?? null,
    };
  }

  /** The fields of a customer as they were, for the same query that tells how they are. Sums and lists of now are no part of it. */
  async customer(viewer: Viewer, id: string, at: Date, asked: Selection): Promise<Raw | null> {
    const found = await this.content(viewer, id, at);
    if (!found) return null;
    const row = await this.customers.read(viewer, id, selectionFrom(['id', 'version']));
    const customer = this.spoken(Customer, found.content.customer);
    const values = [...asked.fields.keys()].map((name): [string, unknown] => [name, name in customer ? customer[name] : this.brought(name, found.content)]);
    return { ...Object.fromEntries(values), id, version: row['version'] };
  }

  /** Rows that a field of the customer brings along, as they were: in its order, and as many as it brings. */
  private brought(field: string, { parts }: RecordContent): Raw[] | null {
    const kind = field === 'ordersThen' ? ALL_ORDERS : shapeOf(Customer).fields.get(field);
    if (kind?.kind !== 'carried' || kind.one) return null;
    const { order } = kind;
    const rows = parts[policyOf(kind.of()).name]?.map((row) => this.spoken(kind.of(), row));
    if (!rows || order === null) return rows ?? null;
    const place = (row: Raw): string => `${String(row[order] ?? '')} ${String(row['id'])}`;
    return rows.sort((a, b) => (place(a) < place(b) ? 1 : -1)).slice(0, kind.newest ?? rows.length);
  }

  /** Keeps the record of a customer as it stands at this instant. */
  async store(viewer: Viewer, id: string): Promise<ProfileSnapshot> {
    const customer = await this.customers.get(viewer, id, 'UPDATE');
    const [now] = await currentWork().query<{ at: Date }>(`select date_trunc('milliseconds', clock_timestamp()) as at`);
    const image = await this.reader.image(customer.id, now!.at);
    if (!image) throw new DomainError('NOT_FOUND');
    const content = canonical(this.reader.whole(image));
    return this.snapshots.add(viewer, { customerId: id, takenAt: now!.at, takenById: viewer.userId, sha256: digestOf(content), size: Buffer.byteLength(content), content });
  }

  /** What was kept of a customer, newest first. */
  async page(viewer: Viewer, customerId: string, args: PageArgs, asked: Selection): Promise<Page<Raw>> {
    await this.customers.read(viewer, customerId, selectionFrom(['id']));
    return this.snapshots.page(viewer, { ...args, filter: { customer: customerId } }, snapshotList, asked);
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.snapshots.read(viewer, id, asked);
  }

  /** Whether the history still gives a kept record back byte for byte. */
  async isReproduced(viewer: Viewer, id: string): Promise<boolean> {
    await this.snapshots.read(viewer, id, selectionFrom(['id']));
    const [kept] = await this.database.query<{ customer_id: string; taken_at: Date; content: string }>('select coalesce(side_id, customer_id) as customer_id, taken_at, content from profile_snapshot where id = $1', [id]);
    const image = kept ? await this.reader.image(kept.customer_id, kept.taken_at) : null;
    return image !== null && canonical(likeKept(JSON.parse(kept!.content), this.reader.whole(image))) === kept!.content;
  }

  private async content(viewer: Viewer, id: string, at: Date): Promise<{ content: RecordContent; whole: RecordContent } | null> {
    await this.customers.read(viewer, id, selectionFrom(['id']));
    if (at.getTime() > Date.now() + 60_000) throw new DomainError('INVALID_INPUT', { field: 'asOf', reason: 'IN_THE_FUTURE' });
    const image = await this.reader.image(id, at);
    return image && { content: await this.reader.cut(viewer, image), whole: this.reader.whole(image) };
  }

  /** A row as the surface says it: what has a name comes with it. */
  private spoken(entity: Type, row: Raw): Raw {
    const names = [...shapeOf(entity).fields].flatMap(([name, kind]) => (kind.kind === 'name' ? [[name, this.named(kind.dictionary, row[kind.property] ?? row[name] ?? null)] as const] : []));
    return { ...row, ...Object.fromEntries(names) };
  }

  private named(dictionary: string, value: unknown): unknown {
    return Array.isArray(value) ? value.map((id) => this.dictionaries.lookUp(dictionary, id)) : this.dictionaries.lookUp(dictionary, value);
  }
}
