import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { IsBoolean, IsEnum, IsInt, IsNotEmpty, IsObject, IsOptional, IsUUID, Matches, MaxLength } from 'class-validator';
import { ViewVisibility } from '@dossier/vocabulary/people-enums';
import { Json } from '@dossier/kernel/graphql';

@InputType()
export class SavedViewInput {
  /** Given: that view is changed; absent: a new one is made. */
  @Field(() => ID, { nullable: true }) @IsOptional() @IsUUID() id?: string;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() version?: number;
  @Field() @Matches(/^[a-z][A-Za-z]{1,39}$/) list!: string;
  @Field() @IsNotEmpty() @MaxLength(60) name!: string;
  @Field(() => ViewVisibility, { nullable: true }) @IsOptional() @IsEnum(ViewVisibility) visibility?: ViewVisibility;
  @Field(() => Json) @IsObject() state!: Record<string, unknown>;
  @Field({ nullable: true }) @IsOptional() @IsBoolean() isDefault?: boolean;
}
