import { Column, Entity } from 'typeorm';
import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DelegationState } from '@dossier/vocabulary/people-enums';
import { Access } from '@dossier/kernel/access';
import { CanField, Derived, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';

registerEnumType(DelegationState, { name: 'DelegationState' });

const stateOf = (alias: string): string => `case when ${alias}.ended_at is not null or ${alias}.until <= clock_timestamp() then 'ENDED' when ${alias}.since > clock_timestamp() then 'UPCOMING' else 'LIVE' end`;

/** Some words of one person, lent to a colleague for a time. They reach what the lender reaches at the moment of use. */
@Entity('delegation')
@ObjectType()
@Access('signed-in')
export class Delegation extends Row {
  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'from_id' })
  fromId!: string;

  @Field(() => NamedRef, { nullable: true })
  @NameOf('fromId', 'user')
  from?: NamedRef | null;

  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'to_id' })
  toId!: string;

  @Field(() => NamedRef, { nullable: true })
  @NameOf('toId', 'user')
  to?: NamedRef | null;

  @Field(() => [String], { nullable: true })
  @Column('text', { array: true })
  words!: string[];

  @Field(() => DateTime, { nullable: true })
  @Column('timestamptz')
  since!: Date;

  @Field(() => DateTime, { nullable: true })
  @Column('timestamptz')
  until!: Date;

  @Field(() => DateTime, { nullable: true })
  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Field(() => String, { nullable: true })
  @Column('text')
  reason!: string;

  @Field(() => DelegationState, { nullable: true })
  @Derived(stateOf)
  state?: DelegationState;

  @Field(() => [String], { nullable: true })
  @CanField()
  can?: string[];
}
