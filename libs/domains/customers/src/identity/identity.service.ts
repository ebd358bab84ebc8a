import { Injectable } from '@nestjs/common';
import { planOf, type Viewer } from '@dossier/kernel/access';
import { BlindIndexes, encryptField, KeyRing, openPeople, PersonKeys } from '@dossier/kernel/crypto';
import { currentWork, Database, InjectRecords, newId, Records } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Clock } from '@dossier/kernel/time';
import { IdentitySource, type IdentityKind } from '@dossier/vocabulary/enums';
import { Customer } from '../profile/customer.entity';
import { ofCustomers } from '../profile/customer.policy';
import { CustomerIdentity, type RevealedIdentity } from './customer-identity.entity';
import type { IdentityInput } from './identity.inputs';
import { ISSUED_BY } from './identity.kinds';
import { hintsOf, indexWish, plainIdentity, regionOf, type PlainIdentity } from './identity.rules';

const PLACE = { table: 'customer_identity', column: 'value_cipher' } as const;

interface Sealed {
  id: string;
  kind: IdentityKind;
  cipher: Buffer;
  wrapped: Buffer;
}

/** How contacts came to be known, and for which record of a merged one. */
interface Origin {
  source?: IdentitySource;
  sideId?: string | null;
  /** The record was made just now, with one contact of a kind at most: none of them can stand there already. */
  isFresh?: boolean;
}

/** Phones, e-mail addresses and accounts: sealed under the person's key, found again by blind index. */
@Injectable()
export class IdentityService {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    @InjectRecords(CustomerIdentity) private readonly identities: Records<CustomerIdentity>,
    private readonly database: Database,
    private readonly ring: KeyRing,
    private readonly indexes: BlindIndexes,
    private readonly keys: PersonKeys,
    private readonly clock: Clock,
  ) {}

  /** A typed contact in its one form, or the sentence of what is wrong with it. */
  plain(viewer: Viewer, input: IdentityInput): PlainIdentity {
    return plainIdentity(input, { region: regionOf(this.clock.zone), language: viewer.language });
  }

  indexOf(kind: IdentityKind, value: string): Buffer {
    const wish = indexWish(kind, value);
    return this.indexes.find(wish.field, wish.value);
  }

  /** Adds one to a customer; the first of its kind becomes the primary one. */
  async add(viewer: Viewer, customerId: string, input: IdentityInput): Promise<Customer> {
    const customer = await this.customers.get(viewer, customerId, 'UPDATE');
    this.requireWritable(viewer, customer);
    await this.put(viewer, customer.id, [this.plain(viewer, input)]);
    return customer;
  }

  /** Takes one away; the oldest left of its kind becomes the primary one. */
  async remove(viewer: Viewer, id: string): Promise<Customer> {
    const { customer, identity } = await this.own(viewer, id);
    await this.identities.save(viewer, identity, { archivedAt: this.clock.now(), primary: false }, 'UPDATE');
    if (identity.primary) {
      await currentWork().query(
        `update customer_identity set is_primary = true, version = version + 1, updated_at = now() where id =
          (select id from customer_identity where customer_id = $1 and kind = $2 and archived_at is null order by created_at, id limit 1)`,
        [customer.id, identity.kind],
      );
    }
    return customer;
  }

  /** Makes one the primary of its kind. */
  async makePrimary(viewer: Viewer, id: string): Promise<Customer> {
    const { customer, identity } = await this.own(viewer, id);
    await this.demote(customer.id, identity.kind);
    await currentWork().query('update customer_identity set is_primary = true, version = version + 1, updated_at = now() where id = $1', [id]);
    return customer;
  }

  /** Says that somebody has made sure that an identity is its customer's own, or takes that back. */
  async verify(viewer: Viewer, id: string, verified: boolean): Promise<Customer> {
    const { customer, identity } = await this.own(viewer, id);
    if ((identity.verifiedAt !== null) !== verified) await this.identities.save(viewer, identity, { verifiedAt: verified ? this.clock.now() : null }, 'UPDATE');
    return customer;
  }

  /** Gives all identities of one customer in clear. One audited act a record. */
  async reveal(viewer: Viewer, customerId: string): Promise<RevealedIdentity[]> {
    const customer = await this.customers.get(viewer, customerId, 'REVEAL');
    const work = currentWork();
    work.note.objectType = 'Customer';
    work.note.objectId = customer.id;
    const rows = await work.query<Sealed & { value_cipher: Buffer }>(
      `select i.id, i.kind, i.value_cipher as cipher, k.wrapped from customer_identity i join customer_key k on k.customer_id = i.customer_id
        where i.customer_id = $1 and i.archived_at is null order by i.kind, i.is_primary desc, i.created_at`,
      [customer.id],
    );
    work.note.facts = { count: rows.length };
    if (rows.length === 0) return [];
    const [texts] = openPeople(this.ring, [{ personId: customer.id, wrapped: rows[0]!.wrapped, fields: rows.map((row) => ({ ...PLACE, rowId: row.id, cipher: row.cipher })) }]);
    return rows.map((row, at) => ({ id: row.id, kind: row.kind, value: texts![at]!.replace(ISSUED_BY, ' ') }));
  }

  /** Writes contacts of a customer that is already locked. A contact that stands there twice is refused. */
  async put(viewer: Viewer, customerId: string, contacts: readonly PlainIdentity[], { source = IdentitySource.MANUAL, sideId = null, isFresh = false }: Origin = {}): Promise<void> {
    if (contacts.length === 0) return;
    const { key } = await (isFresh ? this.newKey(customerId) : this.keyOf(customerId));
    const tailSearch = await this.tailSearch();
    for (const contact of contacts) await this.putOne(viewer, customerId, { contact, key, tailSearch, source, sideId, isFresh });
  }

  /** Whether a customer holds a contact already. */
  async stands(customerId: string, { kind, value }: PlainIdentity): Promise<boolean> {
    const rows = await currentWork().query('select 1 from customer_identity where customer_id = $1 and kind = $2 and (blind_index = $3 or blind_index_b = $3) and archived_at is null', [customerId, kind, this.indexOf(kind, value)]);
    return rows.length > 0;
  }

  /** Whether the company lets numbers be found by their last four digits. */
  async tailSearch(): Promise<boolean> {
    const [company] = await this.database.query<{ open: boolean }>('select phone_tail_search as open from company');
    return company?.open ?? false;
  }

  private async putOne(viewer: Viewer, customerId: string, given: { contact: PlainIdentity; key: Buffer; tailSearch: boolean; source: IdentitySource; sideId: string | null; isFresh: boolean }): Promise<void> {
    const { contact, key, tailSearch, source, sideId, isFresh } = given;
    const wish = indexWish(contact.kind, contact.value);
    const others = isFresh ? [] : await currentWork().query<{ same: boolean }>('select $3::bytea in (coalesce(blind_index, blind_index_b), coalesce(blind_index_b, blind_index)) as same from customer_identity where customer_id = $1 and kind = $2 and archived_at is null',
      [customerId, contact.kind, this.indexOf(contact.kind, contact.value)]);
    if (others.some(({ same }) => same)) throw new DomainError('IDENTITY_TAKEN', { field: contact.kind.toLowerCase() });
    const primary = contact.primary || others.length === 0;
    if (primary && others.length > 0) await this.demote(customerId, contact.kind);
    const id = newId();
    const { a, b } = this.indexes.store(wish.field, wish.value);
    await this.identities.add(viewer, {
      id, customerId, sideId, kind: contact.kind, label: contact.label, primary, source, blindIndex: a, blindIndexB: b,
      value: encryptField(key, contact.value, { ...PLACE, rowId: id }), verifiedAt: contact.verified ? this.clock.now() : null, ...hintsOf(contact.kind, contact.value, tailSearch),
    });
  }

  /** The key of a person, made where there is none yet. */
  async keyOf(customerId: string): Promise<{ key: Buffer; wrapped: Buffer }> {
    const [kept] = await currentWork().query<{ wrapped: Buffer }>('select wrapped from customer_key where customer_id = $1', [customerId]);
    return kept ? { key: this.keys.open(customerId, kept.wrapped), wrapped: kept.wrapped } : this.newKey(customerId);
  }

  private async newKey(customerId: string): Promise<{ key: Buffer; wrapped: Buffer }> {
    const made = this.keys.make(customerId);
    await currentWork().query('insert into customer_key (customer_id, wrapped, key_version) values ($1, $2, $3)', [customerId, made.wrapped, this.ring.current]);
    return made;
  }

  private async own(viewer: Viewer, id: string): Promise<{ customer: Customer; identity: CustomerIdentity }> {
    const identity = await this.identities.get(viewer, id);
    if (identity.archivedAt !== null) throw new DomainError('NOT_FOUND');
    const customer = await this.customers.get(viewer, identity.customerId, 'UPDATE');
    this.requireWritable(viewer, customer);
    return { customer, identity };
  }

  private requireWritable(viewer: Viewer, customer: Customer): void {
    if (!planOf(viewer, ofCustomers).writes('customer.update', 'identities', customer)) throw new DomainError('FORBIDDEN', { permission: 'customer.update', field: 'identities' });
  }

  private async demote(customerId: string, kind: IdentityKind): Promise<void> {
    await currentWork().query('update customer_identity set is_primary = false, version = version + 1, updated_at = now() where customer_id = $1 and kind = $2 and is_primary', [customerId, kind]);
  }
}
