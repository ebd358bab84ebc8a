import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Access } from '@dossier/kernel/access';
import { DateTime } from '@dossier/kernel/graphql';

/** One browser in which the viewer is signed in. */
@ObjectType()
@Access('signed-in')
export class Session {
  @Field(() => ID) id!: string;
  @Field(() => String, { nullable: true, description: 'What the browser says it is.' }) device!: string | null;
  @Field(() => String, { nullable: true, description: 'Network address it came from.' }) network!: string | null;
  @Field(() => DateTime) startedAt!: Date;
  @Field(() => DateTime) seenAt!: Date;
  @Field({ description: 'The session of this very request.' }) current!: boolean;
}
