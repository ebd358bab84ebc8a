import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsBoolean, IsDateString, IsEnum, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { Access } from '@dossier/kernel/access';
import { Day, Money, type MoneyValue } from '@dossier/kernel/graphql';
import { HouseholdReason, HouseholdRole } from '@dossier/vocabulary/match-enums';
import { Customer } from '../profile/customer.entity';

/** What is said of a household; what is left out stays as it is. */
@InputType()
export class HouseholdInput {
  @Field(() => String, { nullable: true, description: 'Empty: it is called after its main contact' }) @IsOptional() @IsString() @MaxLength(80) name?: string | null;
  @Field(() => HouseholdReason, { nullable: true }) @IsOptional() @IsEnum(HouseholdReason) reason?: HouseholdReason | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(500) note?: string | null;
}

/** What is said of a member; what is left out stays as it is. */
@InputType()
export class MemberChange {
  @Field(() => HouseholdRole, { nullable: true }) @IsOptional() @IsEnum(HouseholdRole) role?: HouseholdRole | null;
  @Field(() => Boolean, { nullable: true, description: 'There is one main contact: whoever was it before no longer is' }) @IsOptional() @IsBoolean() isMain?: boolean | null;
  @Field(() => Day, { nullable: true }) @IsOptional() @IsDateString() validFrom?: string | null;
  @Field(() => Day, { nullable: true, description: 'The last day' }) @IsOptional() @IsDateString() validTo?: string | null;
}

/** A person who joins a household. */
@InputType()
export class MemberInput extends MemberChange {
  @Field(() => ID) @IsUUID() customerId!: string;
}

/** What the members of a household have bought, over those within the reader's reach. */
@Access('relationship.read')
@ObjectType()
export class HouseholdTotals {
  @Field(() => Int, { nullable: true, description: 'Present members within reach' }) memberCount!: number;
  @Field(() => Int, { nullable: true, description: 'Present members out of reach: they are counted here and nowhere else' }) hiddenCount!: number;
  @Field(() => Int, { nullable: true, description: 'Null where purchases are closed to the reader' }) orderCount!: number | null;
  @Field(() => Money, { nullable: true, description: 'Net of refunds; null where currencies differ, or amounts are closed' }) netAmount!: MoneyValue | null;
  @Field(() => Day, { nullable: true }) lastOrderOn!: string | null;
}

/** Somebody who may belong to the same household, and why. Nobody joins by themselves: a person decides. */
@Access('relationship.read')
@ObjectType()
export class HouseholdSuggestion {
  @Field(() => ID) id!: string;
  @Field(() => Customer, { nullable: true }) customer?: Customer | null;
  @Field(() => [HouseholdReason], { nullable: true, description: 'The weightiest first' }) reasons!: HouseholdReason[];
}
