import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { ListArgs, Page } from '@dossier/kernel/list';
import { Clock } from '@dossier/kernel/time';
import { FactSource, FactVerdict, RecordSection, ReviewState, type ContactOutcome } from '@dossier/vocabulary/fact-enums';
import { factNames } from '../facts/fact.columns';
import { Facts, type Provenance } from '../facts/facts';
import { Customer } from '../profile/customer.entity';
import type { CustomerInput } from '../profile/customer.inputs';
import { CustomerService } from '../profile/customer.service';
import { restoreContacts, standingContacts } from './review.contacts';
import { ReviewItem } from './review.entities';
import { reviewList } from './review.list';

/** What a correction has changed, as it was: fields by property, contacts by id. */
interface Corrected {
  version: number;
  fields: CustomerInput;
  added: string[];
  primaries: string[];
}

const isFilled = (value: unknown): boolean => value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0) && value !== 'UNKNOWN';

/** The queue of sections to look at, and what was found. */
@Injectable()
export class ReviewService {
  constructor(
    @InjectRecords(ReviewItem) private readonly items: Records<ReviewItem>,
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    private readonly service: CustomerService,
    private readonly facts: Facts,
    private readonly clock: Clock,
  ) {}

  /** What is due, the longest overdue first. */
  page(viewer: Viewer, args: ListArgs, asked: Selection): Promise<Page<Raw>> {
    const filter = { state: { in: [ReviewState.OPEN] }, ...args.filter };
    return this.items.page(viewer, { ...args, filter }, reviewList, asked);
  }

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.items.read(viewer, id, asked);
  }

  /** All that stands in the section is right: each fact is confirmed, each contact begins its life anew. */
  confirm(viewer: Viewer, id: string): Promise<ReviewItem> {
    return this.look(viewer, id, FactVerdict.CONFIRMED);
  }

  /** Nobody can say whether the section is right: it stays as it is, and is known to be in doubt. */
  markUnknown(viewer: Viewer, id: string): Promise<ReviewItem> {
    return this.look(viewer, id, FactVerdict.UNKNOWN);
  }

  /** Something was wrong: the customer is changed as on the form, and what was corrected is told as such. */
  async correct(viewer: Viewer, id: string, version: number, input: CustomerInput): Promise<ReviewItem> {
    const { item, customer } = await this.open(viewer, id);
    const contacts = await standingContacts(customer.id);
    const saved = await this.service.updateFrom(viewer, { id: customer.id, version }, input, this.found(FactVerdict.CORRECTED, item.section));
    const names = Object.keys(input).filter((name) => factNames().has(name) && JSON.stringify(customer[name as keyof Customer] ?? null) !== JSON.stringify(saved[name as keyof Customer] ?? null));
    const [told] = await currentWork().query<{ id: string }>(`select id from observation where customer_id = $1 and entry_id = $2 order by created_at desc, id desc limit 1`, [customer.id, currentWork().entryId]);
    const before = Object.fromEntries(names.map((name) => [name, customer[name as keyof Customer]]));
    const added = (await standingContacts(customer.id)).ids.filter((one) => !contacts.ids.includes(one));
    return this.close(viewer, item, { verdict: FactVerdict.CORRECTED, observationId: told?.id ?? null, before: { version: saved.version, fields: before, added, primaries: contacts.primaries } });
  }

  /** Takes a finding back: the item is open again, a correction is undone where nobody has changed the same since. */
  async undo(viewer: Viewer, id: string): Promise<ReviewItem> {
    const item = await this.items.get(viewer, id);
    if (item.state !== ReviewState.DONE || item.reviewedById !== viewer.userId) throw new DomainError('REVIEW_STATE', { state: item.state });
    const customer = await this.customers.get(viewer, item.customerId, 'UPDATE');
    const before = item.before as Corrected | null;
    if (before && Object.keys(before.fields).length > 0) await this.service.update(viewer, customer.id, before.version, before.fields);
    if (before) await restoreContacts(customer.id, before);
    const work = currentWork();
    await work.query('update observation set archived_at = now(), version = version + 1, updated_at = now() where id = $1', [item.observationId]);
    await work.query('update contact_check set archived_at = now(), version = version + 1, updated_at = now() where item_id = $1 and archived_at is null', [item.id]);
    return this.items.save(viewer, item, { state: ReviewState.OPEN, verdict: null, reviewedAt: null, reviewedById: null, observationId: null, before: null }, 'REVIEW');
  }

  private async look(viewer: Viewer, id: string, verdict: FactVerdict.CONFIRMED | FactVerdict.UNKNOWN): Promise<ReviewItem> {
    const { item, customer } = await this.open(viewer, id);
    const held = item.section === RecordSection.BASIC ? Object.fromEntries([...factNames().keys()].map((name) => [name, customer[name as keyof Customer]] as const).filter(([, value]) => isFilled(value))) : {};
    const observationId = await this.facts.observe(viewer, { ...this.found(verdict, item.section), customerId: customer.id, fields: held });
    if (item.section === RecordSection.CONTACT) await this.checkContacts(viewer, item, verdict as unknown as ContactOutcome);
    return this.close(viewer, item, { verdict, observationId });
  }

  private async checkContacts(viewer: Viewer, item: ReviewItem, outcome: ContactOutcome): Promise<void> {
    await currentWork().query(
      `insert into contact_check (id, customer_id, identity_id, outcome, checked_by_id, item_id) select gen_random_uuid(), i.customer_id, i.id, $2, $3, $4 from customer_identity i where i.customer_id = $1 and i.archived_at is null`,
      [item.customerId, outcome, viewer.userId, item.id],
    );
  }

  private async open(viewer: Viewer, id: string): Promise<{ item: ReviewItem; customer: Customer }> {
    const item = await this.items.get(viewer, id);
    const customer = await this.customers.get(viewer, item.customerId, 'UPDATE');
    if (item.state !== ReviewState.OPEN || item.archivedAt !== null) throw new DomainError('REVIEW_STATE', { state: item.state });
    return { item, customer };
  }

  private close(viewer: Viewer, item: ReviewItem, found: Partial<ReviewItem>): Promise<ReviewItem> {
    return this.items.save(viewer, item, { ...found, state: ReviewState.DONE, reviewedAt: this.clock.now(), reviewedById: viewer.userId }, 'REVIEW');
  }

  private found(verdict: FactVerdict, section: RecordSection): Provenance {
    return { source: FactSource.REVIEW, verdict, section };
  }
}
