import { Field, ID, InputType } from '@nestjs/graphql';
import { IsObject, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { Money, type MoneyValue } from '@dossier/kernel/graphql';

/** What becomes of a lead that is won. */
@InputType()
export class ConvertLeadInput {
  @Field(() => String, { nullable: true, description: 'A new company record, for which the person works' }) @IsOptional() @IsString() @MaxLength(200) companyName?: string | null;
  @Field(() => ID, { nullable: true, description: 'A company on record, for which the person works' }) @IsOptional() @IsUUID() companyId?: string | null;
  @Field(() => Money, { nullable: true, description: 'What it brings; what was expected unless said' }) @IsOptional() @IsObject() amount?: MoneyValue | null;
}
