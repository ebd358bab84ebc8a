import { Field, InputType, registerEnumType } from '@nestjs/graphql';
import { IsEnum, IsOptional, IsString, MaxLength } from 'class-validator';
import { ChannelKind } from '@dossier/vocabulary/enums';

registerEnumType(ChannelKind, { name: 'ChannelKind' });

@InputType()
export class ChannelInput {
  @Field()
  @IsString() @MaxLength(80)
  name!: string;

  @Field(() => ChannelKind, { nullable: true })
  @IsOptional() @IsEnum(ChannelKind)
  kind?: ChannelKind;
}
