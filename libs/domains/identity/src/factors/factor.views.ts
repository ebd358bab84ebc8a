import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { SignInStepKind } from '@dossier/vocabulary/people-enums';
import { Access } from '@dossier/kernel/access';
import { DateTime } from '@dossier/kernel/graphql';
import { Me } from '../users/me.view';

registerEnumType(SignInStepKind, { name: 'SignInStepKind' });

/** What this browser's sign-in still waits for. */
@ObjectType()
@Access('anyone')
export class SignInStep {
  @Field(() => SignInStepKind) kind!: SignInStepKind;
  @Field(() => DateTime) expiresAt!: Date;
}

/** What an authenticator needs; shown once, while it is being bound. */
@ObjectType()
@Access('anyone')
export class FactorSecret {
  @Field() secret!: string;
  @Field({ description: 'otpauth address.' }) address!: string;
  @Field({ description: 'The address as a picture, a data URL.' }) picture!: string;
}

/** The recovery codes, in clear for this once; and who is signed in now. */
@ObjectType()
@Access('anyone')
export class FactorCodes {
  @Field(() => [String]) codes!: string[];
  @Field(() => Me, { nullable: true }) me!: Me | null;
}

@ObjectType()
@Access('signed-in')
export class ProviderLink {
  @Field(() => ID) id!: string;
  @Field() issuer!: string;
  @Field(() => DateTime) linkedAt!: Date;
}

/** One's own second factor and linked accounts. */
@ObjectType()
@Access('signed-in')
export class SecondFactor {
  @Field(() => DateTime, { nullable: true }) confirmedAt!: Date | null;
  @Field(() => Int) codesLeft!: number;
  @Field({ description: 'Whether the roles of the viewer ask for one.' }) required!: boolean;
  @Field(() => [ProviderLink]) providers!: ProviderLink[];
}
