import { Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsDate, IsEmail, IsIn, IsNotEmpty, IsOptional, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { LANGUAGES } from '@dossier/vocabulary/people-enums';
import { DateTime } from '@dossier/kernel/graphql';
import { AsAddress } from '../users/user.inputs';

@InputType()
export class InvitedRole {
  @Field(() => ID) @IsUUID() roleId!: string;
  /** When the role ends by itself; without it the role stays. */
  @Field(() => DateTime, { nullable: true }) @IsOptional() @IsDate() until?: Date;
}

@InputType()
export class InviteInput {
  @Field() @IsNotEmpty() @MaxLength(80) name!: string;
  @Field() @AsAddress() @IsEmail() @MaxLength(200) email!: string;
  @Field(() => [InvitedRole], { nullable: true }) @IsOptional() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => InvitedRole) roles?: InvitedRole[];
  @Field(() => [ID], { nullable: true }) @IsOptional() @ArrayMaxSize(50) @IsUUID(undefined, { each: true }) teamIds?: string[];
  @Field({ nullable: true }) @IsOptional() @IsIn(LANGUAGES) language?: string;
}
