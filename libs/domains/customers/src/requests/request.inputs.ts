import { Field, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsBoolean, IsEnum, IsOptional, IsString, MaxLength, MinLength, ValidateNested } from 'class-validator';
import { DateTime } from '@dossier/kernel/graphql';
import { ChoiceFilter, RefFilter } from '@dossier/kernel/list';
import { SubjectRequestKind } from '@dossier/vocabulary/privacy-enums';

@InputType()
export class SubjectRequestInput {
  @Field(() => SubjectRequestKind) @IsEnum(SubjectRequestKind) kind!: SubjectRequestKind;
  @Field(() => DateTime, { nullable: true, description: 'When it came in; now unless said' }) @IsOptional() receivedAt?: Date | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(2_000) note?: string | null;
}

@InputType()
export class AnswerInput {
  @Field(() => Boolean, { description: 'Done as asked; else refused, with the reason in the answer' }) @IsBoolean() granted!: boolean;
  @Field() @IsString() @MinLength(1) @MaxLength(4_000) answer!: string;
}

@InputType()
export class SubjectRequestFilter {
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) kind?: ChoiceFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) state?: ChoiceFilter;
  @Field(() => ChoiceFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => ChoiceFilter) clock?: ChoiceFilter;
  @Field(() => RefFilter, { nullable: true }) @IsOptional() @ValidateNested() @Type(() => RefFilter) customer?: RefFilter;
}
