import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access } from '@dossier/kernel/access';
import { NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime, Day, Json } from '@dossier/kernel/graphql';
import { SegmentHow, SegmentKind, SegmentMeasure, SegmentOrderKind, SegmentSort, SegmentState } from '@dossier/vocabulary/insight-enums';
import { ViewVisibility } from '@dossier/vocabulary/people-enums';
import { followsCustomer, hangsOnCustomer } from '../merging/parts';
import { Customer } from '../profile/customer.entity';
import type { Definition } from './compile/definition';

registerEnumType(SegmentKind, { name: 'SegmentKind' });
registerEnumType(SegmentState, { name: 'SegmentState' });
registerEnumType(SegmentOrderKind, { name: 'SegmentOrderKind' });
registerEnumType(SegmentMeasure, { name: 'SegmentMeasure' });
registerEnumType(SegmentHow, { name: 'SegmentHow' });
registerEnumType(SegmentSort, { name: 'SegmentSort' });
hangsOnCustomer({ table: 'segment_pick', counted: false });
hangsOnCustomer({ table: 'segment_stay', counted: false });
followsCustomer('segment_member', 'computed from the definition of the segment and from whom people have picked', 'segments_due');

/** How many real customers, within the reach of whoever asks. */
@ObjectType()
@Access('segment.read')
export class SegmentCount {
  @Field(() => Int, { nullable: true }) count!: number | null;
  @Field(() => Boolean, { nullable: true, description: 'False: it is a lower bound' }) isExact!: boolean | null;
}

/** How many entered and left a segment on one day of the company's zone. */
@ObjectType()
@Access('segment.read')
export class SegmentMove {
  @Field(() => Day, { nullable: true }) day!: string;
  @Field(() => Int, { nullable: true }) entered!: number;
  @Field(() => Int, { nullable: true, description: 'Of those who entered, how many were found when the segment was first computed: they had been there before anybody asked' }) first!: number;
  @Field(() => Int, { nullable: true }) left!: number;
}

/** Customers who fit a definition, or whom people have put together. */
@Entity('segment')
@ObjectType()
@Access('segment.read')
export class Segment extends Row {
  @Field(() => String, { nullable: true })
  @Column('text')
  name!: string;

  @Field(() => String, { nullable: true })
  @Column('text', { nullable: true })
  description!: string | null;

  @Field(() => SegmentKind, { nullable: true })
  @Column('text')
  kind!: SegmentKind;

  @Field(() => ViewVisibility, { nullable: true })
  @Column('text', { default: 'PRIVATE' })
  visibility!: ViewVisibility;

  @Field(() => ID, { nullable: true })
  @Column('uuid', { name: 'owner_id' })
  ownerId!: string;

  @Field(() => NamedRef, { nullable: true })
  @NameOf('ownerId', 'user')
  owner?: NamedRef | null;

  @Field(() => Json, { nullable: true, description: 'As it was given: { rule, exclude }. Null for a static segment, and where this viewer may not know all that it asks about' })
  @Column('jsonb', { nullable: true })
  definition!: Definition | null;

  /** The segments that its definition refers to. */
  @Column('uuid', { array: true, default: () => "'{}'" })
  refers!: string[];

  @Field(() => SegmentCount, { nullable: true, description: 'Within the reach of the viewer; null where the definition asks about what this viewer may not know' })
  count?: SegmentCount | null;

  @Field(() => DateTime, { nullable: true, description: 'The moment up to which its members are what the definition says; null: not computed yet' })
  freshAt?: Date | null;

  @Field(() => SegmentState, { nullable: true })
  state?: SegmentState;

  @Field(() => Boolean, { nullable: true, description: 'False: its definition asks about something that this viewer may not know, so its size and members are not told' })
  readable?: boolean;

  @Field(() => Boolean, { nullable: true, description: 'Only its owner changes it' })
  mine?: boolean;

  @Field(() => [SegmentMove], { nullable: true, description: 'Of the last thirty days; null where its size is not told' })
  moves?: SegmentMove[] | null;

  @Field(() => [String], { nullable: true })
  can?: string[];
}

/** How many customers one condition of a definition finds by itself. */
@ObjectType()
@Access('segment.read')
export class SegmentLeaf {
  @Field(() => String, { nullable: true, description: 'Where it stands: rule.all.0' }) path!: string;
  @Field(() => Int, { nullable: true }) count!: number;
}

/** What a definition finds now, before anything is kept. */
@ObjectType()
@Access('segment.read')
export class SegmentPreview {
  @Field(() => SegmentCount, { nullable: true }) count!: SegmentCount | null;
  @Field(() => [Customer], { nullable: true, description: 'The first fifty, newest first' }) customers!: Customer[] | null;
  @Field(() => [SegmentLeaf], { nullable: true, description: 'Each condition by itself' }) leaves!: SegmentLeaf[] | null;
}

/** Customers who are in just these of the compared segments. */
@ObjectType()
@Access('segment.read')
export class SegmentRegion {
  @Field(() => [ID], { nullable: true }) ids!: string[];
  @Field(() => Int, { nullable: true }) count!: number;
}
