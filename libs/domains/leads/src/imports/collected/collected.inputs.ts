import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsDate, IsEmail, IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength, ValidateNested } from 'class-validator';
import { Access } from '@dossier/kernel/access';
import { DateTime } from '@dossier/kernel/graphql';

/** How promising somebody seemed at the stand, from A to D. */
export const STAND_GRADES = ['A', 'B', 'C', 'D'] as const;

@InputType({ description: 'Somebody who was met at a stand, as a phone has kept them until it could send.' })
export class CollectedLeadInput {
  @Field({ description: 'Made by the phone for each entry: sent again with the same key, it is the same.' }) @IsString() @Matches(/^[\w-]{8,60}$/) key!: string;
  @Field(() => DateTime, { description: 'When it was written down.' }) @Type(() => Date) @IsDate() at!: Date;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(200) name?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(200) companyName?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(60) phone?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsEmail() @MaxLength(300) email?: string | null;
  @Field(() => String, { nullable: true, description: 'What it is about, in a few words.' }) @IsOptional() @IsString() @MaxLength(200) interest?: string | null;
  @Field(() => String, { nullable: true, description: 'For those who follow up: kept sealed.' }) @IsOptional() @IsString() @MaxLength(2_000) note?: string | null;
  @Field(() => String, { nullable: true, description: 'A, B, C or D.' }) @IsOptional() @IsIn(STAND_GRADES) grade?: string | null;
  @Field(() => String, { nullable: true, description: 'Which fair or event it was.' }) @IsOptional() @IsString() @MaxLength(100) fair?: string | null;
  @Field(() => ID, { nullable: true, description: 'The channel by which the people of this fair come to us.' }) @IsOptional() @IsUUID() sourceId?: string | null;
  @Field(() => ID, { nullable: true, description: 'For what they agreed that their data is used; without one nothing is noted in the ledger of consent.' }) @IsOptional() @IsUUID() purposeId?: string | null;
  @Field(() => String, { nullable: true, description: 'The words they agreed to, as the phone showed them.' }) @IsOptional() @IsString() @MaxLength(300) wording?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Said yes to being contacted about this.' }) @IsOptional() @IsBoolean() isAgreed?: boolean | null;
}

@InputType()
export class CollectedLeadsInput {
  @Field(() => [CollectedLeadInput], { description: 'A hundred at most.' }) @IsArray() @ArrayMinSize(1) @ArrayMaxSize(100) @ValidateNested({ each: true }) @Type(() => CollectedLeadInput) entries!: CollectedLeadInput[];
}

/** That an entry is kept: the phone may forget it. */
@ObjectType()
@Access('lead.create')
export class CollectedLead {
  @Field(() => String) key!: string;
  @Field(() => Boolean, { nullable: true, description: 'False where it had come in before.' }) isNew!: boolean;
}
