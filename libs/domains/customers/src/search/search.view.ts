import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Access } from '@dossier/kernel/access';

/** One thing found. What it shows went through the reader's own plan. */
@Access('signed-in')
@ObjectType()
export class SearchHit {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { nullable: true })
  title!: string;

  @Field(() => String, { nullable: true })
  detail!: string | null;

  @Field(() => String, { nullable: true, description: 'Path of its page' })
  link!: string | null;

  @Field(() => String, { nullable: true, description: 'What matched: NAME, ARCHIVE_NO, PHONE, PHONE_TAIL, EMAIL, ORDER_NO or CODE' })
  matched!: string;
}

/** What a search found, by kind, within reach. */
@Access('signed-in')
@ObjectType()
export class SearchResult {
  @Field(() => [SearchHit]) customers!: SearchHit[];
  @Field(() => [SearchHit]) orders!: SearchHit[];
  @Field(() => [SearchHit]) products!: SearchHit[];
  @Field(() => [SearchHit]) users!: SearchHit[];
}
