import { Field, ID, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsDate, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { DateTime } from '@dossier/kernel/graphql';

@InputType()
export class DelegationInput {
  @Field(() => ID) @IsUUID() toId!: string;
  @Field(() => [String]) @IsArray() @ArrayMinSize(1) @ArrayMaxSize(100) @IsString({ each: true }) @MaxLength(60, { each: true }) words!: string[];
  @Field(() => DateTime, { nullable: true }) @IsOptional() @IsDate() since?: Date;
  @Field(() => DateTime) @IsDate() until!: Date;
  @Field() @IsNotEmpty() @MaxLength(300) reason!: string;
}
