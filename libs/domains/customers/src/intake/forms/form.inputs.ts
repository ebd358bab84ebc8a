import { ArgsType, Field, ID, InputType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsEnum, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { ChoiceFilter, oneOf, PageArgs, text, TextFilter, type ListSpec } from '@dossier/kernel/list';
import { FormField, FormKind, QuestionKind } from '@dossier/vocabulary/intake-enums';

export enum FormSort { NAME = 'NAME', CREATED_AT = 'CREATED_AT' }
registerEnumType(FormSort, { name: 'FormSort' });

@InputType({ description: 'A text in both languages; where one is missing the other stands in.' })
export class FormTextInput {
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(1000) zh?: string;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(1000) en?: string;
}

@InputType()
export class FormChoiceInput extends FormTextInput {
  @Field(() => String, { nullable: true, description: 'Left out for a new one; given back as it was for one that stays.' }) @IsOptional() @IsString() @MaxLength(10) key?: string | null;
}

@InputType()
export class FormQuestionInput {
  @Field(() => String, { nullable: true, description: 'Left out for a new one; given back as it was for one that stays.' }) @IsOptional() @IsString() @MaxLength(10) key?: string;
  @Field(() => QuestionKind) @IsEnum(QuestionKind) kind!: QuestionKind;
  @Field(() => FormField, { nullable: true, description: 'For FIELD alone.' }) @IsOptional() @IsEnum(FormField) field?: FormField | null;
  @Field(() => FormTextInput) @ValidateNested() @Type(() => FormTextInput) label!: FormTextInput;
  @Field(() => FormTextInput, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => FormTextInput) help?: FormTextInput | null;
  @Field(() => Boolean, { nullable: true }) @IsOptional() @IsBoolean() required?: boolean;
  @Field(() => [FormChoiceInput], { nullable: true, description: 'For CHOICE alone: two at least.' }) @IsOptional() @IsArray() @ArrayMaxSize(30) @ValidateNested({ each: true }) @Type(() => FormChoiceInput) choices?: FormChoiceInput[] | null;
  @Field(() => Boolean, { nullable: true, description: 'For TEXT in a form that makes leads: the answer is what the person needs.' }) @IsOptional() @IsBoolean() isNeed?: boolean;
}

@InputType()
export class FormConsentInput {
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(10) key?: string;
  @Field(() => FormTextInput) @ValidateNested() @Type(() => FormTextInput) label!: FormTextInput;
  @Field(() => Boolean, { nullable: true }) @IsOptional() @IsBoolean() required?: boolean;
  @Field(() => ID, { nullable: true, description: 'The purpose that a tick agrees to.' }) @IsOptional() @IsUUID() purposeId?: string | null;
}

@InputType()
export class FormInput {
  @Field() @IsString() @IsNotEmpty() @MaxLength(80) name!: string;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() sourceId?: string | null;
  @Field(() => FormTextInput) @ValidateNested() @Type(() => FormTextInput) title!: FormTextInput;
  @Field(() => FormTextInput, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => FormTextInput) intro?: FormTextInput | null;
  @Field(() => FormTextInput, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => FormTextInput) thanks?: FormTextInput | null;
  @Field(() => [FormQuestionInput]) @IsArray() @ArrayMaxSize(60) @ValidateNested({ each: true }) @Type(() => FormQuestionInput) questions!: FormQuestionInput[];
  @Field(() => [FormConsentInput], { nullable: true }) @IsOptional() @IsArray() @ArrayMaxSize(10) @ValidateNested({ each: true }) @Type(() => FormConsentInput) consents?: FormConsentInput[] | null;
  @Field(() => Boolean, { nullable: true, description: 'Each submission opens a lead, or touches the one that is open.' }) @IsOptional() @IsBoolean() makesLead?: boolean | null;
  @Field(() => ID, { nullable: true, description: 'What its leads are about.' }) @IsOptional() @IsUUID() productId?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Browsers work for a moment before they may send; nobody outside is asked.' }) @IsOptional() @IsBoolean() captcha?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'A link in an e-mail is opened before a submission is taken in.' }) @IsOptional() @IsBoolean() doubleOptIn?: boolean | null;
}

@InputType()
export class FormFilter {
  @Field(() => TextFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => TextFilter) name?: TextFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) state?: ChoiceFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) kind?: ChoiceFilter;
}

@ArgsType()
export class FormArgs extends PageArgs {
  @Field(() => FormFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => FormFilter) filter?: FormFilter;
  @Field(() => FormSort, { nullable: true }) @IsOptional() @IsEnum(FormSort) sort?: FormSort;
}

@ArgsType()
export class NewFormArgs {
  @Field(() => FormKind) @IsEnum(FormKind) kind!: FormKind;
  @Field(() => FormInput) @ValidateNested() @Type(() => FormInput) input!: FormInput;
}

export const formList: ListSpec<'name' | 'state' | 'kind', FormSort> = {
  filter: { name: text('name'), state: oneOf('state'), kind: oneOf('kind') },
  sort: { NAME: { path: 'name', type: 'text' }, CREATED_AT: { path: 'createdAt', type: 'timestamptz' } },
  defaultSort: FormSort.CREATED_AT,
  defaultOrder: 'DESC',
};
