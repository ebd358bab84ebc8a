import { ArgsType, Field, ID, InputType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsDate, IsEnum, IsOptional, IsString, IsUUID, Matches, MaxLength, MinLength, ValidateNested } from 'class-validator';
import { DateTime, Day } from '@dossier/kernel/graphql';
import { ChoiceFilter, DayFilter, PageArgs, RefFilter, SortOrder } from '@dossier/kernel/list';
import { TaskPriority, TaskRepeat, TaskSubject } from '@dossier/vocabulary/lead-enums';

export enum TaskSort { DUE_ON = 'DUE_ON', CREATED_AT = 'CREATED_AT', DONE_AT = 'DONE_AT' }
registerEnumType(TaskSort, { name: 'TaskSort' });

const DAY = /^\d{4}-\d\d-\d\d$/;

@InputType()
export class TaskSubjectInput {
  @Field(() => TaskSubject) @IsEnum(TaskSubject) type!: TaskSubject;
  @Field(() => ID) @IsUUID() id!: string;
}

@InputType({ description: 'What is left out stays as it is; null empties it.' })
export class TaskChange {
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MinLength(1) @MaxLength(200) title?: string;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(4000) description?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(1000) deliverable?: string | null;
  @Field(() => TaskPriority, { nullable: true }) @IsOptional() @IsEnum(TaskPriority) priority?: TaskPriority;
  @Field(() => [ID], { nullable: true }) @IsOptional() @IsArray() @ArrayMaxSize(20) @IsUUID(undefined, { each: true }) collaboratorIds?: string[];
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() acceptorId?: string | null;
  @Field(() => Day, { nullable: true, description: 'Due within this day' }) @IsOptional() @Matches(DAY) dueOn?: string | null;
  @Field(() => DateTime, { nullable: true, description: 'Due at this moment; the day follows' }) @IsOptional() @Type(() => Date) @IsDate() dueAt?: Date | null;
  @Field(() => [ID], { nullable: true }) @IsOptional() @IsArray() @ArrayMaxSize(20) @IsUUID(undefined, { each: true }) dependsOnIds?: string[];
  @Field(() => TaskRepeat, { nullable: true }) @IsOptional() @IsEnum(TaskRepeat) repeats?: TaskRepeat;
}

@InputType()
export class TaskInput extends TaskChange {
  @Field(() => String) @IsString() @MinLength(1) @MaxLength(200) declare title: string;
  @Field(() => ID, { nullable: true, description: 'Oneself where nobody is named' }) @IsOptional() @IsUUID() assigneeId?: string | null;
  @Field(() => TaskSubjectInput, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => TaskSubjectInput) subject?: TaskSubjectInput | null;
}

@InputType()
export class TaskFilter {
  @Field(() => [TaskFilter], { nullable: true }) @IsOptional() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => TaskFilter) and?: TaskFilter[];
  @Field(() => [TaskFilter], { nullable: true }) @IsOptional() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => TaskFilter) or?: TaskFilter[];
  @Field(() => TaskFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => TaskFilter) not?: TaskFilter;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(200) search?: string;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) state?: ChoiceFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) priority?: ChoiceFilter;
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) assignee?: RefFilter;
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) author?: RefFilter;
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) team?: RefFilter;
  @Field(() => RefFilter, { nullable: true, description: 'What it is about, by id' }) @IsOptional() @ValidateNested() @Type(() => RefFilter) subject?: RefFilter;
  @Field(() => DayFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => DayFilter) dueOn?: DayFilter;
  @Field(() => Boolean, { nullable: true }) @IsOptional() @IsBoolean() isOverdue?: boolean;
  @Field(() => Boolean, { nullable: true, description: 'Waits for oneself to accept it' }) @IsOptional() @IsBoolean() isForMeToAccept?: boolean;
  @Field(() => Boolean, { nullable: true, description: 'Archived ones too' }) @IsOptional() @IsBoolean() archived?: boolean;
}

@ArgsType()
export class TaskArgs extends PageArgs {
  @Field(() => TaskFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => TaskFilter) filter?: TaskFilter;
  @Field(() => TaskSort, { nullable: true }) @IsOptional() @IsEnum(TaskSort) sort?: TaskSort;
  @Field(() => SortOrder, { nullable: true }) @IsOptional() @IsEnum(SortOrder) order?: SortOrder;
}
