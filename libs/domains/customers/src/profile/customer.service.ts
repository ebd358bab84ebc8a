import { Injectable } from '@nestjs/common';
import { planOf, type Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, isId, newId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { ListArgs, Page } from '@dossier/kernel/list';
import { Clock } from '@dossier/kernel/time';
import { ChannelService } from '@dossier/channels';
import { CustomerKind, IdentityKind, IdentitySource } from '@dossier/vocabulary/enums';
import { DuplicateService } from '../duplicates/duplicate.service';
import { Facts, ownSource, type Provenance } from '../facts/facts';
import { CustomValues } from '../fields/custom-values';
import { IdentityService } from '../identity/identity.service';
import type { PlainIdentity } from '../identity/identity.rules';
import { Customer } from './customer.entity';
import type { CustomerInput } from './customer.inputs';
import { customerList } from './customer.list';
import { ofCustomers } from './customer.policy';
import { changed, keysOf, renames, requireSomething } from './customer.rules';
import { TagService } from './tag.service';

/** What was filled in: an empty field of a form says nothing. */
const givenIn = (draft: Partial<Customer>): string[] =>
  Object.entries(draft).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)).map(([name]) => name);

const pick = (row: Customer, names: readonly string[]): Record<string, unknown> => Object.fromEntries(names.map((name) => [name, row[name as keyof Customer]]));
const differs = (before: Customer, after: Customer, name: keyof Customer): boolean => JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null);

@Injectable()
export class CustomerService {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    private readonly identities: IdentityService,
    private readonly duplicates: DuplicateService,
    private readonly channels: ChannelService,
    private readonly tags: TagService,
    private readonly facts: Facts,
    private readonly values: CustomValues,
    private readonly clock: Clock,
  ) {}

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.customers.read(viewer, id, asked);
  }

  /** The row after it was given away: null where it has left the giver's own reach. */
  async readOrNothing(viewer: Viewer, id: string, asked: Selection): Promise<Raw | null> {
    return (await this.customers.readAll(viewer, [id], asked))[0] ?? null;
  }

  page(viewer: Viewer, args: ListArgs, asked: Selection): Promise<Page<Raw>> {
    return this.customers.page(viewer, args, customerList, asked);
  }

  /** Creates a customer in the name of its maker. One of name, company, phone and e-mail is enough. `from` says where the facts come from; without it, from whoever writes. */
  async create(viewer: Viewer, input: CustomerInput, from: Provenance = { source: ownSource(viewer) }): Promise<Customer> {
    const contacts = this.contactsOf(viewer, input);
    const draft = changed(input, this.clock.today());
    requireSomething(draft, contacts);
    await this.requireRefs(draft);
    const id = newId();
    const [made] = await currentWork().query<{ no: string }>('select next_archive_no() as no');
    const row = { name: null, nameLatin: null, companyName: null, kind: CustomerKind.PERSON, ...draft, archiveNo: made!.no };
    const customer = await this.customers.add(viewer, { ...row, ...keysOf(row), id, custom: this.values.fresh(viewer, input.custom), ownerId: viewer.ownerId, teamId: viewer.teamIds[0] ?? null }, 'CREATE', [...givenIn(draft), ...(contacts.length > 0 ? ['identities'] : [])]);
    this.values.requireFresh(viewer, customer);
    await this.identities.put(viewer, id, contacts, { source: from.contacts ?? IdentitySource.MANUAL, isFresh: true });
    await this.facts.observe(viewer, { ...from, customerId: id, fields: pick(customer, givenIn(draft)), initial: true });
    await this.duplicates.queue([id]);
    return customer;
  }

  /** Changes basic data. Fields that somebody else changed since `version` are a CONFLICT with both values. */
  update(viewer: Viewer, id: string, version: number, input: CustomerInput): Promise<Customer> {
    return this.updateFrom(viewer, { id, version }, input, { source: ownSource(viewer) });
  }

  /** The same change, said by another source than whoever writes it down. */
  async updateFrom(viewer: Viewer, { id, version }: { id: string; version: number }, input: CustomerInput, from: Provenance): Promise<Customer> {
    const customer = await this.customers.get(viewer, id, 'UPDATE');
    const change = changed(input, this.clock.today(), customer);
    await this.requireRefs({ ...(change.sourceId !== customer.sourceId ? change : {}), tagIds: change.tagIds?.filter((tag) => !customer.tagIds.includes(tag)) ?? [] });
    const contacts = this.contactsOf(viewer, input);
    if (contacts.length > 0) this.customers.requireWritable(viewer, customer, 'customer.update', ['identities']);
    const custom = await this.values.changed(viewer, customer, version, input.custom);
    const saved = await this.customers.save(viewer, customer, custom === undefined ? change : { ...change, custom }, 'UPDATE', { base: version, judged: ['custom'] });
    const kept = contacts.length > 0 ? contacts : await this.hasContacts(id);
    requireSomething(saved, kept);
    if (renames(change)) await this.rewriteKeys([saved]);
    if (contacts.length > 0) await this.identities.put(viewer, id, contacts);
    await this.facts.observe(viewer, { ...from, customerId: id, fields: pick(saved, Object.keys(change).filter((name) => differs(customer, saved, name as keyof Customer))) });
    if (renames(change) || contacts.length > 0) await this.duplicates.queue([id]);
    return saved;
  }

  /** Gives a customer to a colleague; the team follows its new owner, and so do the orders. */
  async assign(viewer: Viewer, id: string, ownerId: string): Promise<Customer> {
    const customer = await this.customers.get(viewer, id, 'ASSIGN');
    const { teamId } = await this.colleague(ownerId);
    const saved = await this.customers.save(viewer, customer, { ownerId, teamId }, 'ASSIGN', { leaves: true });
    await currentWork().query('update sales_order set owner_id = $2, team_id = $3, version = version + 1, updated_at = now() where customer_id = $1', [id, ownerId, teamId]);
    return saved;
  }

  async archive(viewer: Viewer, id: string): Promise<Customer> {
    const customer = await this.customers.get(viewer, id, 'ARCHIVE');
    return this.customers.archive(viewer, customer);
  }

  /** Takes a customer back. Where its external key now belongs to another row, that is a CONFLICT. */
  async restore(viewer: Viewer, id: string): Promise<Customer> {
    const customer = await this.customers.get(viewer, id, 'RESTORE');
    if (customer.externalKey !== null) {
      const taken = await currentWork().query('select 1 from customer where external_source is not distinct from $1 and external_key = $2 and archived_at is null and id <> $3', [customer.externalSource, customer.externalKey, id]);
            const seen = planOf(viewer, ofCustomers).levelOn('externalKey', customer) === 'READ' ? customer.externalKey : null;
      if (taken.length > 0) throw new DomainError('CONFLICT', { fields: { externalKey: { mine: seen, theirs: seen } }, version: customer.version });
    }
    return this.customers.restore(viewer, id);
  }

  /** Tells the steward what a change of contacts has brought together. */
  compare(id: string): Promise<void> {
    return this.duplicates.queue([id]);
  }

  /** The active colleague of an id, with the team that comes along; anybody else is NOT_FOUND. */
  async colleague(ownerId: string): Promise<{ teamId: string | null }> {
    if (!isId(ownerId)) throw new DomainError('NOT_FOUND');
    const [found] = await currentWork().query<{ team_id: string | null }>(
      `select (select m.team_id from team_member m join team t on t.id = m.team_id and t.archived_at is null where m.user_id = u.id order by m.created_at, m.team_id limit 1) as team_id
        from app_user u where u.id = $1 and u.kind = 'PERSON' and u.status = 'ACTIVE' and u.archived_at is null`,
      [ownerId],
    );
    if (!found) throw new DomainError('NOT_FOUND');
    return { teamId: found.team_id };
  }

  /** Writes search and sort keys anew after a change of names: no change of the record itself, so no version of its own. */
  async rewriteKeys(rows: readonly Customer[]): Promise<void> {
    const made = rows.map((row) => ({ id: row.id, ...keysOf(row) }));
    await currentWork().query(
      `update customer c set name_key = k.key, search_text = k.text, search_grams = array(select jsonb_array_elements_text(k.grams))
        from jsonb_to_recordset($1::jsonb) as k(id uuid, key text, text text, grams jsonb) where c.id = k.id`,
      [JSON.stringify(made.map((row) => ({ id: row.id, key: row.nameKey, text: row.searchText, grams: row.searchGrams })))],
    );
  }

  private contactsOf(viewer: Viewer, input: CustomerInput): PlainIdentity[] {
    const given = [[IdentityKind.PHONE, input.phone], [IdentityKind.EMAIL, input.email]] as const;
    return given.flatMap(([kind, value]) => (value?.trim() ? [this.identities.plain(viewer, { kind, value, primary: true })] : []));
  }

  private async requireRefs(change: { sourceId?: string | null; tagIds?: string[] }): Promise<void> {
    if (change.sourceId) await this.channels.require(change.sourceId);
    if (change.tagIds) await this.tags.require(change.tagIds);
  }

  private async hasContacts(id: string): Promise<readonly unknown[]> {
    return currentWork().query('select 1 from customer_identity where customer_id = $1 and archived_at is null limit 1', [id]);
  }
}
