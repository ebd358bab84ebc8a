import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access } from '@dossier/kernel/access';
import { CanField, carry, Derived, Row } from '@dossier/kernel/data';
import { Day } from '@dossier/kernel/graphql';
import { TimelineKind } from '@dossier/vocabulary/archive-enums';
import { HouseholdReason, HouseholdRole } from '@dossier/vocabulary/match-enums';
import { hangsOnCustomer } from '../merging/parts';
import { timelineSource, type Told } from '../timeline/timeline.sources';

registerEnumType(HouseholdReason, { name: 'HouseholdReason' });
registerEnumType(HouseholdRole, { name: 'HouseholdRole' });

/** That one person belongs to a household, as what, and from when until when. Known to whoever reaches that person. */
@Access('relationship.read')
@ObjectType()
@Entity('household_member')
export class HouseholdMember extends Row {
  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'household_id' })
  householdId!: string;

  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'customer_id' })
  customerId!: string;

  @Column('uuid', { name: 'side_id', nullable: true })
  sideId!: string | null;

  // The id under the name of the field: its resolver reads the customer within the reader's own reach.
  @Derived((alias) => `${alias}.customer_id`)
  customer?: string;

  @Derived((alias) => `(select h.name from household h where h.id = ${alias}.household_id)`)
  householdName?: string | null;

  @Field(() => HouseholdRole, { nullable: true })
  @Column('text', { default: HouseholdRole.OTHER })
  role!: HouseholdRole;

  @Field(() => Boolean, { nullable: true, description: 'The one to speak with when it is about the household' })
  @Column('bool', { name: 'is_main', default: false })
  isMain!: boolean;

  @Field(() => Day, { nullable: true })
  @Column('date', { name: 'valid_from', nullable: true })
  validFrom!: string | null;

  @Field(() => Day, { nullable: true })
  @Column('date', { name: 'valid_to', nullable: true })
  validTo!: string | null;

  @Field(() => [String], { nullable: true })
  @CanField()
  can!: string[];
}

/** People who live as one household. Known to whoever reaches one of its members; the others are shown to whoever reaches them. */
@Access('relationship.read')
@ObjectType()
@Entity('household')
export class Household extends Row {
  @Field(() => String, { nullable: true, description: 'Null: it is called after its main contact' })
  @Column('text', { nullable: true })
  name!: string | null;

  @Field(() => HouseholdReason, { nullable: true, description: 'Why they are taken for one household' })
  @Column('text', { default: HouseholdReason.TOLD })
  reason!: HouseholdReason;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  note!: string | null;

  @Field(() => [HouseholdMember], { nullable: true, description: 'Those within reach, also who has left; in the order in which they were added' })
  members?: HouseholdMember[] | null;

  // Its own id under the name of the field: the resolver adds up within the reader's own reach.
  @Derived((alias) => `${alias}.id`)
  totals?: string;

  @Field(() => [String], { nullable: true })
  @CanField()
  can!: string[];
}

carry(Household, 'members', { of: HouseholdMember, by: 'householdId' });

hangsOnCustomer({ table: 'household_member', type: 'HouseholdMember', read: 'relationship.read' });

timelineSource({
  kind: TimelineKind.HOUSEHOLD, entity: HouseholdMember, at: 'createdAt', fields: ['role', 'householdName'],
  tell: ({ role, householdName }) => ({ what: role, title: householdName }) as Told,
});
