import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsOptional, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { Access } from '@dossier/kernel/access';
import { DuplicateDecision, DuplicateReason, DuplicateState } from '@dossier/vocabulary/enums';
import { MergeChoice } from '../merging/merge.inputs';
import { Customer } from '../profile/customer.entity';

registerEnumType(DuplicateReason, { name: 'DuplicateReason' });
registerEnumType(DuplicateState, { name: 'DuplicateState' });
registerEnumType(DuplicateDecision, { name: 'DuplicateDecision' });

/** What is being typed, to be compared with the records within reach. */
@InputType()
export class DuplicateProbe {
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(200) name?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(60) phone?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(300) email?: string | null;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() excludeId?: string | null;
}

/** How two records of one person become one. */
@InputType()
export class SameInput {
  @Field(() => ID, { nullable: true, description: 'The record that stays; the first of the pair unless said' }) @IsOptional() @IsUUID() survivorId?: string | null;
  @Field(() => [MergeChoice], { nullable: true }) @IsOptional() @IsArray() @ArrayMaxSize(300) @ValidateNested({ each: true }) @Type(() => MergeChoice) choices?: MergeChoice[];
}

/** A customer within reach who shares something with what is being typed. */
@Access('customer.read')
@ObjectType()
export class DuplicateHit {
  @Field(() => Customer, { nullable: true })
  customer!: Customer;

  @Field(() => DuplicateReason, { nullable: true })
  reason!: DuplicateReason;
}
