import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsEnum, IsOptional, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { Access } from '@dossier/kernel/access';
import { DateTime, Json } from '@dossier/kernel/graphql';
import { MergeReason, MergeRule } from '@dossier/vocabulary/merge-enums';
import { Customer } from '../profile/customer.entity';

registerEnumType(MergeRule, { name: 'MergeRule' });
registerEnumType(MergeReason, { name: 'MergeReason' });

/** How one field is settled; by hand, the side is named. */
@InputType()
export class MergeChoice {
  @Field() @IsString() @MaxLength(100) field!: string;
  @Field(() => MergeRule) @IsEnum(MergeRule) rule!: MergeRule;
  @Field(() => ID, { nullable: true, description: 'By hand: the record whose value is taken' }) @IsOptional() @IsUUID() side?: string | null;
}

@InputType()
export class MergeInput {
  @Field(() => ID, { description: 'The record that stays' }) @IsUUID() survivorId!: string;
  @Field(() => [ID]) @IsArray() @ArrayMinSize(1) @ArrayMaxSize(9) @IsUUID(undefined, { each: true }) absorbedIds!: string[];
  @Field(() => [MergeChoice], { nullable: true, description: 'Fields not named here follow their usual rule' }) @IsOptional() @IsArray() @ArrayMaxSize(300) @ValidateNested({ each: true }) @Type(() => MergeChoice) choices?: MergeChoice[];
}

/** What one side says of a field. */
@Access('customer.read')
@ObjectType()
export class MergeValue {
  @Field(() => ID) side!: string;
  @Field(() => Json, { nullable: true, description: 'As the viewer may see it; names instead of ids' }) value!: unknown;
  @Field(() => DateTime, { nullable: true }) saidAt!: string | null;
  @Field(() => String, { nullable: true, description: 'The kind of source it came from' }) source!: string | null;
}

/** The side that a rule takes. */
@Access('customer.read')
@ObjectType()
export class MergePick {
  @Field(() => MergeRule) rule!: MergeRule;
  @Field(() => ID) side!: string;
  @Field(() => MergeReason) reason!: MergeReason;
}

/** One field with its sides; `rule` is the usual one. */
@Access('customer.read')
@ObjectType()
export class MergeField {
  @Field() name!: string;
  @Field(() => String, { nullable: true, description: 'What a field of the company\'s own is called' }) label!: string | null;
  @Field(() => Boolean, { description: 'The sides do not say the same' }) differs!: boolean;
  @Field(() => MergeRule) rule!: MergeRule;
  @Field(() => [MergeValue]) values!: MergeValue[];
  @Field(() => [MergePick], { description: 'What each rule would take' }) picks!: MergePick[];
}

/** How many rows of a kind one side brings; without a kind, all others together. */
@Access('customer.read')
@ObjectType()
export class MergeMove {
  @Field(() => ID) side!: string;
  @Field(() => String, { nullable: true, description: 'Type of the rows, as the dictionary knows it' }) of!: string | null;
  @Field(() => String, { nullable: true, description: 'What the dictionary calls them, in the language of the viewer' }) name!: string | null;
  @Field(() => Int) count!: number;
}

/** What merging these records would bring; the first is the one that stays. */
@Access('customer.read')
@ObjectType()
export class MergePreview {
  @Field(() => [Customer], { nullable: true }) customers!: Customer[];
  @Field(() => [MergeField]) fields!: MergeField[];
  @Field(() => [MergeMove]) moves!: MergeMove[];
}

/** What a merge or a parting has left. */
@Access('customer.merge')
@ObjectType()
export class MergeOutcome {
  @Field(() => Customer, { nullable: true, description: 'The record that stands' }) customer!: Customer | null;
  @Field(() => ID, { description: 'The batch that takes it back' }) batchId!: string;
  @Field(() => [ID]) mergeIds!: string[];
}
