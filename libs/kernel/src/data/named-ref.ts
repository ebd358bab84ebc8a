import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Access } from '../access/access.decorator';

/** The id and name of a thing that pages show beside their rows: a colleague, a team, a tag, a channel. */
@ObjectType()
@Access('signed-in')
export class NamedRef {
  @Field(() => ID) id!: string;
  @Field(() => String, { nullable: true }) name!: string | null;
}
