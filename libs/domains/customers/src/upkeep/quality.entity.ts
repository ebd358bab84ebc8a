import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity } from 'typeorm';
import { Access, everyone, policy } from '@dossier/kernel/access';
import { Derived, NamedRef, Row } from '@dossier/kernel/data';
import { DateTime, Day } from '@dossier/kernel/graphql';
import { IdentityKind } from '@dossier/vocabulary/enums';
import { FactSource, RecordSection } from '@dossier/vocabulary/fact-enums';

/** Customers whose record is full to this share. */
@Access('upkeep.manage')
@ObjectType()
export class QualityBin {
  @Field(() => Float, { description: 'From this share on, up to a tenth more' }) from!: number;
  @Field(() => Int) customers!: number;
}

/** How full one section is on average. */
@Access('upkeep.manage')
@ObjectType()
export class QualitySection {
  @Field(() => RecordSection) section!: RecordSection;
  @Field(() => Float, { nullable: true }) completeness!: number | null;
  @Field(() => Int, { description: 'Customers of whom anything is asked for here' }) customers!: number;
}

/** How good the records of one source are: by the channel where a customer was first met, and the way the record came in. */
@Access('upkeep.manage')
@ObjectType()
export class QualitySource {
  @Field(() => ID) id!: string;
  @Field(() => FactSource) origin!: FactSource;
  @Field(() => NamedRef, { nullable: true }) channel!: NamedRef | null;
  @Field(() => Int) customers!: number;
  @Field(() => Float, { nullable: true }) completeness!: number | null;
  @Field(() => Int, { description: 'Facts looked at within a year' }) reviewed!: number;
  @Field(() => Float, { nullable: true, description: 'Confirmed among those; null where fewer than thirty were looked at' }) accuracy!: number | null;
}

/** How good the contacts of one kind are. */
@Access('upkeep.manage')
@ObjectType()
export class QualityContact {
  @Field(() => IdentityKind) kind!: IdentityKind;
  @Field(() => Int) contacts!: number;
  @Field(() => Int) verified!: number;
  @Field(() => Int, { description: 'Whose last look found that it came back' }) bounced!: number;
  @Field(() => Float, { nullable: true, description: 'How likely they are still right, on average' }) validity!: number | null;
}

/** What reviews of a year have found. */
@Access('upkeep.manage')
@ObjectType()
export class QualityAccuracy {
  @Field(() => Int) confirmed!: number;
  @Field(() => Int) corrected!: number;
  @Field(() => Int) unknown!: number;
  @Field(() => Float, { nullable: true, description: 'Confirmed by confirmed and corrected; null where fewer than thirty facts were looked at' }) share!: number | null;
}

/** How good the records were in one month, over all customers that are not archived. */
@Access('upkeep.manage')
@ObjectType()
@Entity('quality_report')
export class QualityReport extends Row {
  @Field(() => Day, { nullable: true, description: 'First day of its month' }) @Column('date') month!: string;
  @Field(() => DateTime, { nullable: true }) @Column('timestamptz', { name: 'computed_at' }) computedAt!: Date;
  @Column('jsonb') figures!: Record<string, unknown>;
  @Field(() => Int, { nullable: true, description: 'Customers measured: all that are not archived' }) @Derived((t) => `(${t}.figures->>'customers')::int`) customers?: number;
  @Field(() => Float, { nullable: true, description: 'Mean over customers of weight filled by weight asked for' }) @Derived((t) => `(${t}.figures->>'completeness')::float8`) completeness?: number | null;
  @Field(() => Float, { nullable: true, description: 'Customers with a review overdue, by all' }) @Derived((t) => `(${t}.figures->>'stale')::float8`) staleShare?: number | null;
  @Field(() => QualityAccuracy, { nullable: true }) @Derived((t) => `(${t}.figures->'accuracy')`) accuracy?: QualityAccuracy;
  @Field(() => [QualityBin], { nullable: true }) @Derived((t) => `(${t}.figures->'distribution')`) distribution?: QualityBin[];
  @Field(() => [QualitySection], { nullable: true }) @Derived((t) => `(${t}.figures->'sections')`) sections?: QualitySection[];
  @Field(() => [QualitySource], { nullable: true }) @Derived((t) => `(${t}.figures->'sources')`) sources?: QualitySource[];
  @Field(() => [QualityContact], { nullable: true }) @Derived((t) => `(${t}.figures->'contacts')`) contacts?: QualityContact[];
}

export const qualityReportPolicy = policy(QualityReport, { read: 'upkeep.manage', scope: everyone() });
