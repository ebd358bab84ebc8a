import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsEnum, IsInt, IsNotEmpty, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { Access } from '@dossier/kernel/access';
import type { ListSpec } from '@dossier/kernel/list';
import { MailInboxFault, MailSecurity } from '@dossier/vocabulary/lead-enums';

@InputType()
export class MailInboxInput {
  @Field() @IsString() @IsNotEmpty() @MaxLength(80) name!: string;
  @Field() @IsString() @IsNotEmpty() @MaxLength(253) host!: string;
  @Field(() => Int) @IsInt() @Min(1) @Max(65_535) port!: number;
  @Field(() => MailSecurity) @IsEnum(MailSecurity) security!: MailSecurity;
  @Field() @IsString() @IsNotEmpty() @MaxLength(200) username!: string;
  @Field(() => String, { nullable: true, description: 'Needed for a new inbox, and when server or user change. It is never shown again.' }) @IsOptional() @IsString() @MaxLength(500) password?: string | null;
  @Field(() => String, { nullable: true, description: 'INBOX unless said.' }) @IsOptional() @IsString() @MaxLength(200) folder?: string | null;
  @Field(() => ID, { nullable: true, description: 'The channel that its leads come from.' }) @IsOptional() @IsUUID() sourceId?: string | null;
  @Field(() => ID, { nullable: true, description: 'To whom a record belongs that nobody knows yet.' }) @IsOptional() @IsUUID() ownerId?: string | null;
}

/** Whether the server lets us read the folder, tried this once. */
@ObjectType()
@Access('inbox.manage')
export class MailInboxCheck {
  @Field(() => Boolean) isOk!: boolean;
  @Field(() => MailInboxFault, { nullable: true }) fault!: MailInboxFault | null;
  @Field(() => Int, { nullable: true, description: 'Letters in the folder.' }) count!: number | null;
}

export const mailInboxList: ListSpec = { filter: {}, sort: { NAME: { path: 'name', type: 'text' } }, defaultSort: 'NAME' };
