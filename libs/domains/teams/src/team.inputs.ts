import { Field, ID, InputType } from '@nestjs/graphql';
import { IsNotEmpty, IsOptional, IsUUID, MaxLength } from 'class-validator';

@InputType()
export class TeamInput {
  @Field()
  @IsNotEmpty()
  @MaxLength(80)
  name!: string;

  @Field(() => ID, { nullable: true })
  @IsOptional()
  @IsUUID()
  parentId?: string | null;

  @Field(() => ID, { nullable: true })
  @IsOptional()
  @IsUUID()
  leaderId?: string | null;
}

@InputType()
export class TeamChange {
  @Field({ nullable: true })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(80)
  name?: string;

  @Field(() => ID, { nullable: true })
  @IsOptional()
  @IsUUID()
  parentId?: string | null;

  @Field(() => ID, { nullable: true })
  @IsOptional()
  @IsUUID()
  leaderId?: string | null;
}
