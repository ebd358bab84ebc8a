import { Injectable } from '@nestjs/common';
import { Params, type Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, newId, Records, selectionFrom, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { CustomerKind } from '@dossier/vocabulary/enums';
import { HouseholdRole } from '@dossier/vocabulary/match-enums';
import { Customer } from '../profile/customer.entity';
import { Household, HouseholdMember } from './household.entity';
import type { HouseholdInput, MemberChange, MemberInput } from './household.inputs';
import { belonging, described, MEMBERS_MOST } from './household.rules';

/** A version that no row bears: whatever differs is a conflict then. Which field moved since cannot be told of what keeps no history of its own. */
const NO_VERSION = Number.MAX_SAFE_INTEGER;
const baseOf = (row: { version: number }, version: number): number => (version === row.version ? version : NO_VERSION);

/** Households and who belongs to them. A household is written by whoever reaches one of its members, a member by whoever reaches the person. */
@Injectable()
export class HouseholdService {
  constructor(
    @InjectRecords(Household) private readonly households: Records<Household>,
    @InjectRecords(HouseholdMember) private readonly members: Records<HouseholdMember>,
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    private readonly database: Database,
  ) {}

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.households.read(viewer, id, asked);
  }

  readMember(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.members.read(viewer, id, asked);
  }

  /** The households that somebody belongs to or has belonged to, the newest first. */
  async of(viewer: Viewer, customerId: string, asked: Selection): Promise<Raw[]> {
    await this.customers.read(viewer, customerId, selectionFrom(['id']));
    const params = Params.empty();
    const who = params.add(customerId, 'uuid');
    const reach = this.members.reach(viewer)('t', params);
    const rows = await this.database.query<{ id: string }>(
      `select h.id from household h where h.archived_at is null and exists (select 1 from household_member t where t.household_id = h.id and t.customer_id = ${who} and t.archived_at is null and ${reach}) order by h.created_at desc, h.id limit 20`, params.values(viewer));
    return this.households.readAll(viewer, rows.map(({ id }) => id), asked);
  }

  /** Makes a household with its first member. */
  async create(viewer: Viewer, input: HouseholdInput, member: MemberInput): Promise<Household> {
    await this.person(viewer, member.customerId);
    const made = await this.households.add(viewer, { id: newId(), ...described(input) });
    await this.join(viewer, made.id, { role: HouseholdRole.HEAD, isMain: true, ...member });
    return made;
  }

  /** Changes what a household is called and why it is one. */
  async update(viewer: Viewer, id: string, { version, input }: { version: number; input: HouseholdInput }): Promise<void> {
    const household = await this.households.get(viewer, id, 'UPDATE');
    await this.households.save(viewer, household, described(input, household), 'UPDATE', { base: baseOf(household, version) });
  }

  async archive(viewer: Viewer, id: string): Promise<void> {
    await this.households.archive(viewer, await this.households.get(viewer, id, 'ARCHIVE'));
  }

  async restore(viewer: Viewer, id: string): Promise<void> {
    await this.households.restore(viewer, id);
  }

  /** Lets a person join a household. The same person twice at a time is refused. */
  async addMember(viewer: Viewer, householdId: string, input: MemberInput): Promise<void> {
    const household = await this.households.get(viewer, householdId, 'ADD_MEMBER');
    await this.requireReached(viewer, this.households, household.id);
    await this.person(viewer, input.customerId);
    await this.requirePlace(household.id, input.customerId);
    await this.join(viewer, household.id, input);
  }

  /** Changes what somebody is in a household, and until when; gives the household. */
  async updateMember(viewer: Viewer, id: string, { version, input }: { version: number; input: MemberChange }): Promise<void> {
    const member = await this.members.get(viewer, id, 'UPDATE');
    const saved = await this.members.save(viewer, member, belonging(input, member), 'UPDATE', { base: baseOf(member, version) });
    if (saved.isMain && !member.isMain) await this.leadAlone(saved);
  }

  /** Takes somebody out who never belonged; who has moved out gets a last day instead. The last member stays: the household itself is archived then. */
  async removeMember(viewer: Viewer, id: string): Promise<void> {
    const member = await this.members.get(viewer, id, 'ARCHIVE');
    const others = await currentWork().query('select 1 from household_member where household_id = $1 and id <> $2 and archived_at is null limit 1', [member.householdId, member.id]);
    if (others.length === 0) throw new DomainError('HOUSEHOLD_EMPTY');
    await this.members.archive(viewer, member);
  }

  async restoreMember(viewer: Viewer, id: string): Promise<void> {
    const member = await this.members.get(viewer, id, 'RESTORE');
    await this.requirePlace(member.householdId, member.customerId);
    const [led] = await currentWork().query<{ id: string }>('select id from household_member where household_id = $1 and is_main and archived_at is null limit 1', [member.householdId]);
    await this.members.save(viewer, member, { archivedAt: null, isMain: member.isMain && !led }, 'RESTORE');
  }

  private async join(viewer: Viewer, householdId: string, { customerId, ...input }: MemberInput): Promise<void> {
    const made = await this.members.add(viewer, { id: newId(), householdId, customerId, sideId: null, ...belonging(input) });
    await this.requireReached(viewer, this.members, made.id);
    if (made.isMain) await this.leadAlone(made);
  }

  /** What is written must lie within the reach of the word; else it was never there to be written. */
  private async requireReached(viewer: Viewer, records: Records<Household> | Records<HouseholdMember>, id: string): Promise<void> {
    const params = Params.empty();
    const reach = records.reach(viewer, 'relationship.write')('t', params);
    const found = await currentWork().query(`select 1 from ${records.policy.table} t where t.id = ${params.add(id, 'uuid')} and ${reach}`, params.values(viewer));
    if (found.length === 0) throw new DomainError('NOT_FOUND');
  }

  private async person(viewer: Viewer, id: string): Promise<void> {
    const [found] = await this.customers.byIds(viewer, [id]);
    if (!found || found.archivedAt) throw new DomainError('NOT_FOUND');
    if (found.kind !== CustomerKind.PERSON) throw new DomainError('INVALID_INPUT', { field: 'customerId', reason: 'PERSON_ONLY' });
  }

  private async requirePlace(householdId: string, customerId: string): Promise<void> {
    const [found] = await currentWork().query<{ count: number; twice: boolean }>(
      `select count(*)::int as count, coalesce(bool_or(customer_id = $2 and (valid_to is null or valid_to >= company_today())), false) as twice from household_member where household_id = $1 and archived_at is null`, [householdId, customerId]);
    if (found!.twice) throw new DomainError('HOUSEHOLD_MEMBER_EXISTS');
    if (found!.count >= MEMBERS_MOST) throw new DomainError('HOUSEHOLD_FULL', { most: MEMBERS_MOST });
  }

  private async leadAlone({ id, householdId }: HouseholdMember): Promise<void> {
    await currentWork().query('update household_member set is_main = false, version = version + 1, updated_at = now() where household_id = $1 and id <> $2 and is_main', [householdId, id]);
  }
}
