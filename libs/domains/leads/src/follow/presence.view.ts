import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Access } from '@dossier/kernel/access';
import { NamedRef } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';

/** Somebody else who looks at a lead now. */
@Access('lead.read')
@ObjectType()
export class LeadWatcher {
  @Field(() => NamedRef) user!: NamedRef;
  @Field(() => DateTime) since!: Date;
}

/** Somebody says that they are working on a lead: others are told, and may still act. */
@Access('lead.read')
@ObjectType()
export class LeadHold {
  @Field(() => NamedRef) holder!: NamedRef;
  @Field(() => Boolean, { description: 'It is one’s own' }) isMine!: boolean;
  @Field(() => DateTime) since!: Date;
  @Field(() => DateTime, { description: 'It ends by itself' }) until!: Date;
}

/** Who is at a lead at this moment. */
@Access('lead.read')
@ObjectType()
export class LeadPresence {
  @Field(() => ID, { description: 'Of the lead' }) id!: string;
  @Field(() => [LeadWatcher]) others!: LeadWatcher[];
  @Field(() => LeadHold, { nullable: true }) hold!: LeadHold | null;
}
