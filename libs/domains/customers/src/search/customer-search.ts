import { Injectable } from '@nestjs/common';
import { Params, planOf, type TypePlan, type Viewer } from '@dossier/kernel/access';
import { Database, InjectRecords, Records, selectionFrom } from '@dossier/kernel/data';
import { fold, searchPredicate } from '@dossier/kernel/search';
import { andForPurpose } from '../consent/consented';
import { IdentityService } from '../identity/identity.service';
import { Lookups } from '../identity/lookups';
import { Customer } from '../profile/customer.entity';
import { SEARCHED } from '../profile/customer.list';
import { ofCustomers } from '../profile/customer.policy';
import { titleOf } from '../profile/customer.rules';
import type { Reading } from './search.rules';
import type { SearchHit } from './search.view';

interface Found {
  id: string;
  matched: string;
}

/** Among the many rows that one character matches, the best are looked for in so many. */
const CANDIDATES = 400;
const shown = selectionFrom(['name', 'companyName', 'nameLatin', 'archiveNo', 'phone', 'owner.name']);

/** Finds customers by name, pinyin, initials, record number, tail of a phone, and whole phone or e-mail. */
@Injectable()
export class CustomerSearch {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    private readonly database: Database,
    private readonly identities: IdentityService,
    private readonly lookups: Lookups,
  ) {}

  async find(viewer: Viewer, reading: Reading, first: number): Promise<SearchHit[]> {
    if (!viewer.may('customer.read')) return [];
    const plan = planOf(viewer, ofCustomers);
    const parts = await Promise.all([this.byContact(viewer, plan, reading), this.byTail(viewer, plan, reading, first), this.byName(viewer, plan, reading, first)]);
    const found = new Map<string, Found>();
    for (const hit of parts.flat()) if (!found.has(hit.id)) found.set(hit.id, hit);
    const best = [...found.values()].slice(0, first);
    const rows = await this.customers.readAll(viewer, best.map(({ id }) => id), shown);
    return rows.map((row) => ({
      id: String(row['id']), title: titleOf(row), link: `/customers/${String(row['id'])}`, matched: found.get(String(row['id']))!.matched,
      detail: [row['companyName'] === titleOf(row) ? null : row['companyName'], row['archiveNo'], row['phone']].filter(Boolean).join(' · ') || null,
    }));
  }

  private async byName(viewer: Viewer, plan: TypePlan, { text, archiveNo, purpose }: Reading, first: number): Promise<Found[]> {
    if (!SEARCHED.every((name) => plan.field(name).clear === true)) return [];
    const params = Params.empty();
    const matching = searchPredicate(text, 't.search_grams', 't.search_text', params);
    if (!matching) return [];
    const reach = `${plan.reach('t', params)}${andForPurpose(purpose, params)}`;
    const exact = params.add(fold(text), 'text');
    const statement = `select id, archive_no = ${params.add(archiveNo ?? '', 'text')} as numbered from (
        select t.id, t.archive_no, t.search_text, t.name_key from customer t where ${matching} and t.archived_at is null and ${reach} limit ${CANDIDATES}
      ) t order by numbered desc, split_part(search_text, e'\\n', 1) = ${exact} desc, length(split_part(search_text, e'\\n', 1)), name_key, id limit ${first}`;
    const rows = await this.database.query<{ id: string; numbered: boolean }>(statement, params.values(viewer));
    return rows.map(({ id, numbered }) => ({ id, matched: numbered ? 'ARCHIVE_NO' : 'NAME' }));
  }

  private async byTail(viewer: Viewer, plan: TypePlan, { tail, purpose }: Reading, first: number): Promise<Found[]> {
    if (!tail || plan.field('phone').masked !== true || plan.field('identities').clear !== true) return [];
    const params = Params.empty();
    const statement = `select distinct t.id from customer_identity i join customer t on t.id = i.customer_id
      where i.phone_tail = ${params.add(tail, 'text')} and i.archived_at is null and t.archived_at is null and ${plan.reach('t', params)}${andForPurpose(purpose, params)} limit ${first}`;
    return (await this.database.query<{ id: string }>(statement, params.values(viewer))).map(({ id }) => ({ id, matched: 'PHONE_TAIL' }));
  }

  /** A whole number or address is looked up only by whoever holds the word; each time is counted and audited. */
  private async byContact(viewer: Viewer, plan: TypePlan, { contact, purpose }: Reading): Promise<Found[]> {
    if (!contact || !viewer.may('customer.lookup') || plan.field(contact.kind.toLowerCase()).masked !== true) return [];
    const params = Params.empty();
    const index = params.add(this.identities.indexOf(contact.kind, contact.value), 'bytea');
    const statement = `select distinct t.id from customer_identity i join customer t on t.id = i.customer_id
      where (i.blind_index = ${index} or i.blind_index_b = ${index}) and i.archived_at is null and t.archived_at is null
        and ${plan.reach('t', params)} and ${plan.reach('t', params, 'customer.lookup')}${andForPurpose(purpose, params)} limit 20`;
    const rows = await this.lookups.counted(viewer, 'lookUpContact', () => this.database.query<{ id: string }>(statement, params.values(viewer)));
    return rows.map(({ id }) => ({ id, matched: contact.kind }));
  }
}
