import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { Access } from '@dossier/kernel/access';
import { DateTime } from '@dossier/kernel/graphql';
import { IdentityKind } from '@dossier/vocabulary/enums';
import { ContactOutcome, RecordSection } from '@dossier/vocabulary/fact-enums';

/** How full one section of a record is: weight filled by weight asked for. */
@Access('customer.read')
@ObjectType()
export class SectionCompleteness {
  @Field(() => RecordSection, { nullable: true }) section!: RecordSection;
  @Field(() => Float, { nullable: true, description: '0 to 1; null where nothing is asked for of this customer' }) share!: number | null;
  @Field(() => [String], { nullable: true, description: 'What is not there' }) missing!: string[];
}

/** How full a record is, over all that its reader may see. */
@Access('customer.read')
@ObjectType()
export class RecordCompleteness {
  @Field(() => Float, { nullable: true }) share!: number | null;
  @Field(() => Int, { nullable: true, description: 'Parts that are there, of those asked for' }) filledParts!: number;
  @Field(() => Int, { nullable: true, description: 'Parts asked for of this customer' }) parts!: number;
  @Field(() => Int, { nullable: true, description: 'What the parts that are there weigh together' }) filledWeight!: number;
  @Field(() => Int, { nullable: true, description: 'What all parts asked for weigh together' }) weight!: number;
  @Field(() => [SectionCompleteness], { nullable: true }) sections!: SectionCompleteness[];
}

/** How likely one contact is still right. */
@Access('customer.read')
@ObjectType()
export class ContactValidity {
  @Field(() => ID, { description: 'The identity' }) id!: string;
  @Field(() => IdentityKind, { nullable: true }) kind!: IdentityKind;
  @Field(() => Float, { nullable: true, description: '0 to 1: half for each half-life of its kind since the last good sign' }) probability!: number;
  @Field(() => Float, { nullable: true, description: 'Months after which half of the contacts of this kind are no longer right: an assumption' }) halfLifeMonths!: number;
  @Field(() => ContactOutcome, { nullable: true, description: 'What the last look has found' }) outcome!: ContactOutcome | null;
  @Field(() => DateTime, { nullable: true, description: 'The last good sign: its coming in, its verification or a confirmation' }) since!: Date;
  @Field(() => Boolean, { nullable: true, description: 'Less likely right than not' }) stale!: boolean;
}
