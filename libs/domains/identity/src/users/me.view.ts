import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Access } from '@dossier/kernel/access';
import { NamedRef } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';

/** Whom this session acts for. */
@ObjectType()
@Access('signed-in')
export class ActingFor {
  @Field(() => ID) id!: string;
  @Field(() => String) name!: string;
  @Field(() => DateTime, { nullable: true, description: 'When what was lent ends; null when it has ended' }) until!: Date | null;
}

/** The one who is signed in: account, preferences, and what they may do. */
@ObjectType()
@Access('signed-in')
export class Me {
  @Field(() => ID) id!: string;
  @Field(() => String) name!: string;
  @Field(() => String, { nullable: true }) email!: string | null;
  @Field(() => String) language!: string;
  @Field(() => String) theme!: string;
  @Field(() => String) density!: string;
  @Field(() => [String]) permissions!: string[];
  @Field(() => [NamedRef]) roles!: NamedRef[];
  @Field(() => [NamedRef]) teams!: NamedRef[];
  @Field(() => ActingFor, { nullable: true }) actingFor!: ActingFor | null;
}
