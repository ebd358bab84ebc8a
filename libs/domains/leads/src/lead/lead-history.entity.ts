import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@dossier/kernel/access';
import { NamedRef, NameOf } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';
import { LeadOrigin, LeadStage, LeadStatus } from '@dossier/vocabulary/lead-enums';

registerEnumType(LeadOrigin, { name: 'LeadOrigin' });
registerEnumType(LeadStage, { name: 'LeadStage' });
registerEnumType(LeadStatus, { name: 'LeadStatus' });

/** One step of a lead: when, from where to where, by whom, and whose it was then. */
@Access('lead.read')
@ObjectType()
@Entity('lead_transition')
export class LeadTransition {
  @Field(() => ID) @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'lead_id' }) leadId!: string;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz') at!: Date;
  @Field(() => LeadStage, { nullable: true, description: 'Null: it was opened by this step' }) @Column('text', { name: 'from_stage', nullable: true }) fromStage!: LeadStage | null;
  @Field(() => LeadStage, { nullable: true }) @Column('text', { name: 'to_stage' }) toStage!: LeadStage;
  @Field(() => LeadStatus, { nullable: true }) @Column('text', { name: 'from_status', nullable: true }) fromStatus!: LeadStatus | null;
  @Field(() => LeadStatus, { nullable: true }) @Column('text', { name: 'to_status' }) toStatus!: LeadStatus;
  @Field(() => String, { nullable: true, description: 'Why it was lost, or was none' }) @Column('text', { nullable: true }) reason!: string | null;
  @Column('uuid', { name: 'actor_id', nullable: true }) actorId!: string | null;
  @Field(() => NamedRef, { nullable: true, description: 'Who took it; null where the product did' }) @NameOf('actorId', 'user') actor?: NamedRef | null;
  @Column('uuid', { name: 'owner_id', nullable: true }) ownerId!: string | null;
  @Field(() => NamedRef, { nullable: true, description: 'Whose the lead was then' }) @NameOf('ownerId', 'user') owner?: NamedRef | null;
}

/** One time that an interest came in. */
@Access('lead.read')
@ObjectType()
@Entity('lead_touch')
export class LeadTouch {
  @Field(() => ID) @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'lead_id' }) leadId!: string;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz') at!: Date;
  @Field(() => LeadOrigin, { nullable: true }) @Column('text') origin!: LeadOrigin;
  @Column('uuid', { name: 'source_id', nullable: true }) sourceId!: string | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('sourceId', 'channel') source?: NamedRef | null;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) subject!: string | null;
  @Field(() => String, { nullable: true }) @Column('text', { nullable: true }) need!: string | null;
}
