import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { Access } from '@dossier/kernel/access';
import { DateTime } from '@dossier/kernel/graphql';

/** Where the chain of hashes stands. */
@ObjectType()
@Access('audit.read')
export class AuditSeal {
  @Field(() => Float, { description: 'Rows of the trail that were sealed so far.' })
  sequence!: number;

  @Field(() => String, { description: 'Hash of the last seal.' })
  head!: string;

  @Field(() => DateTime, { nullable: true })
  sealedAt!: Date | null;

  @Field(() => Int, { description: 'Rows that wait for their seal.' })
  waiting!: number;

  @Field(() => Int, { description: 'Seconds that the oldest of them has waited.' })
  lateSeconds!: number;

  @Field(() => Boolean)
  isLate!: boolean;

  @Field(() => DateTime, { nullable: true, description: 'When the end of the chain was last signed and written outside the database.' })
  checkpointAt!: Date | null;

  @Field(() => Float, { nullable: true })
  checkpointSequence!: number | null;

  @Field(() => Boolean, { description: 'The seal that the last checkpoint speaks of still bears the hash that was signed.' })
  isTrue!: boolean;

  @Field(() => DateTime, { nullable: true, description: 'Acts before this instant are kept no longer.' })
  keptSince!: Date | null;
}
