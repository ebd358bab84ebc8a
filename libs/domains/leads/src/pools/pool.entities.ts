import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@dossier/kernel/access';
import { CanField, Derived, NamedRef, NameOf, NamesOf, Row } from '@dossier/kernel/data';
import { DateTime, Day, Money, type MoneyValue } from '@dossier/kernel/graphql';
import { connection } from '@dossier/kernel/list';
import { LeadAuthority, LeadGrade, LeadOrigin, LeadStage, PoolField, PoolLeadSort, RecycleExemption, RecycleReason, ReleaseReason } from '@dossier/vocabulary/lead-enums';

for (const [name, values] of Object.entries({ PoolField, PoolLeadSort, RecycleExemption, RecycleReason, ReleaseReason })) registerEnumType(values, { name });

/** When leads go back to the pool by themselves: each of these that fits, at the time that it says. */
@Access('pool.claim')
@ObjectType('RecycleRule')
export class RecycleRule {
  @Field(() => RecycleReason) reason!: RecycleReason;
  @Field(() => Int, { nullable: true, description: 'Without follow-up or movement, or after the end of the contract' }) days!: number | null;
  @Field(() => Int, { nullable: true, description: 'Without an answer' }) hours!: number | null;
  @Field(() => [LeadGrade], { nullable: true, description: 'Null: every grade' }) grades!: LeadGrade[] | null;
  @Field(() => [LeadStage], { nullable: true, description: 'Null: every stage' }) stages!: LeadStage[] | null;
  @Field(() => [ID], { nullable: true, description: 'Null: every product' }) productIds!: string[] | null;
  @Field(() => String, { nullable: true, description: 'The field of the record that holds the last day of the contract' }) contractField!: string | null;
}

/** Leads that nobody owns, and the rules for seeing, claiming and returning them. */
@Access('pool.claim')
@ObjectType()
@Entity('lead_pool')
export class LeadPool extends Row {
  @Field(() => String, { nullable: true }) @Column('text') name!: string;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'team_id', nullable: true }) teamId!: string | null;
  @Field(() => NamedRef, { nullable: true, description: 'Whose pool it is, with the teams below; null: everybody\'s' }) @NameOf('teamId', 'team') team?: NamedRef | null;
  @Field(() => Int, { nullable: true, description: 'So many leads a person and day; null: no bound' }) @Column('int', { name: 'per_day', nullable: true }) perDay!: number | null;
  @Field(() => Int, { nullable: true, description: 'So many open leads of it a person; null: no bound' }) @Column('int', { name: 'in_total', nullable: true }) inTotal!: number | null;
  @Field(() => Int, { nullable: true, description: 'So many details a person and day; null: no bound' }) @Column('int', { name: 'views_per_day', nullable: true }) viewsPerDay!: number | null;
  @Field(() => [PoolField], { nullable: true, description: 'What is not shown until somebody has claimed the lead' }) @Column('text', { array: true, default: () => "'{}'" }) hidden!: PoolField[];
  @Field(() => Int, { nullable: true, description: 'For so many days whoever gave a lead back, or lost it, cannot claim it' }) @Column('int', { name: 'lock_days', default: 0 }) lockDays!: number;
  @Field(() => [RecycleRule], { nullable: true }) @Column('jsonb', { default: () => "'[]'" }) recycle!: RecycleRule[];
  @Column('uuid', { name: 'spared_user_ids', array: true, default: () => "'{}'" }) sparedUserIds!: string[];
  @Field(() => [NamedRef], { nullable: true, description: 'People whose leads do not go back by themselves' }) @NamesOf('sparedUserIds', 'user') sparedUsers?: NamedRef[] | null;
  @Field(() => Boolean, { nullable: true, description: 'Leads of grade A with an open task stay' }) @Column('boolean', { name: 'spares_top_grade', default: true }) sparesTopGrade!: boolean;
  @Field(() => Boolean, { nullable: true, description: 'Leads with an agreed day ahead stay' }) @Column('boolean', { name: 'spares_appointments', default: true }) sparesAppointments!: boolean;
  @Field(() => Int, { nullable: true, description: 'Open leads in it' }) @Derived((alias) => `(select count(*)::int from lead l where l.pool_id = ${alias}.id and l.status = 'OPEN' and l.archived_at is null)`) leadCount?: number | null;
  @Field(() => [String], { nullable: true }) @CanField() can!: string[];
}

/** What is left to somebody of a pool. Null: no bound. */
@Access('pool.claim')
@ObjectType()
export class PoolLimits {
  @Field(() => Int, { nullable: true }) today!: number | null;
  @Field(() => Int, { nullable: true }) total!: number | null;
  @Field(() => Int, { nullable: true, description: 'Details that can still be opened today' }) views!: number | null;
}

/** Whether the pool of a lead hides a field of it. */
export const isHidden = (alias: string, field: PoolField): string => `exists (select 1 from lead_pool p where p.id = ${alias}.pool_id and '${field}' = any(p.hidden))`;

/** Nothing of a hidden field leaves the database. */
const shown = (field: PoolField, sql: (alias: string) => string): PropertyDecorator =>
  Derived((alias) => `(case when not ${isHidden(alias, field)} then ${sql(alias)} end)`);
const ofRecord = (column: string) => (alias: string): string => `(select c.${column} from customer c where c.id = ${alias}.customer_id)`;
const masked = (alias: string): string => `(select left(trim(coalesce(c.name, c.company_name, '')), 1) || '**' from customer c where c.id = ${alias}.customer_id)`;
const money = (column: string) => (alias: string): string => `(case when ${alias}.${column} is not null then json_build_object('minor', ${alias}.${column}, 'currency', ${alias}.currency) end)`;

/** A lead that nobody owns, as far as its pool shows it. */
@Access('pool.claim')
@ObjectType()
@Entity('lead')
export class PoolLead {
  @Field(() => ID) @PrimaryColumn('uuid') id!: string;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'pool_id' }) poolId!: string;
  @Field(() => String, { nullable: true, description: 'The first letter alone' }) @shown(PoolField.NAME, masked) name?: string | null;
  @Field(() => String, { nullable: true }) @shown(PoolField.SUBJECT, (alias) => `${alias}.subject`) subject?: string | null;
  @Field(() => String, { nullable: true }) @shown(PoolField.CITY, ofRecord('city')) city?: string | null;
  @Field(() => String, { nullable: true }) @shown(PoolField.CITY, ofRecord('region')) region?: string | null;
  @Field(() => String, { nullable: true }) @shown(PoolField.SOURCE, (alias) => `(select h.name from channel h where h.id = ${alias}.source_id)`) sourceName?: string | null;
  @Field(() => LeadOrigin, { nullable: true }) @shown(PoolField.SOURCE, (alias) => `${alias}.origin`) origin?: LeadOrigin | null;
  @Field(() => String, { nullable: true }) @shown(PoolField.PRODUCT, (alias) => `(select p.name from product p where p.id = ${alias}.product_id)`) productName?: string | null;
  @Field(() => LeadGrade, { nullable: true }) @shown(PoolField.GRADE, (alias) => `(select s.grade from lead_score s where s.lead_id = ${alias}.id)`) grade?: LeadGrade | null;
  @Field(() => Float, { nullable: true }) @shown(PoolField.GRADE, (alias) => `(select s.score from lead_score s where s.lead_id = ${alias}.id)`) score?: number | null;
  @Field(() => Money, { nullable: true }) @shown(PoolField.AMOUNT, money('amount_minor')) amount?: MoneyValue | null;
  @Field(() => LeadStage, { nullable: true }) @Column('text') stage!: LeadStage;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'opened_at' }) openedAt!: Date;
  @Field(() => Int, { nullable: true, description: 'How often the same interest has come in' }) @Column('int') touches!: number;
}

/** A lead of a pool, opened: so many can be opened a day. */
@Access('pool.claim')
@ObjectType()
@Entity('lead')
export class PoolLeadDetail extends PoolLead {
  @Field(() => String, { nullable: true }) @shown(PoolField.NEED, (alias) => `${alias}.need`) need?: string | null;
  @Field(() => Money, { nullable: true }) @shown(PoolField.AMOUNT, money('budget_minor')) budget?: MoneyValue | null;
  @Field(() => LeadAuthority, { nullable: true }) @Column('text') authority!: LeadAuthority;
  @Field(() => Day, { nullable: true }) @Column('date', { name: 'decide_on', nullable: true }) decideOn!: string | null;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'last_touch_at' }) lastTouchAt!: Date;
}

export const PoolLeadConnection = connection(PoolLead, 'pool.claim');

/** Leads that somebody has just taken from a pool. */
@Access('pool.claim')
@ObjectType()
export class PoolClaim {
  @Field(() => [ID]) ids!: string[];
  @Field(() => DateTime, { description: 'Until then giving them back costs nothing' }) freeUntil!: string;
}

/** That a lead goes back to a pool, when and why. */
@Access('lead.read')
@ObjectType()
export class RecycleNotice {
  @Field(() => ID) leadId!: string;
  @Field(() => String, { nullable: true }) subject!: string | null;
  @Field(() => NamedRef, { nullable: true }) owner!: NamedRef | null;
  @Field(() => NamedRef, { nullable: true }) pool!: NamedRef | null;
  @Field(() => RecycleReason) reason!: RecycleReason;
  @Field(() => DateTime) at!: string;
}

/** When a lead goes back to a pool by itself, or why it does not. */
@Access('lead.read')
@ObjectType()
export class RecycleOutlook {
  @Field(() => DateTime, { nullable: true, description: 'Null: no rule takes it back' }) at!: string | null;
  @Field(() => RecycleReason, { nullable: true }) reason!: RecycleReason | null;
  @Field(() => NamedRef, { nullable: true }) pool!: NamedRef | null;
  @Field(() => DateTime, { nullable: true, description: 'When its owner was told; null: not yet' }) warnedAt!: string | null;
  @Field(() => [RecycleExemption], { description: 'What keeps it from going back; empty: nothing' }) spared!: RecycleExemption[];
  @Field(() => Boolean, { description: 'Somebody has spared this very lead' }) isSpared!: boolean;
  @Field(() => Day, { nullable: true, description: 'Up to which day it is spared; null: for good, or not' }) sparedUntil!: string | null;
}
