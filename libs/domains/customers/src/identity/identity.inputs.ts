import { Field, InputType, registerEnumType } from '@nestjs/graphql';
import { IsBoolean, IsEnum, IsOptional, IsString, MaxLength } from 'class-validator';
import { IdentityKind, IdentitySource } from '@dossier/vocabulary/enums';

registerEnumType(IdentityKind, { name: 'IdentityKind' });
registerEnumType(IdentitySource, { name: 'IdentitySource' });

@InputType()
export class IdentityInput {
  @Field(() => IdentityKind) @IsEnum(IdentityKind) kind!: IdentityKind;
  @Field(() => String, { nullable: true, description: 'Such as office, home, WeChat' }) @IsOptional() @IsString() @MaxLength(40) label?: string | null;
  @Field(() => String, { nullable: true, description: 'Who issued a card, or which platform or application an account belongs to' }) @IsOptional() @IsString() @MaxLength(40) issuer?: string | null;
  @Field() @IsString() @MaxLength(300) value!: string;
  @Field(() => Boolean, { nullable: true }) @IsOptional() @IsBoolean() primary?: boolean;
  @Field(() => Boolean, { nullable: true, description: 'Somebody has made sure that it is theirs' }) @IsOptional() @IsBoolean() verified?: boolean | null;
}
