import { Field, InputType, Int } from '@nestjs/graphql';
import { DateTime } from '@dossier/kernel/graphql';
import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, IsEnum, IsInt, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { ConsentChannel, ConsentChoice, LegalBasis } from '@dossier/vocabulary/privacy-enums';

/** Only those who may be used for this purpose, by this way where one is named. */
@InputType()
export class PurposeFilter {
  @Field({ description: 'Code of the purpose' }) @IsString() @MaxLength(40) purpose!: string;
  @Field(() => ConsentChannel, { nullable: true }) @IsOptional() @IsEnum(ConsentChannel) channel?: ConsentChannel | null;
}

@InputType()
export class PurposeInput {
  @Field() @IsString() @MinLength(1) @MaxLength(80) name!: string;
  @Field() @IsString() @MinLength(1) @MaxLength(80) nameEn!: string;
  @Field(() => [ConsentChannel]) @IsArray() @ArrayMaxSize(5) @ArrayUnique() @IsEnum(ConsentChannel, { each: true }) channels!: ConsentChannel[];
  @Field() @IsBoolean() marketing!: boolean;
}

@InputType()
export class NewPurposeInput extends PurposeInput {
  @Field({ description: 'Capital letters, digits and _; never changes' }) @IsString() @Matches(/^[A-Z][A-Z0-9_]{1,39}$/) code!: string;
  @Field(() => LegalBasis) @IsEnum(LegalBasis) legalBasis!: LegalBasis;
  @Field() @IsString() @MinLength(1) @MaxLength(5_000) notice!: string;
  @Field() @IsString() @MinLength(1) @MaxLength(5_000) noticeEn!: string;
}

@InputType()
export class NoticeInput {
  @Field() @IsString() @MinLength(1) @MaxLength(5_000) text!: string;
  @Field() @IsString() @MinLength(1) @MaxLength(5_000) textEn!: string;
}

/** What a person has said about one purpose, as somebody records it. */
@InputType()
export class ConsentInput {
  @Field({ description: 'Code of the purpose' }) @IsString() @MaxLength(40) purpose!: string;
  @Field(() => ConsentChannel) @IsEnum(ConsentChannel) channel!: ConsentChannel;
  @Field(() => ConsentChoice) @IsEnum(ConsentChoice) choice!: ConsentChoice;
  @Field(() => Int, { nullable: true, description: 'Version of the notice that was shown; the newest unless said' }) @IsOptional() @IsInt() notice?: number | null;
  @Field(() => String, { nullable: true, description: 'Evidence, kept encrypted' }) @IsOptional() @IsString() @MaxLength(2_000) proof?: string | null;
  @Field(() => DateTime, { nullable: true, description: 'When it was said; now unless said' }) @IsOptional() at?: Date | null;
}
