import { Field, Float, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Access } from '@dossier/kernel/access';
import { NamedRef } from '@dossier/kernel/data';
import { DateTime, Json } from '@dossier/kernel/graphql';
import { FactSource, FactVerdict, RecordSection } from '@dossier/vocabulary/fact-enums';

registerEnumType(FactSource, { name: 'FactSource' });
registerEnumType(FactVerdict, { name: 'FactVerdict' });
registerEnumType(RecordSection, { name: 'RecordSection' });

/** What one source has said of one field. */
@Access('customer.read')
@ObjectType('FactReading')
export class FactReadingView {
  @Field(() => ID) id!: string;
  @Field(() => Json, { nullable: true }) value!: unknown;
  @Field(() => FactSource, { nullable: true }) source!: FactSource;
  @Field(() => NamedRef, { nullable: true }) channel!: NamedRef | null;
  @Field(() => String, { nullable: true, description: 'What within the source: a form, a connection, a file' }) origin!: string | null;
  @Field(() => NamedRef, { nullable: true }) actor!: NamedRef | null;
  @Field(() => DateTime, { nullable: true, description: 'When it was true for the source' }) observedAt!: Date;
  @Field(() => DateTime, { nullable: true, description: 'When it was written down' }) recordedAt!: Date;
  @Field(() => Float, { nullable: true, description: '0 to 1' }) confidence!: number;
  @Field(() => FactVerdict, { nullable: true, description: 'Set where somebody looked at a fact that stood already' }) verdict!: FactVerdict | null;
}

/** One field of a customer: from where its value comes, and all that was ever said of it, newest first. */
@Access('customer.read')
@ObjectType()
export class CustomerFact {
  @Field(() => String, { nullable: true }) field!: string;
  @Field(() => FactReadingView, { nullable: true, description: 'The newest reading that says what the field holds now' }) current!: FactReadingView | null;
  @Field(() => FactReadingView, { nullable: true, description: 'The last time that somebody looked at it' }) reviewed!: FactReadingView | null;
  @Field(() => Boolean, { nullable: true, description: 'In doubt: its last good sign is older than the review rules allow, or the last look could not say' }) stale!: boolean;
  @Field(() => [FactReadingView], { nullable: true }) readings!: FactReadingView[];
}
