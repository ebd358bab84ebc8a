import { ArgsType, Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsEnum, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { Access } from '@dossier/kernel/access';
import { Day, Json } from '@dossier/kernel/graphql';
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
