import { Injectable } from '@nestjs/common';
import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { dayAfter, wilsonInterval } from '@dossier/metrics';
import { Access, Params, planOf, policyOf, type Policy, type Viewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Day } from '@dossier/kernel/graphql';
import { Clock } from '@dossier/kernel/time';
import { LeadGrade } from '@dossier/vocabulary/lead-enums';
import { real } from '../funnel/funnel.sql';
import { Lead } from '../lead/lead.entity';
import { GRADES, isInOrder, LEAST_CLOSED } from './scorecard.rules';

/** So far back leads that have closed are looked at. */
const DAYS = 180;
/** The newest so many tell enough of every grade. */
const MOST = 20_000;

/** How leads of one grade ended that the model had graded while they were open. */
@Access('scorecard.manage')
@ObjectType()
export class LeadGradeOutcome {
  @Field(() => LeadGrade, { nullable: true }) grade!: LeadGrade;
  @Field(() => Int, { nullable: true, description: 'Leads that have closed, won or lost' }) closed!: number;
  @Field(() => Int, { nullable: true }) won!: number;
  @Field(() => Float, { nullable: true, description: 'Part that the model said would be won, the mean of its probabilities; null where none has closed' }) predicted!: number | null;
  @Field(() => Float, { nullable: true, description: 'Part that was won; null under 30 closed leads' }) rate!: number | null;
  @Field(() => Float, { nullable: true, description: 'Of the rate, 95 of 100 (Wilson)' }) low!: number | null;
  @Field(() => Float, { nullable: true }) high!: number | null;
}

/** How the grades of the model came true, out of time: each lead by the grade it had before it closed. */
@Access('scorecard.manage')
@ObjectType()
export class LeadGradeReport {
  @Field(() => Boolean, { nullable: true, description: 'Whether grades go by a model now; by the scorecard otherwise' }) isInForce!: boolean;
  @Field(() => Day, { nullable: true, description: 'Leads that closed from this day on' }) fromOn!: string;
  @Field(() => Day, { nullable: true }) toOn!: string;
  @Field(() => [LeadGradeOutcome], { nullable: true }) grades!: LeadGradeOutcome[];
  @Field(() => Boolean, { nullable: true, description: 'Whether A > B > C > D holds; null where fewer than two grades have 30 closed leads' }) holds!: boolean | null;
}

/** How leads ended, by the grade that the model had given them. */
@Injectable()
export class GradeReports {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Of the leads within the reach of whoever asks that closed in the last 180 days. */
  async read(viewer: Viewer): Promise<LeadGradeReport> {
    if (!viewer.may('lead.read')) throw new DomainError('FORBIDDEN', { permission: 'lead.read' });
    const [params, toOn] = [Params.empty(), this.clock.today()];
    const fromOn = dayAfter(toOn, -DAYS);
    const reach = planOf(viewer, policyOf(Lead) as unknown as Policy).reach('l', params);
    const rows = await this.database.query<{ grade: LeadGrade; closed: number; won: number; predicted: number }>(
      `select s.grade, count(*)::int as closed, count(*) filter (where l.status = 'WON')::int as won, avg(s.probability)::float8 as predicted
         from (select l.id, l.status, l.customer_id, l.archived_at from lead l where l.closed_on >= ${params.add(fromOn, 'date')} and l.status in ('WON','LOST') and ${reach} order by l.closed_on desc, l.id desc limit ${MOST}) l
         join lead_score s on s.lead_id = l.id join customer c on c.id = l.customer_id where s.basis = 'MODEL' and s.probability is not null and ${real} group by s.grade`, params.values(viewer));
    const grades = GRADES.map((grade): LeadGradeOutcome => {
      const { closed = 0, won = 0, predicted = null } = rows.find((row) => row.grade === grade) ?? {};
      const range = closed < LEAST_CLOSED ? null : wilsonInterval(won, closed);
      return { grade, closed, won, predicted, rate: range === null ? null : won / closed, low: range?.low ?? null, high: range?.high ?? null };
    });
    return { isInForce: await this.isInForce(), fromOn, toOn, grades, holds: isInOrder(grades.map(({ rate }) => rate)) };
  }

  private async isInForce(): Promise<boolean> {
    const [row] = await this.database.query(`select 1 from model_version where kind = 'LEAD' and state = 'PUBLISHED' and health <> 'AMBER'`);
    return row !== undefined;
  }
}
