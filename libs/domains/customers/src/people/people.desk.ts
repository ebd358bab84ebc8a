import { Injectable } from '@nestjs/common';
import { Params, planOf, type Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, Records } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { searchPredicate } from '@dossier/kernel/search';
import { CustomerKind, CustomerStage, IdentityKind } from '@dossier/vocabulary/enums';
import { MatchLevel, RelationBasis, RelationKind } from '@dossier/vocabulary/match-enums';
import { IdentityService } from '../identity/identity.service';
import type { PlainIdentity } from '../identity/identity.rules';
import { Lookups } from '../identity/lookups';
import { IntakeMatch } from '../intake/intake.match';
import { Matching } from '../matching/matching';
import { Customer } from '../profile/customer.entity';
import { ofCustomers } from '../profile/customer.policy';
import { tidy } from '../profile/customer.rules';
import { CustomerService } from '../profile/customer.service';
import { RelationshipService } from '../relationships/relationship.service';

/** Somebody as colleagues write them down. */
export interface SaidPerson {
  name?: string | null;
  companyName?: string | null;
  phone?: string | null;
  email?: string | null;
  city?: string | null;
}

/** By what a record is alike to somebody. */
export type Likeness = 'PHONE' | 'EMAIL' | 'COMPANY';

/** Records that may be the one in question: those within reach, and whether there are others. */
export interface Alike {
  within: { id: string; reasons: Likeness[] }[];
  elsewhere: boolean;
}

const CONTACTS = [['phone', IdentityKind.PHONE], ['email', IdentityKind.EMAIL]] as const;
/** More records than this are no hint any more. */
const MOST = 20;

/** What the domains above ask of records: whose record somebody is, who is alike, and what a record becomes when business is made of it. */
@Injectable()
export class PeopleDesk {
  constructor(
    @InjectRecords(Customer) private readonly rows: Records<Customer>,
    private readonly customers: CustomerService,
    private readonly identities: IdentityService,
    private readonly matching: Matching,
    private readonly match: IntakeMatch,
    private readonly relationships: RelationshipService,
    private readonly lookups: Lookups,
  ) {}

  /** A live record within the viewer's reach, locked; anything else is NOT_FOUND. */
  async require(viewer: Viewer, id: string): Promise<Customer> {
    const customer = await this.rows.get(viewer, id);
    if (customer.archivedAt !== null) throw new DomainError('NOT_FOUND');
    return customer;
  }

  /** The record of somebody: the one within reach on whom these contacts stand, as it is; else a new one, a prospect's. */
  async recordOf(viewer: Viewer, person: SaidPerson, sourceId: string | null): Promise<Customer> {
    const identities = this.contactsOf(viewer, person);
    await this.match.takeTurns(identities);
    const known = identities.length === 0 ? null : await this.known(viewer, person, identities);
    if (known) return this.require(viewer, known);
    return this.customers.create(viewer, { ...person, stage: CustomerStage.PROSPECT, ...(sourceId ? { sourceId } : {}) });
  }

  /** Records that share a phone, an e-mail or the company with somebody. Each time is counted and audited: a stranger's number must not be tried out here. */
  alike(viewer: Viewer, person: SaidPerson): Promise<Alike> {
    const identities = this.contactsOf(viewer, person);
    return this.lookups.counted(viewer, 'compareContacts', () => this.likenesses(viewer, identities, tidy(person.companyName)));
  }

  /** Says of a record that business was made with it, or takes that back. */
  async setStage(viewer: Viewer, customer: Pick<Customer, 'id' | 'version'>, stage: CustomerStage): Promise<Customer> {
    return this.customers.update(viewer, customer.id, customer.version, { stage });
  }

  /** A new company record. */
  company(viewer: Viewer, companyName: string): Promise<Customer> {
    return this.customers.create(viewer, { kind: CustomerKind.COMPANY, companyName });
  }

  /** Says that a person works for a company; null where that stands already. */
  async employ(viewer: Viewer, personId: string, companyId: string): Promise<string | null> {
    const stands = await currentWork().query('select 1 from relationship where from_id = $1 and to_id = $2 and kind = $3 and archived_at is null', [personId, companyId, RelationKind.EMPLOYEE_OF]);
    if (stands.length > 0) return null;
    return (await this.relationships.create(viewer, { fromId: personId, toId: companyId, kind: RelationKind.EMPLOYEE_OF, basis: RelationBasis.CONTRACT })).id;
  }

  /** Takes back that a person works for a company. */
  async dismiss(viewer: Viewer, relationshipId: string): Promise<void> {
    const [stands] = await currentWork().query('select 1 from relationship where id = $1 and archived_at is null', [relationshipId]);
    if (stands) await this.relationships.archive(viewer, relationshipId);
  }

  archive(viewer: Viewer, id: string): Promise<Customer> {
    return this.customers.archive(viewer, id);
  }

  private async known(viewer: Viewer, { name, companyName, city }: SaidPerson, identities: readonly PlainIdentity[]): Promise<string | null> {
    const found = await this.matching.find(viewer, { identities, name: name ?? null, companyName: companyName ?? null, city: city ?? null });
    const sure = found.candidates.filter(({ level }) => level === MatchLevel.AUTO);
    return found.customerId ?? (sure.length === 1 ? sure[0]!.customerId : null);
  }

  private async likenesses(viewer: Viewer, identities: readonly PlainIdentity[], companyName: string | null): Promise<Alike> {
    const plan = planOf(viewer, ofCustomers);
    const params = Params.empty();
    const kinds = identities.map(({ kind, value }) => {
      const index = params.add(this.identities.indexOf(kind, value), 'bytea');
      return `select i.customer_id as id, '${kind}' as reason, ${plan.field(kind.toLowerCase()).masked === true} as open from customer_identity i where i.archived_at is null and (i.blind_index = ${index} or i.blind_index_b = ${index})`;
    });
    const grams = companyName === null ? null : searchPredicate(companyName, 's.search_grams', 's.search_text', params);
    if (grams) kinds.push(`select s.id, 'COMPANY' as reason, ${plan.field('companyName').clear === true} as open from customer s where ${grams} and lower(s.company_name) = lower(${params.add(companyName, 'text')})`);
    if (kinds.length === 0) return { within: [], elsewhere: false };
    const rows = await currentWork().query<{ id: string; reasons: Likeness[]; within: boolean }>(
      `select t.id, array_agg(distinct h.reason) filter (where h.open) as reasons, bool_or(h.open) and ${plan.reach('t', params)} as within
        from (${kinds.join(' union all ')}) h join customer c on c.id = h.id join customer t on t.id = coalesce(c.merged_into_id, c.id)
        where t.archived_at is null group by t.id order by t.updated_at desc, t.id limit ${MOST}`, params.values(viewer));
    return { within: rows.filter((row) => row.within).map(({ id, reasons }) => ({ id, reasons })), elsewhere: rows.some((row) => !row.within) };
  }

  private contactsOf(viewer: Viewer, person: SaidPerson): PlainIdentity[] {
    return CONTACTS.flatMap(([field, kind]) => {
      const value = person[field]?.trim();
      return value ? [this.identities.plain(viewer, { kind, value, primary: true })] : [];
    });
  }
}
