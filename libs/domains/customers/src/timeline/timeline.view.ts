import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Access } from '@dossier/kernel/access';
import { NamedRef } from '@dossier/kernel/data';
import { DateTime, Money, type MoneyValue } from '@dossier/kernel/graphql';
import { TimelineKind } from '@dossier/vocabulary/archive-enums';
import { RevisionChange } from '../profile/revision.view';

registerEnumType(TimelineKind, { name: 'TimelineKind' });

/** One thing that happened to a customer or was done for them. */
@Access('customer.read')
@ObjectType()
export class TimelineEntry {
  @Field(() => ID)
  id!: string;

  @Field(() => DateTime, { nullable: true })
  at!: string;

  @Field(() => TimelineKind, { nullable: true })
  kind!: TimelineKind;

  @Field(() => ID, { nullable: true, description: 'The row behind it, of the type that the kind names' })
  rowId!: string;

  @Field(() => String, { nullable: true, description: 'What exactly: an enum value of the row, such as SALE, CALL or COMPLAINT' })
  what!: string | null;

  @Field(() => String, { nullable: true })
  title!: string | null;

  @Field(() => String, { nullable: true })
  text!: string | null;

  @Field(() => Money, { nullable: true })
  amount!: MoneyValue | null;

  @Field(() => Boolean, { nullable: true, description: 'Over a network or face to face; null where nobody knows' })
  online!: boolean | null;

  @Field(() => NamedRef, { nullable: true, description: 'Who did it or wrote it down' })
  actor!: NamedRef | null;

  @Field(() => [RevisionChange], { nullable: true })
  changes!: RevisionChange[] | null;
}
