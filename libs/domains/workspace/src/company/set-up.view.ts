import { Field, ObjectType } from '@nestjs/graphql';
import { Access } from '@dossier/kernel/access';

/** What the sign-in screen must know before anybody is signed in. */
@ObjectType()
@Access('anyone')
export class SetupState {
  /** Nobody can sign in yet: the first visitor becomes the owner. */
  @Field() needed!: boolean;
  @Field() demo!: boolean;
}
