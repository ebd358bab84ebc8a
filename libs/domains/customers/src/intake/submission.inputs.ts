import { ArgsType, Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsEnum, IsNotEmpty, IsObject, IsOptional, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { Access } from '@dossier/kernel/access';
import { Day, Json, Money, type MoneyValue } from '@dossier/kernel/graphql';
import { ChoiceFilter, oneOf, PageArgs, ref, RefFilter, type ListSpec } from '@dossier/kernel/list';
import { Gender } from '@dossier/vocabulary/enums';
import { FormField } from '@dossier/vocabulary/intake-enums';

@InputType()
export class SubmissionFilter {
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) form?: RefFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) state?: ChoiceFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) origin?: ChoiceFilter;
}

@ArgsType()
export class SubmissionArgs extends PageArgs {
  @Field(() => SubmissionFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => SubmissionFilter) filter?: SubmissionFilter;
}

export const submissionList: ListSpec<'form' | 'state' | 'origin', 'CREATED_AT'> = {
  filter: { form: ref('formId'), state: oneOf('state'), origin: oneOf('origin') },
  sort: { CREATED_AT: { path: 'createdAt', type: 'timestamptz' } },
  defaultSort: 'CREATED_AT',
  defaultOrder: 'DESC',
};

@InputType({ description: 'An interest that comes with a person: it opens a lead, or touches the one that is open.' })
export class IntakeLeadInput {
  @Field(() => String, { nullable: true, description: 'What the interest is, in a few words' }) @IsOptional() @IsString() @MaxLength(200) subject?: string | null;
  @Field(() => String, { nullable: true, description: 'What the person needs' }) @IsOptional() @IsString() @MaxLength(4000) need?: string | null;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() productId?: string | null;
  @Field(() => Money, { nullable: true, description: 'What it would bring' }) @IsOptional() @IsObject() amount?: MoneyValue | null;
  @Field(() => Json, { nullable: true, description: 'What else is known of it: name to text, number or yes and no; fifty at most. Nothing that names somebody.' }) @IsOptional() @IsObject() attributes?: Record<string, unknown> | null;
}

@InputType({ description: 'What another system says of a customer. It may add to a record and suggest, and never overwrites.' })
export class IntakeInput {
  @Field({ description: 'Names this submission among those of the sender: sent again with the same key, it is the same.' }) @IsString() @IsNotEmpty() @MaxLength(200) key!: string;
  @Field(() => ID, { nullable: true, description: 'The channel it comes from.' }) @IsOptional() @IsUUID() sourceId?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(200) name?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(200) companyName?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(60) phone?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(300) email?: string | null;
  @Field(() => Gender, { nullable: true }) @IsOptional() @IsEnum(Gender) gender?: Gender | null;
  @Field(() => Day, { nullable: true }) @IsOptional() @IsString() birthDate?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(80) region?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(80) city?: string | null;
  @Field(() => String, { nullable: true, description: 'Of mainland China: split into region and city.' }) @IsOptional() @IsString() @MaxLength(300) address?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(100) occupationText?: string | null;
  @Field(() => IntakeLeadInput, { nullable: true, description: 'Left out, no lead is opened.' }) @IsOptional() @ValidateNested() @Type(() => IntakeLeadInput) lead?: IntakeLeadInput | null;
}

/** That a submission is kept. What becomes of it is told to nobody who may not see the records. */
@ObjectType()
@Access('intake.write')
export class IntakeReceipt {
  @Field(() => ID) id!: string;
  @Field(() => Boolean, { nullable: true, description: 'False where the same key was taken before.' }) isNew!: boolean;
}

/** One thing that was said, with its question in the words of then. Contacts are masked. */
@ObjectType()
@Access('form.manage')
export class SubmissionAnswer {
  @Field(() => String, { nullable: true }) question!: string;
  @Field(() => FormField, { nullable: true }) field!: FormField | null;
  @Field(() => Json, { nullable: true, description: 'The question in both languages.' }) label!: unknown;
  @Field(() => Json, { nullable: true, description: 'The answer: a text, or a choice in both languages.' }) value!: unknown;
}
