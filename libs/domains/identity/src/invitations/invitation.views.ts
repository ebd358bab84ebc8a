import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { MailState } from '@dossier/vocabulary/people-enums';
import { Access } from '@dossier/kernel/access';
import { DateTime } from '@dossier/kernel/graphql';
import { User } from '../users/user.entity';

registerEnumType(MailState, { name: 'MailState' });

/** An open invitation, as administrators see it; never its link. */
@ObjectType()
@Access('user.manage')
export class Invitation {
  @Field(() => DateTime) sentAt!: Date;
  @Field(() => DateTime) expiresAt!: Date;
  @Field(() => MailState, { nullable: true }) mailState!: MailState | null;
}

/** What an invitation has made. */
@ObjectType()
@Access('user.manage')
export class InvitationSent {
  @Field(() => User, { nullable: true }) user!: unknown;
  @Field(() => String, { nullable: true, description: 'The link itself, shown this once, where no mail can leave.' }) link!: string | null;
  @Field(() => DateTime) expiresAt!: Date;
}

/** What an administrator sees of an account beside its record. */
@ObjectType()
@Access('user.manage')
export class AccountState {
  @Field(() => Int) sessionCount!: number;
  @Field(() => DateTime, { nullable: true }) secondFactorAt!: Date | null;
  @Field({ description: 'Whether the roles of the user ask for a second factor.' }) secondFactorRequired!: boolean;
  @Field(() => Int) providerCount!: number;
  @Field(() => Invitation, { nullable: true }) invitation!: Invitation | null;
}

/** What the holder of a link may see of the account it opens. */
@ObjectType()
@Access('anyone')
export class AccountLink {
  @Field({ description: 'INVITATION or RESET.' }) purpose!: string;
  @Field() name!: string;
  @Field() email!: string;
}
