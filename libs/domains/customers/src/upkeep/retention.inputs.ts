import { Field, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { IsEnum, IsInt, IsString, Length, Matches, Max, Min } from 'class-validator';
import { RetentionAction, RetentionSubject } from '@dossier/vocabulary/fact-enums';

registerEnumType(RetentionAction, { name: 'RetentionAction' });
registerEnumType(RetentionSubject, { name: 'RetentionSubject' });

@InputType()
export class RetentionPolicyInput {
  @Field(() => String, { description: 'Capitals, digits and hyphens' }) @IsString() @Matches(/^[A-Za-z][A-Za-z0-9-]{1,30}$/) code!: string;
  @Field(() => String) @IsString() @Length(1, 300) purpose!: string;
  @Field(() => RetentionSubject) @IsEnum(RetentionSubject) subject!: RetentionSubject;
  @Field(() => Int) @IsInt() @Min(1) @Max(240) months!: number;
  @Field(() => RetentionAction) @IsEnum(RetentionAction) action!: RetentionAction;
}
