import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, Dictionaries, InjectRecords, Records, selectionFrom, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { ListSpec, Page, PageArgs } from '@dossier/kernel/list';
import { Customer } from '../../profile/customer.entity';
import { canonical, digestOf } from './canonical';
import { ProfileSnapshot } from './profile-snapshot.entity';
import type { RecordContent } from './record.image';
import { RecordReader } from './record.reader';
import type { RecordThen } from './record-then.view';

/** Names of a customer that the surface shows beside ids, and the dictionaries that know them. */
const NAMES: Readonly<Record<string, { id: string; dictionary: string }>> = {
  owner: { id: 'ownerId', dictionary: 'user' }, team: { id: 'teamId', dictionary: 'team' }, source: { id: 'sourceId', dictionary: 'channel' }, tags: { id: 'tagIds', dictionary: 'tag' },
};
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
    const { customer, parts } = found.content;
    const row = await this.customers.read(viewer, id, selectionFrom(['id', 'version']));
    const values = [...asked.fields.keys()].map((name): [string, unknown] => {
      const named = NAMES[name];
      if (named) return [name, this.named(named.dictionary, customer[named.id] ?? null)];
      return [name, name === 'identities' ? (parts['CustomerIdentity'] ?? null) : (customer[name] ?? null)];
    });
    return { ...Object.fromEntries(values), id, version: row['version'] };
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
    return image !== null && canonical(this.reader.whole(image)) === kept!.content;
  }

  private async content(viewer: Viewer, id: string, at: Date): Promise<{ content: RecordContent; whole: RecordContent } | null> {
    await this.customers.read(viewer, id, selectionFrom(['id']));
    if (at.getTime() > Date.now() + 60_000) throw new DomainError('INVALID_INPUT', { field: 'asOf', reason: 'IN_THE_FUTURE' });
    const image = await this.reader.image(id, at);
    return image && { content: await this.reader.cut(viewer, image), whole: this.reader.whole(image) };
  }

  private named(dictionary: string, value: unknown): unknown {
    return Array.isArray(value) ? value.map((id) => this.dictionaries.lookUp(dictionary, id)) : this.dictionaries.lookUp(dictionary, value);
  }
}
