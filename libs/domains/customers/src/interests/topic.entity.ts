import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsInt, IsNotEmpty, IsNumber, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';
import { Column, Entity } from 'typeorm';
import { Access, everyone, policy } from '@dossier/kernel/access';
import { CanField, Derived, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { isReal } from '../misuse/real';
import { EventName } from '@dossier/vocabulary/event-enums';

/** What somebody may be interested in. Topics form a tree: what counts for one counts for those above it. */
@Entity('topic')
@ObjectType()
@Access('signed-in')
export class Topic extends Row {
  @Field(() => String, { nullable: true, description: 'By which events name it' }) @Column('text') code!: string;
  @Field(() => String, { nullable: true }) @Column('text') name!: string;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'parent_id', nullable: true }) parentId!: string | null;
  @Field(() => NamedRef, { nullable: true }) @NameOf('parentId', 'topic') parent?: NamedRef | null;
  /** Itself and every topic above it. */
  @Column('uuid', { array: true }) path!: string[];
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'category_id', nullable: true }) categoryId!: string | null;
  @Field(() => NamedRef, { nullable: true, description: 'Events with its products count for this topic' }) @NameOf('categoryId', 'category') category?: NamedRef | null;
  @Field(() => Float, { nullable: true, description: 'Days in which a part is halved' }) @Column('numeric', { name: 'half_life_days', default: 30 }) halfLifeDays!: number;
  @Field(() => Int, { nullable: true, description: 'Customers with this interest now' })
  @Derived((alias) => `(select count(*)::int from customer_interest i where i.topic_id = ${alias}.id and not i.refused and ${isReal('i.customer_id')})`)
  customerCount?: number | null;
  @Field(() => [String], { nullable: true }) @CanField() can!: string[];
}

const live = (row: Topic): boolean => row.archivedAt === null;

/** Topics are named to everybody who is signed in; changing them takes a word of its own. */
export const topicPolicy = policy(Topic, {
  read: 'signed-in',
  scope: everyone(),
  actions: {
    UPDATE: { word: 'site.manage', when: live, needs: ['archivedAt'] },
    ARCHIVE: { word: 'site.manage', when: live, needs: ['archivedAt'] },
  },
});

@InputType()
export class TopicInput {
  @Field() @IsString() @Matches(/^[a-z0-9][a-z0-9._-]{0,59}$/) code!: string;
  @Field() @IsString() @IsNotEmpty() @MaxLength(80) name!: string;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() parentId?: string | null;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() categoryId?: string | null;
  @Field(() => Float, { nullable: true, description: '30 unless said' }) @IsOptional() @IsNumber() @Min(0.5) @Max(3650) halfLifeDays?: number | null;
}

/** How much one kind of event says of an interest. */
@ObjectType()
@Access('signed-in')
export class EventWeight {
  @Field(() => EventName, { nullable: true }) name!: EventName;
  @Field(() => Float, { nullable: true }) weight!: number;
}

@InputType()
export class EventWeightInput {
  @Field(() => Float) @IsNumber() @Min(0) @Max(100) weight!: number;
}

@InputType()
export class EventMonthsInput {
  @Field(() => Int) @IsInt() @Min(1) @Max(120) months!: number;
}
