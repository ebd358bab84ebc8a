import { Field, ID, InputType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsEnum, IsOptional, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { Day } from '@dossier/kernel/graphql';
import { ChoiceFilter, DayFilter, MoneyFilter, NumberFilter, RefFilter, TextFilter } from '@dossier/kernel/list';
import { PurposeFilter } from '../consent/purpose.inputs';
import { CustomFilter } from '../fields/custom.filter';
import { CustomValueInput } from '../fields/custom-value.view';
import { BirthCalendar, BirthPrecision, CustomerKind, CustomerSort, CustomerStage, Gender, Occupation } from '@dossier/vocabulary/enums';

registerEnumType(CustomerKind, { name: 'CustomerKind' });
registerEnumType(Gender, { name: 'Gender' });
registerEnumType(BirthPrecision, { name: 'BirthPrecision' });
registerEnumType(BirthCalendar, { name: 'BirthCalendar' });
registerEnumType(Occupation, { name: 'Occupation' });
registerEnumType(CustomerStage, { name: 'CustomerStage' });
registerEnumType(CustomerSort, { name: 'CustomerSort' });

/** What a person may write on a customer. What is left out stays as it is; null empties. */
@InputType()
export class CustomerInput {
  @Field(() => CustomerKind, { nullable: true }) @IsOptional() @IsEnum(CustomerKind) kind?: CustomerKind;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(200) name?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(100) familyName?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(100) givenName?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(200) nameLatin?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(200) companyName?: string | null;
  @Field(() => Gender, { nullable: true }) @IsOptional() @IsEnum(Gender) gender?: Gender;
  @Field(() => Day, { nullable: true, description: 'The Gregorian day, also where the birthday is kept by the lunar calendar' }) @IsOptional() @IsString() birthDate?: string | null;
  @Field(() => BirthPrecision, { nullable: true }) @IsOptional() @IsEnum(BirthPrecision) birthPrecision?: BirthPrecision | null;
  @Field(() => BirthCalendar, { nullable: true }) @IsOptional() @IsEnum(BirthCalendar) birthCalendar?: BirthCalendar | null;
  @Field(() => Boolean, { nullable: true }) @IsOptional() @IsBoolean() birthLeapMonth?: boolean | null;
  @Field(() => Occupation, { nullable: true }) @IsOptional() @IsEnum(Occupation) occupation?: Occupation | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(100) occupationText?: string | null;
  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2, or a name in Chinese or English' }) @IsOptional() @IsString() @MaxLength(80) country?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(80) region?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(80) city?: string | null;
  @Field(() => String, { nullable: true, description: 'A zone of the IANA list, where it is not that of the company' }) @IsOptional() @IsString() @MaxLength(64) timeZone?: string | null;
  @Field(() => CustomerStage, { nullable: true }) @IsOptional() @IsEnum(CustomerStage) stage?: CustomerStage;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() sourceId?: string | null;
  @Field(() => [ID], { nullable: true }) @IsOptional() @IsArray() @ArrayMaxSize(100) @IsUUID(undefined, { each: true }) tagIds?: string[];
  @Field(() => String, { nullable: true, description: 'Added as the primary phone' }) @IsOptional() @IsString() @MaxLength(60) phone?: string | null;
  @Field(() => String, { nullable: true, description: 'Added as the primary e-mail' }) @IsOptional() @IsString() @MaxLength(300) email?: string | null;
  @Field(() => [CustomValueInput], { nullable: true, description: 'Values of custom fields; those not named stay as they are' }) @IsOptional() @IsArray() @ArrayMaxSize(200) @ValidateNested({ each: true }) @Type(() => CustomValueInput) custom?: CustomValueInput[];
}

@InputType()
export class CustomerFilter {
  @Field(() => [CustomerFilter], { nullable: true }) @IsOptional() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => CustomerFilter) and?: CustomerFilter[];
  @Field(() => [CustomerFilter], { nullable: true }) @IsOptional() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => CustomerFilter) or?: CustomerFilter[];
  @Field(() => CustomerFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => CustomerFilter) not?: CustomerFilter;
  @Field(() => String, { nullable: true, description: 'Name, pinyin, initials, company or record number' }) @IsOptional() @IsString() @MaxLength(200) search?: string;
  @Field(() => TextFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => TextFilter) name?: TextFilter;
  @Field(() => TextFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => TextFilter) companyName?: TextFilter;
  @Field(() => TextFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => TextFilter) archiveNo?: TextFilter;
  @Field(() => TextFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => TextFilter) externalKey?: TextFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) kind?: ChoiceFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) stage?: ChoiceFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) gender?: ChoiceFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) occupation?: ChoiceFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) country?: ChoiceFilter;
  @Field(() => TextFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => TextFilter) region?: TextFilter;
  @Field(() => TextFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => TextFilter) city?: TextFilter;
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) owner?: RefFilter;
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) team?: RefFilter;
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) source?: RefFilter;
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) tags?: RefFilter;
  @Field(() => RefFilter, { nullable: true, description: 'Topics in which there is an interest now, by a score of one or more' }) @IsOptional() @ValidateNested() @Type(() => RefFilter) interests?: RefFilter;
  @Field(() => RefFilter, { nullable: true, description: 'Segments they are in now' }) @IsOptional() @ValidateNested() @Type(() => RefFilter) segments?: RefFilter;
  @Field(() => DayFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => DayFilter) birthDate?: DayFilter;
  @Field(() => DayFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => DayFilter) createdAt?: DayFilter;
  @Field(() => DayFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => DayFilter) updatedAt?: DayFilter;
  @Field(() => DayFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => DayFilter) firstOrderOn?: DayFilter;
  @Field(() => DayFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => DayFilter) lastOrderOn?: DayFilter;
  @Field(() => NumberFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => NumberFilter) orderCount?: NumberFilter;
  @Field(() => NumberFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => NumberFilter) recencyDays?: NumberFilter;
  @Field(() => MoneyFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => MoneyFilter) netAmount?: MoneyFilter;
  @Field(() => RefFilter, { nullable: true, description: 'The category that most was spent on' }) @IsOptional() @ValidateNested() @Type(() => RefFilter) topCategory?: RefFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) rfmGroup?: ChoiceFilter;
  @Field(() => NumberFilter, { nullable: true, description: '1 to 5' }) @IsOptional() @ValidateNested() @Type(() => NumberFilter) rfmRecency?: NumberFilter;
  @Field(() => NumberFilter, { nullable: true, description: '1 to 5' }) @IsOptional() @ValidateNested() @Type(() => NumberFilter) rfmFrequency?: NumberFilter;
  @Field(() => NumberFilter, { nullable: true, description: '1 to 5' }) @IsOptional() @ValidateNested() @Type(() => NumberFilter) rfmMonetary?: NumberFilter;
  @Field(() => NumberFilter, { nullable: true, description: 'Whether they are still there, 0 to 1' }) @IsOptional() @ValidateNested() @Type(() => NumberFilter) aliveProbability?: NumberFilter;
  @Field(() => NumberFilter, { nullable: true, description: 'Days with a purchase within 12 months' }) @IsOptional() @ValidateNested() @Type(() => NumberFilter) expectedPurchases?: NumberFilter;
  @Field(() => MoneyFilter, { nullable: true, description: 'What they are expected to bring within 12 months' }) @IsOptional() @ValidateNested() @Type(() => MoneyFilter) lifetimeValue?: MoneyFilter;
  @Field(() => NumberFilter, { nullable: true, description: '1 to 10, 10 brings most' }) @IsOptional() @ValidateNested() @Type(() => NumberFilter) valueDecile?: NumberFilter;
  @Field(() => NumberFilter, { nullable: true, description: 'Probability of leaving, 0 to 1' }) @IsOptional() @ValidateNested() @Type(() => NumberFilter) churnProbability?: NumberFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) churnBand?: ChoiceFilter;
  @Field(() => MoneyFilter, { nullable: true, description: 'Probability of leaving × what a year brings' }) @IsOptional() @ValidateNested() @Type(() => MoneyFilter) churnAtStake?: MoneyFilter;
  @Field(() => DayFilter, { nullable: true, description: 'The day since which they count as gone' }) @IsOptional() @ValidateNested() @Type(() => DayFilter) churnedOn?: DayFilter;
  @Field(() => ChoiceFilter, { nullable: true, description: 'Among what raises the probability most' }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) churnReason?: ChoiceFilter;
  @Field(() => ChoiceFilter, { nullable: true, description: 'Facts on record of the last half year' }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) churnSign?: ChoiceFilter;
  @Field(() => ChoiceFilter, { nullable: true, description: 'Number of the group of customers who buy alike' }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) cluster?: ChoiceFilter;
  @Field(() => Boolean, { nullable: true, description: 'Left out of every attempt to keep customers' }) @IsOptional() @IsBoolean() heldOut?: boolean;
  @Field(() => DayFilter, { nullable: true, description: 'Day on which half of such customers have bought' }) @IsOptional() @ValidateNested() @Type(() => DayFilter) nextPurchaseOn?: DayFilter;
  @Field(() => NumberFilter, { nullable: true, description: 'Probability of a purchase within 30 days, 0 to 1' }) @IsOptional() @ValidateNested() @Type(() => NumberFilter) nextWithin30?: NumberFilter;
  @Field(() => RefFilter, { nullable: true, description: 'Among the three likeliest categories of the next purchase' }) @IsOptional() @ValidateNested() @Type(() => RefFilter) nextCategory?: RefFilter;
  @Field(() => NumberFilter, { nullable: true, description: 'How full the record is, 0 to 1' }) @IsOptional() @ValidateNested() @Type(() => NumberFilter) completeness?: NumberFilter;
  @Field(() => Boolean, { nullable: true, description: 'Only live customers unless true' }) @IsOptional() @IsBoolean() archived?: boolean;
  @Field(() => Boolean, { nullable: true }) @IsOptional() @IsBoolean() hasPhone?: boolean;
  @Field(() => Boolean, { nullable: true }) @IsOptional() @IsBoolean() hasEmail?: boolean;
  @Field(() => Boolean, { nullable: true }) @IsOptional() @IsBoolean() demo?: boolean;
  @Field(() => PurposeFilter, { nullable: true, description: 'Only those who may be used for this purpose now' }) @IsOptional() @ValidateNested() @Type(() => PurposeFilter) forPurpose?: PurposeFilter;
  @Field(() => [CustomFilter], { nullable: true, description: 'Conditions on custom fields, all of them together' }) @IsOptional() @IsArray() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => CustomFilter) custom?: CustomFilter[];
  @Field(() => ID, { nullable: true, description: 'Only customers to whom this product may be offered today' }) @IsOptional() @IsUUID() offerableProductId?: string;
}
