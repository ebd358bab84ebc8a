import { Field, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsEnum, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { Day } from '@dossier/kernel/graphql';
import { FigureState, LeadDimension, LeadDriver, LeadStep, LossDimension, ResponseBand } from '@dossier/vocabulary/lead-enums';

registerEnumType(LeadDimension, { name: 'LeadDimension' });
registerEnumType(LeadStep, { name: 'LeadStep' });
registerEnumType(LossDimension, { name: 'LossDimension' });
registerEnumType(ResponseBand, { name: 'ResponseBand' });
registerEnumType(LeadDriver, { name: 'LeadDriver' });
registerEnumType(FigureState, { name: 'FigureState' });

const DAY = /^\d{4}-\d\d-\d\d$/;

@InputType()
export class LeadPeriodInput {
  @Field(() => Day) @Matches(DAY) from!: string;
  @Field(() => Day) @Matches(DAY) to!: string;
}

@InputType()
export class LeadFunnelInput {
  @Field(() => LeadPeriodInput, { nullable: true, description: 'The days on which leads were opened: the last 26 weeks unless said' }) @IsOptional() @ValidateNested() @Type(() => LeadPeriodInput) openedWithin?: LeadPeriodInput | null;
  @Field(() => LeadDimension, { defaultValue: LeadDimension.NONE }) @IsEnum(LeadDimension) by!: LeadDimension;
  @Field(() => Int, { defaultValue: 30, description: 'A step counts when it is taken within so many days of opening' }) @IsInt() @Min(1) @Max(365) windowDays!: number;
  @Field(() => String, { nullable: true, description: 'A group to compare, by its value: the largest unless said' }) @IsOptional() @IsString() @MaxLength(60) one?: string | null;
  @Field(() => String, { nullable: true, description: 'The group it is compared with: the next largest unless said' }) @IsOptional() @IsString() @MaxLength(60) other?: string | null;
}

@InputType()
export class LeadLossInput {
  @Field(() => LeadPeriodInput, { nullable: true, description: 'The days on which leads were lost: the last 26 weeks unless said' }) @IsOptional() @ValidateNested() @Type(() => LeadPeriodInput) closedWithin?: LeadPeriodInput | null;
  @Field(() => LossDimension, { defaultValue: LossDimension.STAGE }) @IsEnum(LossDimension) by!: LossDimension;
}

@InputType()
export class LeadWindowInput {
  @Field(() => LeadPeriodInput, { nullable: true, description: 'The days on which leads were opened: the last 26 weeks unless said' }) @IsOptional() @ValidateNested() @Type(() => LeadPeriodInput) openedWithin?: LeadPeriodInput | null;
  @Field(() => Int, { defaultValue: 30, description: 'A win counts when it comes within so many days of opening' }) @IsInt() @Min(1) @Max(365) windowDays!: number;
}
