import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Access } from '@dossier/kernel/access';
import { NamedRef } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';
import { EventName, Freshness, InterestKind } from '@dossier/vocabulary/event-enums';
import { followsCustomer, hangsOnCustomer } from '../merging/parts';

registerEnumType(InterestKind, { name: 'InterestKind' });
registerEnumType(Freshness, { name: 'Freshness' });
for (const table of ['visitor', 'behaviour_stop', 'interest_choice']) hangsOnCustomer({ table });
for (const table of ['customer_interest', 'interest_state']) followsCustomer(table, 'computed from the events and choices by refresh_interests', 'refresh_interests');

/** How much a customer is interested in one topic, as it stands now. */
@ObjectType()
@Access('event.read')
export class CustomerInterest {
  @Field(() => ID, { nullable: true }) topicId!: string;
  @Field(() => NamedRef, { nullable: true }) topic!: NamedRef | null;
  @Field(() => NamedRef, { nullable: true, description: 'The topic above it' }) parent!: NamedRef | null;
  @Field(() => Float, { nullable: true, description: 'Decayed to now, with what was declared' }) score!: number | null;
  @Field(() => Float, { nullable: true, description: 'The part that comes from events' }) fromEvents!: number | null;
  @Field(() => Float, { nullable: true, description: 'The part that was declared; it does not fade' }) declared!: number | null;
  @Field(() => Boolean, { nullable: true, description: 'Not wanted: no event raises it' }) refused!: boolean;
  @Field(() => InterestKind, { nullable: true, description: 'What was said of this very topic' }) choice!: InterestKind | null;
  @Field(() => Int, { nullable: true }) eventCount!: number;
  @Field(() => DateTime, { nullable: true }) lastAt!: Date | null;
  @Field(() => Float, { nullable: true, description: 'Days in which a part is halved' }) halfLifeDays!: number;
}

/** All interests of a customer. */
@ObjectType()
@Access('event.read')
export class InterestProfile {
  @Field(() => DateTime, { nullable: true, description: 'The moment to which scores are decayed' }) asOf!: Date;
  @Field(() => DateTime, { nullable: true, description: 'When they were last computed from events; null: never' }) computedAt!: Date | null;
  @Field(() => Freshness, { nullable: true }) freshness!: Freshness;
  @Field(() => Int, { nullable: true, description: 'Events of the customer that were counted' }) eventCount!: number;
  @Field(() => DateTime, { nullable: true, description: 'Of the newest event' }) lastEventAt!: Date | null;
  @Field(() => [CustomerInterest], { nullable: true, description: 'Strongest first; what is not wanted comes last' }) interests!: CustomerInterest[];
}

/** What one event adds to an interest now. */
@ObjectType()
@Access('event.read')
export class InterestPart {
  @Field(() => ID, { nullable: true }) eventId!: string;
  @Field(() => EventName, { nullable: true }) name!: EventName;
  @Field(() => DateTime, { nullable: true }) occurredAt!: Date;
  @Field(() => String, { nullable: true }) path!: string | null;
  @Field(() => String, { nullable: true }) productCode!: string | null;
  @Field(() => Float, { nullable: true }) weight!: number;
  @Field(() => Float, { nullable: true }) ageDays!: number;
  @Field(() => Float, { nullable: true, description: 'weight x 0.5^(age / half-life)' }) part!: number;
}

/** Why an interest is what it is. */
@ObjectType()
@Access('event.read')
export class InterestEvidence {
  @Field(() => DateTime, { nullable: true }) asOf!: Date;
  @Field(() => CustomerInterest, { nullable: true }) interest!: CustomerInterest | null;
  @Field(() => String, { nullable: true }) formula!: string;
  @Field(() => [InterestPart], { nullable: true, description: 'The ten that add most' }) parts!: InterestPart[];
}
