import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsBoolean, IsEnum, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { Access } from '@dossier/kernel/access';
import { DateTime, Json } from '@dossier/kernel/graphql';
import { between, ChoiceFilter, DayFilter, has, oneOf, PageArgs, ref, RefFilter, type ListSpec } from '@dossier/kernel/list';
import { IdentityKind } from '@dossier/vocabulary/enums';
import { EventName, IdentifyOutcome, IngestOutcome, IngestReason } from '@dossier/vocabulary/event-enums';

registerEnumType(IngestOutcome, { name: 'IngestOutcome' });
registerEnumType(IngestReason, { name: 'IngestReason' });
registerEnumType(IdentifyOutcome, { name: 'IdentifyOutcome' });

/** One event as its sender tells it. Each is judged by itself, so nothing here refuses the whole call. */
@InputType()
export class EventInput {
  @Field({ description: 'A UUID of the sender’s own: sent again it is the same event' }) id!: string;
  @Field(() => EventName) name!: EventName;
  @Field(() => DateTime) occurredAt!: Date;
  @Field(() => String, { nullable: true, description: 'A UUID of the browser or app' }) visitorId?: string | null;
  @Field(() => ID, { nullable: true }) customerId?: string | null;
  @Field(() => String, { nullable: true, description: 'The number by which another system knows the customer' }) externalKey?: string | null;
  @Field(() => String, { nullable: true, description: 'That system, where a number may stand in several' }) externalSource?: string | null;
  @Field(() => [String], { nullable: true, description: 'Codes of topics, ten at most' }) topics?: string[] | null;
  @Field(() => String, { nullable: true }) productCode?: string | null;
  @Field(() => String, { nullable: true, description: 'Path of the page; a query is cut off' }) path?: string | null;
  @Field(() => String, { nullable: true, description: 'The way it came by: web, app, mini-program ...' }) channelMark?: string | null;
  @Field(() => Json, { nullable: true, description: 'A flat object of at most twenty short values; no personal data' }) properties?: unknown;
}

@ObjectType()
@Access('event.ingest')
export class IngestedEvent {
  @Field(() => String, { nullable: true }) id!: string;
  @Field(() => IngestOutcome, { nullable: true }) outcome!: IngestOutcome;
  @Field(() => IngestReason, { nullable: true }) reason!: IngestReason | null;
}

@ObjectType()
@Access('event.ingest')
export class IngestResult {
  @Field(() => Int, { nullable: true }) accepted!: number;
  @Field(() => Int, { nullable: true }) repeated!: number;
  @Field(() => Int, { nullable: true }) refused!: number;
  @Field(() => [IngestedEvent], { nullable: true, description: 'In the order of the call' }) results!: IngestedEvent[];
}

/** An identity as deterministic key: it must belong to exactly one customer within reach. */
@InputType()
export class IdentityKey {
  @Field(() => IdentityKind) @IsEnum(IdentityKind) kind!: IdentityKind;
  @Field() @IsString() @MaxLength(300) value!: string;
}

@InputType()
export class IdentifyInput {
  @Field({ description: 'The visitor, a UUID' }) @IsUUID() visitorId!: string;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() customerId?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(200) externalKey?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(100) externalSource?: string | null;
  @Field(() => IdentityKey, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => IdentityKey) identity?: IdentityKey | null;
  @Field({ description: 'The person has agreed that what was seen of the visitor is kept with their record' }) @IsBoolean() consent!: boolean;
  @Field(() => String, { nullable: true, description: 'What shows it: which form, box or call' }) @IsOptional() @IsString() @MaxLength(300) proof?: string | null;
  @Field(() => String, { nullable: true, description: 'Version of the notice they agreed to' }) @IsOptional() @IsString() @MaxLength(60) noticeVersion?: string | null;
}

@ObjectType()
@Access('event.ingest')
export class VisitorAttachment {
  @Field(() => IdentifyOutcome, { nullable: true }) outcome!: IdentifyOutcome;
  @Field(() => Int, { nullable: true, description: 'Events that came along' }) events!: number;
}

@ObjectType()
@Access('event.read')
export class BehaviourStop {
  @Field(() => Boolean, { nullable: true }) isStopped!: boolean;
  @Field(() => DateTime, { nullable: true }) stoppedAt!: Date | null;
  @Field(() => String, { nullable: true }) reason!: string | null;
}

@InputType()
export class EventFilter {
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) name?: ChoiceFilter;
  @Field(() => DayFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => DayFilter) occurredAt?: DayFilter;
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) topics?: RefFilter;
}

@ArgsType()
export class EventArgs extends PageArgs {
  @Field(() => ID) @IsUUID() customerId!: string;
  @Field(() => EventFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => EventFilter) filter?: EventFilter;
}

@ArgsType()
export class DaysArgs {
  @Field(() => ID) @IsUUID() customerId!: string;
  @Field(() => Int, { nullable: true, description: '90 unless said' }) @IsOptional() @IsInt() @Min(1) @Max(400) days?: number;
}

/** Always asked for one customer: the whole table is nobody's list. */
export const eventList: ListSpec<'customer' | 'name' | 'occurredAt' | 'topics', 'OCCURRED_AT'> = {
  filter: { customer: ref('customerId'), name: oneOf('name'), occurredAt: between('occurredAt', { instant: true }), topics: has('topicIds', { guards: ['topics'] }) },
  sort: { OCCURRED_AT: { path: 'occurredAt', type: 'timestamptz' } },
  defaultSort: 'OCCURRED_AT',
  defaultOrder: 'DESC',
};
