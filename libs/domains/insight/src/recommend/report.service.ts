import { Injectable } from '@nestjs/common';
import { Params, planOf, policyOf, type Policy, type Viewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { addDays, Clock, isDay } from '@dossier/kernel/time';
import { Customer, customerSql } from '@dossier/customers';
import { gini, rateDifference, wilsonInterval } from '@dossier/metrics';
import { RecommendationArm } from '@dossier/vocabulary/insight-enums';
import type { RecommendationArmFigures, RecommendationReport, ReportArgs } from './recommend.entities';

/** Fewer customers in an arm tell nothing of a difference. */
const LEAST = 30;
const USUAL_DAYS = 90;

interface ArmRow extends Record<string, unknown> {
  arm: RecommendationArm;
  customers: number;
  exposures: number;
  buyers: number;
}

/** What recommendations brought: each customer counts once, in the arm that the draw gave them, whether they looked or not. */
@Injectable()
export class RecommendationReports {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Both arms of a place over the first exposures of some days, of customers within reach whose days to order are over. */
  async report(viewer: Viewer, { slot, from, to, days }: ReportArgs): Promise<RecommendationReport> {
    const until = to ?? this.clock.today();
    const since = from ?? addDays(until, 1 - USUAL_DAYS);
    if (!isDay(since) || !isDay(until) || since > until) throw new DomainError('INVALID_INPUT', { field: 'from', reason: `${since} – ${until}` });
    const rows = await this.arms(viewer, { slot, since, until, days });
    const arms = [RecommendationArm.MODEL, RecommendationArm.HOLDOUT].map((arm) => figuresOf(arm, rows.find((row) => row.arm === arm)));
    const [model, holdout] = [arms[0]!, arms[1]!];
    const found = Math.min(model.customers, holdout.customers);
    const uplift = found < LEAST ? null : rateDifference({ hits: model.buyers, n: model.customers }, { hits: holdout.buyers, n: holdout.customers });
    const shown = await this.shown(viewer, { slot, since, until });
    return {
      slot, from: since, to: until, days, arms, found, needed: LEAST,
      uplift: uplift?.difference ?? null, upliftLow: uplift?.low ?? null, upliftHigh: uplift?.high ?? null,
      coverage: shown.length === 0 ? null : shown.filter((times) => times > 0).length / shown.length, gini: gini(shown),
    };
  }

  /** The places at which something was shown to customers within reach. */
  async slots(viewer: Viewer): Promise<string[]> {
    const params = Params.empty();
    const rows = await this.database.query<{ slot: string }>(
      `with recursive place as (
        (select slot from recommendation_exposure order by slot limit 1)
        union all select (select e.slot from recommendation_exposure e where e.slot > p.slot order by e.slot limit 1) from place p where p.slot is not null
      ) select p.slot from place p where p.slot is not null and exists (select 1 from recommendation_exposure e join customer c on c.id = e.customer_id where e.slot = p.slot and ${this.counted(viewer, params)}) order by 1 limit 100`,
      params.values(viewer));
    return rows.map(({ slot }) => slot);
  }

  /** Real customers whose figures and orders the viewer reaches: a count tells nothing of others. */
  private counted(viewer: Viewer, params: Params): string {
    const plan = planOf(viewer, policyOf(Customer) as unknown as Policy);
    return `c.archived_at is null and ${customerSql.isReal('c.id')} and ${plan.reach('c', params)} and ${plan.reach('c', params, 'insight.read')} and ${plan.reach('c', params, 'order.read')}`;
  }

  private arms(viewer: Viewer, { slot, since, until, days }: { slot: string; since: string; until: string; days: number }): Promise<ArmRow[]> {
    const params = Params.empty();
    const [place, low, high, within, today] = [params.add(slot, 'text'), params.add(since, 'date'), params.add(until, 'date'), params.add(days, 'int'), params.add(this.clock.today(), 'date')];
    return this.database.query<ArmRow>(
      `with first as materialized (
        select e.customer_id, min(e.arm) as arm, min(e.first_at) as first_at, min(e.served_on) as first_on, sum(e.times)::int as times from recommendation_exposure e join customer c on c.id = e.customer_id
        where e.slot = ${place} and e.served_on between ${low} and ${high} and ${this.counted(viewer, params)} group by 1
      )
      select f.arm, count(*)::int as customers, sum(f.times)::int as exposures,
        count(*) filter (where exists (select 1 from sales_order o where o.customer_id = f.customer_id and o.archived_at is null and o.kind = 'SALE' and o.ordered_at > f.first_at and o.ordered_on <= f.first_on + ${within}))::int as buyers
      from first f where f.first_on + ${within} <= ${today} group by 1`, params.values(viewer));
  }

  /** How often the model showed each product that is on sale. */
  private async shown(viewer: Viewer, { slot, since, until }: { slot: string; since: string; until: string }): Promise<number[]> {
    const params = Params.empty();
    const [place, low, high] = [params.add(slot, 'text'), params.add(since, 'date'), params.add(until, 'date')];
    const rows = await this.database.query<{ times: number }>(
      `with shown as (
        select x.id, count(*)::int as times from recommendation_exposure e join customer c on c.id = e.customer_id cross join lateral unnest(e.product_ids) x(id)
        where e.slot = ${place} and e.arm = 'MODEL' and e.served_on between ${low} and ${high} and ${this.counted(viewer, params)} group by 1
      ) select coalesce(s.times, 0)::int as times from product p join product_pace a on a.product_id = p.id left join shown s on s.id = p.id where p.archived_at is null and p.is_available`, params.values(viewer));
    return rows.map(({ times }) => times);
  }
}

function figuresOf(arm: RecommendationArm, row: ArmRow | undefined): RecommendationArmFigures {
  const { customers, exposures, buyers } = row ?? { customers: 0, exposures: 0, buyers: 0 };
  const range = wilsonInterval(buyers, customers);
  return { arm, customers, exposures, buyers, rate: customers === 0 ? null : buyers / customers, low: range?.low ?? null, high: range?.high ?? null };
}
