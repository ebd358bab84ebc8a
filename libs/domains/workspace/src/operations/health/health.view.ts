import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { HealthState } from '@dossier/vocabulary/health';
import { Access } from '@dossier/kernel/access';
import { DateTime, Json } from '@dossier/kernel/graphql';

registerEnumType(HealthState, { name: 'HealthState' });

/** One thing that was looked at. */
@ObjectType()
@Access('operation.read')
export class HealthLine {
  @Field(() => ID, { description: 'Name of the check, the same in every language.' }) key!: string;
  @Field(() => HealthState) state!: HealthState;
  @Field() title!: string;
  @Field({ description: 'What was measured.' }) evidence!: string;
  @Field(() => String, { nullable: true, description: 'What to do; null where nothing is to be done.' }) advice!: string | null;
  @Field(() => Json, { nullable: true, description: 'The evidence as values.' }) facts!: unknown;
  @Field(() => DateTime) measuredAt!: Date;
}

/** A process of this installation. */
@ObjectType()
@Access('operation.read')
export class RunningProcess {
  @Field(() => ID) id!: string;
  @Field({ description: 'PRODUCT or WORKER.' }) part!: string;
  @Field() host!: string;
  @Field(() => Int) pid!: number;
  @Field({ description: 'Version and commit of its build.' }) build!: string;
  @Field(() => DateTime) startedAt!: Date;
  @Field(() => DateTime) seenAt!: Date;
}

/** The state of the product, measured when it is asked for. */
@ObjectType()
@Access('operation.read')
export class Health {
  @Field(() => HealthState, { description: 'The worst of its lines.' }) state!: HealthState;
  @Field(() => DateTime) measuredAt!: Date;
  @Field(() => [HealthLine]) lines!: HealthLine[];
  @Field(() => [RunningProcess]) processes!: RunningProcess[];
}
