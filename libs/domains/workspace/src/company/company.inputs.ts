import { Field, Float, InputType, Int } from '@nestjs/graphql';
import { IsBoolean, IsEmail, IsIn, IsInt, IsNotEmpty, IsNumber, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { LANGUAGES } from '@dossier/vocabulary/people-enums';
import { AsAddress } from '@dossier/identity';

const currency = /^[A-Z]{3}$/;

@InputType()
export class CompanyInput {
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() version?: number;
  @Field({ nullable: true }) @IsOptional() @IsNotEmpty() @MaxLength(120) name?: string;
  @Field({ nullable: true }) @IsOptional() @IsString() @MaxLength(60) timeZone?: string;
  @Field({ nullable: true }) @IsOptional() @Matches(currency) currency?: string;
  @Field({ nullable: true }) @IsOptional() @IsIn(LANGUAGES) language?: string;
  @Field({ nullable: true }) @IsOptional() @IsBoolean() phoneTailSearch?: boolean;
  @Field({ nullable: true }) @IsOptional() @IsBoolean() requireSecondFactor?: boolean;
  /** How many months of the audit trail are kept. */
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() @Min(6) @Max(600) auditMonths?: number;
  /** Which part of the spend counts where customers are valued; the next fit goes by it. */
  @Field(() => Float, { nullable: true, description: 'Which part of the spend counts where customers are valued; the next fit goes by it' }) @IsOptional() @IsNumber() @Min(0.0001) @Max(1) valueMargin?: number;
  /** By how much money of the next year is worth less. */
  @Field(() => Float, { nullable: true, description: 'By how much money of the next year is worth less: 0.1 for 10 of 100' }) @IsOptional() @IsNumber() @Min(0) @Max(1) valueDiscount?: number;
}

@InputType()
export class SetUpInput {
  @Field() @IsNotEmpty() @MaxLength(120) companyName!: string;
  @Field() @IsString() @MaxLength(60) timeZone!: string;
  @Field() @Matches(currency) currency!: string;
  @Field() @IsIn(LANGUAGES) language!: string;
  @Field() @IsNotEmpty() @MaxLength(80) name!: string;
  @Field() @AsAddress() @IsEmail() @MaxLength(200) email!: string;
  @Field() @IsString() @MaxLength(400) password!: string;
  @Field({ nullable: true }) @IsOptional() @IsBoolean() phoneTailSearch?: boolean;
  /** On unless the owner says otherwise: whoever manages people, reads the trail or exports binds a second factor first. */
  @Field({ nullable: true }) @IsOptional() @IsBoolean() requireSecondFactor?: boolean;
}
