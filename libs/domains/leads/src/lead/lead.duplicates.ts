import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Injectable } from '@nestjs/common';
import { Access, Params, type Viewer } from '@dossier/kernel/access';
import { Database, InjectRecords, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { Customer, PeopleDesk } from '@dossier/customers';
import { LeadDuplicateReason } from '@dossier/vocabulary/lead-enums';
import { Lead } from './lead.entity';
import type { LeadPersonInput } from './lead.inputs';

registerEnumType(LeadDuplicateReason, { name: 'LeadDuplicateReason' });

/** A record within reach that may be the person about to be written down, with its leads, open and closed. */
@Access('lead.create')
@ObjectType()
export class LeadDuplicate {
  @Field(() => ID) id!: string;
  @Field(() => Customer, { nullable: true }) customer?: Raw | null;
  @Field(() => [LeadDuplicateReason], { nullable: true }) reasons!: LeadDuplicateReason[];
  @Field(() => [Lead], { nullable: true, description: 'Newest first' }) leads?: Raw[] | null;
}

/** What is on record already of somebody who is about to be written down. */
@Access('lead.create')
@ObjectType()
export class LeadDuplicates {
  @Field(() => [LeadDuplicate]) people!: LeadDuplicate[];
  @Field(() => Boolean, { description: 'There is a record, or a lead of one, out of reach: a colleague\'s, or one in the pool' }) elsewhere!: boolean;
}

/** Says before a lead is written down who may be meant. */
@Injectable()
export class LeadDuplicateFinder {
  constructor(
    @InjectRecords(Lead) private readonly leads: Records<Lead>,
    private readonly database: Database,
    private readonly people: PeopleDesk,
  ) {}

  /** Records and leads that share a phone, an e-mail or the company with a person: those within reach, and whether there are others. Of those nothing else is told. */
  async find(viewer: Viewer, person: LeadPersonInput, asked: Selection): Promise<LeadDuplicates> {
    const { within, elsewhere } = await this.people.alike(viewer, person);
    const leads = await this.leadsOf(viewer, within.map(({ id }) => id));
    const reached = leads.filter((lead) => lead.within);
    const rows = new Map<string, Raw>((await this.leads.readAll(viewer, reached.map(({ id }) => id), asked.below('people').below('leads'))).map((row) => [String(row['id']), row]));
    return {
      people: within.map(({ id, reasons }) => ({ id, reasons: reasons as LeadDuplicateReason[], leads: reached.filter((lead) => lead.customer_id === id).flatMap((lead): Raw[] => (rows.has(lead.id) ? [rows.get(lead.id)!] : [])) })),
      elsewhere: elsewhere || leads.some((lead) => !lead.within),
    };
  }

  private leadsOf(viewer: Viewer, customerIds: readonly string[]): Promise<{ id: string; customer_id: string; within: boolean }[]> {
    const params = Params.empty();
    const among = params.add(customerIds, 'uuid[]');
    const within = this.leads.reach(viewer)('t', params);
    return this.database.query(`select t.id, t.customer_id, ${within} as within from lead t where t.customer_id = any(${among}) and t.archived_at is null order by t.opened_at desc, t.id desc limit 200`, params.values(viewer));
  }
}
