import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Access } from '@dossier/kernel/access';
import { NamedRef } from '@dossier/kernel/data';
import { DateTime, Json } from '@dossier/kernel/graphql';

/** One field before and after a change; names of people, teams, tags and channels instead of ids. */
@Access('customer.read')
@ObjectType()
export class RevisionChange {
  @Field(() => String, { nullable: true })
  field!: string;

  @Field(() => Json, { nullable: true })
  before!: unknown;

  @Field(() => Json, { nullable: true })
  after!: unknown;
}

/** One change of a record: who, when, and which fields. */
@Access('customer.read')
@ObjectType()
export class Revision {
  @Field(() => ID)
  id!: string;

  @Field(() => DateTime, { nullable: true })
  at!: Date;

  @Field(() => NamedRef, { nullable: true })
  actor!: NamedRef | null;

  @Field(() => String, { nullable: true, description: 'CREATE, UPDATE, ARCHIVE, RESTORE, DELETE, MERGE or UNMERGE' })
  operation!: string;

  @Field(() => String, { nullable: true, description: 'Type of the row that changed: Customer, CustomerIdentity or CustomerMerge' })
  table!: string;

  @Field(() => [RevisionChange], { nullable: true })
  changes!: RevisionChange[];
}
