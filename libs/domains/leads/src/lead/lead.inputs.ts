import { Field, ID, InputType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsBoolean, IsDateString, IsEnum, IsIn, IsObject, IsOptional, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { Day, Money, type MoneyValue } from '@dossier/kernel/graphql';
import { ChoiceFilter, DayFilter, MoneyFilter, NumberFilter, RefFilter } from '@dossier/kernel/list';
import { ExportInput } from '@dossier/workspace';
import { CommunicationOutcome } from '@dossier/vocabulary/archive-enums';
import { LeadAuthority, LeadOrigin, LeadSort, LeadStatus, LossReason } from '@dossier/vocabulary/lead-enums';

registerEnumType(LeadSort, { name: 'LeadSort' });

@InputType()
export class LeadFilter {
  @Field(() => [LeadFilter], { nullable: true }) @IsOptional() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => LeadFilter) and?: LeadFilter[];
  @Field(() => [LeadFilter], { nullable: true }) @IsOptional() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => LeadFilter) or?: LeadFilter[];
  @Field(() => LeadFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => LeadFilter) not?: LeadFilter;
  @Field(() => String, { nullable: true, description: 'Subject; or name, pinyin, company, number or phone tail of whose' }) @IsOptional() @IsString() @MaxLength(200) search?: string;
  @Field(() => RefFilter, { nullable: true, description: 'These leads alone' }) @IsOptional() @ValidateNested() @Type(() => RefFilter) id?: RefFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) status?: ChoiceFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) stage?: ChoiceFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) origin?: ChoiceFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) authority?: ChoiceFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) lossReason?: ChoiceFilter;
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) owner?: RefFilter;
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) team?: RefFilter;
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) source?: RefFilter;
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) product?: RefFilter;
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) customer?: RefFilter;
  @Field(() => DayFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => DayFilter) openedOn?: DayFilter;
  @Field(() => DayFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => DayFilter) closedOn?: DayFilter;
  @Field(() => DayFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => DayFilter) nextOn?: DayFilter;
  @Field(() => MoneyFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => MoneyFilter) amount?: MoneyFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) grade?: ChoiceFilter;
  @Field(() => NumberFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => NumberFilter) score?: NumberFilter;
  @Field(() => Boolean, { nullable: true, description: 'The next step, or the first answer, should have come before now' }) @IsOptional() @IsBoolean() isOverdue?: boolean;
  @Field(() => Boolean, { nullable: true, description: 'Open, and nobody has answered yet' }) @IsOptional() @IsBoolean() isUnanswered?: boolean;
  @Field(() => Boolean, { nullable: true, description: 'Whether it is anybody\'s task' }) @IsOptional() @IsBoolean() hasOwner?: boolean;
  @Field(() => Boolean, { nullable: true, description: 'Archived ones alone, or none of them' }) @IsOptional() @IsBoolean() archived?: boolean;
}

/** Somebody who is interested, as they said it. Whoever is on record already is found by it, and never overwritten. */
@InputType()
export class LeadPersonInput {
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(200) name?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(200) companyName?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(60) phone?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(300) email?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(80) city?: string | null;
}

/** What is said of a lead. What is left out stays as it is; null empties. */
@InputType()
export class LeadInput {
  @Field(() => String, { nullable: true, description: 'What the interest is, in a few words' }) @IsOptional() @IsString() @MaxLength(200) subject?: string | null;
  @Field(() => String, { nullable: true, description: 'What the person needs' }) @IsOptional() @IsString() @MaxLength(2000) need?: string | null;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() sourceId?: string | null;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() productId?: string | null;
  @Field(() => Money, { nullable: true, description: 'What it would bring' }) @IsOptional() @IsObject() amount?: MoneyValue | null;
  @Field(() => Money, { nullable: true, description: 'What the person may spend, in the same currency' }) @IsOptional() @IsObject() budget?: MoneyValue | null;
  @Field(() => LeadAuthority, { nullable: true }) @IsOptional() @IsEnum(LeadAuthority) authority?: LeadAuthority | null;
  @Field(() => Day, { nullable: true, description: 'When the person means to decide' }) @IsOptional() @IsDateString() decideOn?: string | null;
}

/** What was said on the phone: it stands among the communications of the record. */
@InputType()
export class LeadCallInput {
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(4000) summary?: string | null;
  @Field(() => CommunicationOutcome, { nullable: true }) @IsOptional() @IsEnum(CommunicationOutcome) outcome?: CommunicationOutcome | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(400) nextStep?: string | null;
  @Field(() => Day, { nullable: true }) @IsOptional() @IsDateString() nextOn?: string | null;
}

/** A lead that somebody writes down: of a record, or of a person. */
@InputType()
export class CreateLeadInput extends LeadInput {
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() customerId?: string | null;
  @Field(() => LeadPersonInput, { nullable: true, description: 'Who it is, where no record is named' }) @IsOptional() @ValidateNested() @Type(() => LeadPersonInput) person?: LeadPersonInput | null;
  @Field(() => LeadOrigin, { nullable: true, description: 'STAFF unless said; CALL for somebody who has called' }) @IsOptional() @IsIn([LeadOrigin.STAFF, LeadOrigin.CALL]) origin?: LeadOrigin | null;
  @Field(() => LeadCallInput, { nullable: true, description: 'Of somebody who has called: what was said' }) @IsOptional() @ValidateNested() @Type(() => LeadCallInput) call?: LeadCallInput | null;
  @Field(() => ID, { nullable: true, description: 'Whose task it becomes; one\'s own unless said' }) @IsOptional() @IsUUID() ownerId?: string | null;
}

/** Why a lead ends without business. */
@InputType()
export class CloseLeadInput {
  @Field(() => LeadStatus, { description: 'LOST, or INVALID where it was never one' }) @IsIn([LeadStatus.LOST, LeadStatus.INVALID]) status!: LeadStatus;
  @Field(() => LossReason) @IsEnum(LossReason) reason!: LossReason;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(1000) note?: string | null;
}

/** Which leads leave, in which order, with which columns. */
@InputType()
export class LeadExportInput extends ExportInput {
  @Field(() => LeadFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => LeadFilter) filter?: LeadFilter | null;
  @Field(() => LeadSort, { nullable: true }) @IsOptional() @IsEnum(LeadSort) sort?: LeadSort | null;
}
