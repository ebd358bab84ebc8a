import { Field, Float, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Access } from '@dossier/kernel/access';
import { NamedRef } from '@dossier/kernel/data';
import { DateTime } from '@dossier/kernel/graphql';
import { KpiUnit, PackAction, PackChangeKind, PackCode } from '@dossier/vocabulary/pack-enums';

registerEnumType(PackCode, { name: 'PackCode' });
registerEnumType(PackAction, { name: 'PackAction' });
registerEnumType(PackChangeKind, { name: 'PackChangeKind' });
registerEnumType(KpiUnit, { name: 'KpiUnit' });

/** Fields, rules, measures and samples that an industry needs, applied together and removable without a trace. */
@Access('customer.read')
@ObjectType()
export class Pack {
  @Field(() => PackCode, { nullable: true }) code!: PackCode;
  @Field(() => String, { nullable: true, description: 'In the language of the reader' }) note!: string;
  @Field(() => Int, { nullable: true }) edition!: number;
  @Field(() => Boolean, { nullable: true }) applied!: boolean;
  @Field(() => DateTime, { nullable: true }) appliedAt!: Date | null;
  @Field(() => NamedRef, { nullable: true }) appliedBy!: NamedRef | null;
  @Field(() => Int, { nullable: true }) fieldCount!: number;
  @Field(() => Int, { nullable: true }) ruleCount!: number;
  @Field(() => Int, { nullable: true }) kpiCount!: number;
  @Field(() => Int, { nullable: true }) sampleCount!: number;
}

/** One thing that applying or removing a pack would do now. */
@Access('pack.manage')
@ObjectType()
export class PackChange {
  @Field(() => PackChangeKind, { nullable: true }) kind!: PackChangeKind;
  @Field(() => PackAction, { nullable: true }) action!: PackAction;
  @Field(() => String, { nullable: true, description: 'In the language of the reader' }) label!: string;
  @Field(() => Int, { nullable: true, description: 'How many, where it is more than one thing' }) count!: number | null;
}

/** All that applying a pack would add, or removing it take away. */
@Access('pack.manage')
@ObjectType()
export class PackDiff {
  @Field(() => PackCode, { nullable: true }) code!: PackCode;
  @Field(() => Boolean, { nullable: true, description: 'Whether it is applied now: then the changes are those of removing it' }) applied!: boolean;
  @Field(() => [PackChange], { nullable: true }) changes!: PackChange[];
}

/** One measure of an industry, counted over the customers within reach; samples do not count. */
@Access('customer.read')
@ObjectType()
export class PackKpi {
  @Field(() => PackCode, { nullable: true }) code!: PackCode;
  @Field(() => String, { nullable: true }) key!: string;
  @Field(() => String, { nullable: true }) label!: string;
  @Field(() => String, { nullable: true, description: 'The formula in words' }) means!: string;
  @Field(() => KpiUnit, { nullable: true }) unit!: KpiUnit;
  @Field(() => Float, { nullable: true, description: 'Null where there is nothing to count from' }) value!: number | null;
}
