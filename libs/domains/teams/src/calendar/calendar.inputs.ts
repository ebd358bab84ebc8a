import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsInt, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { Day } from '@dossier/kernel/graphql';
import { DayFilter, PageArgs, RefFilter } from '@dossier/kernel/list';

const TIME = /^\d\d:\d\d$/;

@InputType()
export class WorkHoursInput {
  @Field() @Matches(TIME) from!: string;
  @Field() @Matches(TIME) to!: string;
}

@InputType()
export class WorkDayInput {
  @Field(() => Int, { description: '1 is Monday, 7 is Sunday' }) @IsInt() @Min(1) @Max(7) weekday!: number;
  @Field(() => [WorkHoursInput]) @IsArray() @ArrayMaxSize(6) @ValidateNested({ each: true }) @Type(() => WorkHoursInput) hours!: WorkHoursInput[];
}

@InputType()
export class WorkCalendarInput {
  @Field(() => ID, { nullable: true, description: 'The company where no team is named' }) @IsOptional() @IsUUID() teamId?: string | null;
  @Field(() => [WorkDayInput], { description: 'Days that are not named are free' }) @IsArray() @ArrayMaxSize(7) @ValidateNested({ each: true }) @Type(() => WorkDayInput) week!: WorkDayInput[];
}

@InputType()
export class CalendarDayInput {
  @Field(() => Day) @Matches(/^\d{4}-\d\d-\d\d$/) day!: string;
  @Field() @IsString() @MaxLength(80) name!: string;
  @Field(() => [WorkHoursInput], { description: 'None on a holiday' }) @IsArray() @ArrayMaxSize(6) @ValidateNested({ each: true }) @Type(() => WorkHoursInput) hours!: WorkHoursInput[];
}

@ArgsType()
export class CalendarDaysArgs {
  @Field(() => ID) @IsUUID() calendarId!: string;
  @Field(() => [CalendarDayInput]) @IsArray() @ArrayMinSize(1) @ArrayMaxSize(400) @ValidateNested({ each: true }) @Type(() => CalendarDayInput) days!: CalendarDayInput[];
}

@InputType()
export class LeaveInput {
  @Field(() => ID, { nullable: true, description: 'Oneself where nobody is named' }) @IsOptional() @IsUUID() personId?: string | null;
  @Field(() => Day) @Matches(/^\d{4}-\d\d-\d\d$/) fromOn!: string;
  @Field(() => Day) @Matches(/^\d{4}-\d\d-\d\d$/) toOn!: string;
  @Field(() => Boolean, { nullable: true }) @IsOptional() @IsBoolean() fromNoon?: boolean | null;
  @Field(() => Boolean, { nullable: true }) @IsOptional() @IsBoolean() toNoon?: boolean | null;
  @Field(() => String, { nullable: true, description: 'Seen by the person and by whoever looks after the calendars' }) @IsOptional() @IsString() @MaxLength(200) reason?: string | null;
}

@InputType()
export class LeaveFilter {
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) person?: RefFilter;
  @Field(() => DayFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => DayFilter) fromOn?: DayFilter;
  @Field(() => DayFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => DayFilter) toOn?: DayFilter;
}

@ArgsType()
export class LeaveArgs extends PageArgs {
  @Field(() => LeaveFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => LeaveFilter) filter?: LeaveFilter;
}
