import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access, policy, through, type Policy } from '@dossier/kernel/access';
import { CanField, Derived, NamedRef, NameOf, Row } from '@dossier/kernel/data';
import { DateTime, Day } from '@dossier/kernel/graphql';
import { BasketLevel, BasketRuleSort, GroupRunState } from '@dossier/vocabulary/insight-enums';
import { countedWithinReach } from '../counted-reach';

registerEnumType(BasketLevel, { name: 'BasketLevel' });
registerEnumType(GroupRunState, { name: 'GroupRunState' });
registerEnumType(BasketRuleSort, { name: 'BasketRuleSort' });

/** A run whose job has ended without an end of its own has failed. */
const stateOf = (run: string): string =>
  `(case when ${run}.state = 'RUNNING' and not exists (select 1 from job j where j.id = ${run}.job_id and j.state in ('QUEUED','RUNNING')) then 'FAILED' else ${run}.state end)`;

/** One computation of what is bought together, with all that is needed to judge it. */
@Access('insight.read')
@ObjectType()
@Entity('basket_run')
export class BasketRun extends Row {
  @Column('uuid', { name: 'team_id', nullable: true }) teamId!: string | null;
  @Field(() => NamedRef, { nullable: true, description: 'The team whose orders were counted; null where it was all within the reach of whoever asked' }) @NameOf('teamId', 'team') team?: NamedRef | null;
  /** Teams whose orders were counted; null: all orders. */
  @Column('uuid', { name: 'team_ids', array: true, nullable: true }) teamIds!: string[] | null;
  @Field(() => BasketLevel, { nullable: true }) @Column('text') level!: BasketLevel;
  @Field(() => Day, { nullable: true }) @Column('date', { name: 'from_on' }) fromOn!: string;
  @Field(() => Day, { nullable: true }) @Column('date', { name: 'to_on' }) toOn!: string;
  @Column('text', { name: 'state' }) kept!: GroupRunState;
  @Field(() => GroupRunState, { nullable: true }) @Derived(stateOf) state?: GroupRunState;
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'job_id', nullable: true }) jobId!: string | null;
  @Field(() => Float, { nullable: true, description: 'Part of all baskets that things had to stand together in' }) @Column('numeric', { name: 'min_support' }) minSupport!: number;
  @Field(() => Float, { nullable: true }) @Column('numeric', { name: 'min_confidence' }) minConfidence!: number;
  @Field(() => Float, { nullable: true, description: 'Highest q-value of a rule that is kept' }) @Column('numeric', { name: 'significance' }) significance!: number;
  @Field(() => String, { nullable: true }) @Column('text') method!: string;
  @Field(() => String, { nullable: true }) @Column('text', { name: 'method_version' }) methodVersion!: string;
  @Field(() => Int, { nullable: true, description: 'Sales of the period' }) @Column('int', { nullable: true }) orders!: number | null;
  @Field(() => Int, { nullable: true, description: 'Baskets counted: sales with at least one product; of a sample where there are too many' }) @Column('int', { nullable: true }) baskets!: number | null;
  @Field(() => Float, { nullable: true, description: 'Part of the sales that were looked at; 1: all' }) @Column('numeric', { name: 'sample_share', nullable: true }) sampleShare!: number | null;
  @Field(() => Int, { nullable: true, description: 'Different things in those baskets' }) @Column('int', { nullable: true }) items!: number | null;
  @Field(() => Int, { nullable: true, description: 'In how many baskets things had to stand together' }) @Column('int', { name: 'least_count', nullable: true }) leastCount!: number | null;
  @Field(() => Boolean, { nullable: true, description: 'The rarest combinations or the weakest rules were left out, as there were too many' }) @Column('boolean') capped!: boolean;
  @Field(() => Int, { nullable: true, description: 'Rules that reached support and confidence' }) @Column('int', { nullable: true }) found!: number | null;
  @Field(() => Int, { nullable: true, description: 'Left out: chance may give as much' }) @Column('int', { nullable: true }) chance!: number | null;
  @Field(() => Int, { nullable: true, description: 'Left out: a shorter rule is as sure' }) @Column('int', { nullable: true }) redundant!: number | null;
  @Field(() => Int, { nullable: true, description: 'Left out: the same pair the other way round' }) @Column('int', { nullable: true }) mirrored!: number | null;
  @Field(() => Int, { nullable: true }) @Column('int', { nullable: true }) rules!: number | null;
  @Field(() => String, { nullable: true, description: 'Of a refused run: what there is too little of' }) @Column('text', { nullable: true }) lack!: string | null;
  @Field(() => Int, { nullable: true }) @Column('int', { name: 'lack_found', nullable: true }) lackFound!: number | null;
  @Field(() => Int, { nullable: true }) @Column('int', { name: 'lack_needed', nullable: true }) lackNeeded!: number | null;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'computed_at', nullable: true }) computedAt!: Date | null;
  @Field(() => [String], { nullable: true }) @CanField() can!: string[];
}

/** A product or category in a rule, under the name it bears now. */
const named = (ids: string): string =>
  `(select coalesce(json_agg(json_build_object('id', i.id, 'name', coalesce(p.name, g.name)) order by i.place), '[]') from unnest(${ids}) with ordinality i(id, place)
    left join product p on p.id = i.id left join product_category g on g.id = i.id)`;

/** Who buys the left side buys the right one too, so often. */
@Access('insight.read')
@ObjectType()
@Entity('basket_rule')
export class BasketRule extends Row {
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'run_id' }) runId!: string;
  @Field(() => [ID], { nullable: true }) @Column('uuid', { name: 'left_ids', array: true }) leftIds!: string[];
  @Field(() => ID, { nullable: true }) @Column('uuid', { name: 'right_id' }) rightId!: string;
  @Field(() => [NamedRef], { nullable: true }) @Derived((rule) => named(`${rule}.left_ids`)) left?: NamedRef[];
  @Field(() => NamedRef, { nullable: true }) @Derived((rule) => `(${named(`array[${rule}.right_id]`)}->0)`) right?: NamedRef;
  @Field(() => Int, { nullable: true, description: 'Baskets with both sides' }) @Column('int') count!: number;
  @Field(() => Int, { nullable: true }) @Column('int', { name: 'left_count' }) leftCount!: number;
  @Field(() => Int, { nullable: true }) @Column('int', { name: 'right_count' }) rightCount!: number;
  @Field(() => Float, { nullable: true, description: 'count / baskets' }) @Column('float8') support!: number;
  @Field(() => Float, { nullable: true, description: 'count / leftCount' }) @Column('float8') confidence!: number;
  @Field(() => Float, { nullable: true, description: 'confidence / (rightCount / baskets): how many times more often than usual' }) @Column('float8') lift!: number;
  @Field(() => Float, { nullable: true, description: 'Of 95 of 100 samples' }) @Column('float8', { name: 'lift_low' }) liftLow!: number;
  @Field(() => Float, { nullable: true }) @Column('float8', { name: 'lift_high' }) liftHigh!: number;
  @Field(() => Float, { nullable: true, description: 'support less what chance would give' }) @Column('float8') leverage!: number;
  @Field(() => Float, { nullable: true, description: 'Fisher, one-sided' }) @Column('float8') p!: number;
  @Field(() => Float, { nullable: true, description: 'p held against the number of rules (Benjamini and Hochberg)' }) @Column('float8') q!: number;
}

const live = (row: BasketRun): boolean => row.archivedAt === null;

export const basketRunPolicy = policy(BasketRun, {
  read: 'insight.read',
  scope: countedWithinReach,
  actions: {
    ARCHIVE: { word: 'model.manage', when: live, needs: ['archivedAt'] },
    RESTORE: { word: 'model.manage', when: (row) => !live(row), needs: ['archivedAt'] },
  },
});

export const basketRulePolicy = policy(BasketRule, { read: 'insight.read', scope: through(() => basketRunPolicy as unknown as Policy, 'runId') });
