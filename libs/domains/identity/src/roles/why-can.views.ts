import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { RightSource } from '@dossier/vocabulary/people-enums';
import { Access } from '@dossier/kernel/access';
import { DateTime, Json } from '@dossier/kernel/graphql';

registerEnumType(RightSource, { name: 'RightSource' });

/** One thing that speaks for a right over a record. */
@ObjectType()
@Access('signed-in')
export class WhyReason {
  @Field(() => RightSource) source!: RightSource;
  @Field(() => ID) roleId!: string;
  @Field(() => String) name!: string;
  @Field(() => String, { nullable: true, description: 'Who lent the right' }) lentBy!: string | null;
  @Field(() => String) scope!: string;
  @Field(() => Boolean, { description: 'Its scope reaches this record' }) reaches!: boolean;
  @Field(() => DateTime, { nullable: true }) until!: Date | null;
  @Field(() => Json, { nullable: true }) fields!: unknown;
}

@ObjectType()
@Access('signed-in')
export class WhyWord {
  @Field(() => String) action!: string;
  @Field(() => Boolean) allowed!: boolean;
  @Field(() => [WhyReason], { description: 'Everything that grants the word; none where no role has it' }) reasons!: WhyReason[];
}

@ObjectType()
@Access('signed-in')
export class WhyField {
  @Field(() => String) name!: string;
  @Field(() => String, { description: 'HIDDEN, MASKED or READ on this record' }) level!: string;
  @Field(() => [String], { description: 'The roles that show it so' }) by!: string[];
}

/** What somebody may do with one record, and why. */
@ObjectType()
@Access('signed-in')
export class WhyCan {
  @Field(() => ID) userId!: string;
  @Field(() => String) userName!: string;
  @Field(() => [WhyWord]) words!: WhyWord[];
  @Field(() => [WhyField]) fields!: WhyField[];
}
