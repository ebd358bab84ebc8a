import { Injectable } from '@nestjs/common';
import { Params, planOf, policyOf, type Policy, type Viewer } from '@dossier/kernel/access';
import { currentWork, Database, isId, newId } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Clock } from '@dossier/kernel/time';
import { Customer } from '@dossier/customers';
import { RecommendationArm, RecommendationReason, RecommendationState } from '@dossier/vocabulary/insight-enums';
import type { RecommendArgs, Recommendation, RecommendedItem } from './recommend.entities';
import { armOf, choose, reasonOf, type Candidate } from './recommend.rules';
import { candidatesSql } from './recommend.sql';

/** Under this purpose recommendations are made; where the company has none of this code, nobody can have objected. */
const PURPOSE = 'PERSONALISATION';

interface Row extends Record<string, unknown> {
  allowed: boolean;
  sees_orders: boolean;
  sees_events: boolean;
  id: string | null;
  code: string;
  name: string;
  category_id: string | null;
  category: string | null;
  minor: number | null;
  currency: string | null;
  weight: number | null;
  because: string | null;
  because_name: string | null;
  gap_days: number | null;
  topic_id: string | null;
  topic: string | null;
  declared: boolean;
  score: number | null;
  there: boolean;
  buyers: number | null;
}

interface Found extends Candidate {
  row: Row;
}

/** Recommends products and writes down what was shown, so that it can be told later what it brought. */
@Injectable()
export class RecommendService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** What to show to a customer at a place, and the exposure of it: once a customer, place and day, however often the page is opened. */
  async recommend(viewer: Viewer, { customerId, slot, first }: RecommendArgs): Promise<Recommendation> {
    const [arm, servedOn] = [armOf(slot, customerId), this.clock.today()];
    const rows = await this.candidates(viewer, customerId, arm);
    Object.assign(currentWork().note, { objectType: 'Customer', objectId: customerId });
    const answer = (state: RecommendationState, items: RecommendedItem[]): Recommendation => ({ customerId, slot, state, arm, servedOn, items });
    if (!rows[0]!.allowed) return answer(RecommendationState.OPTED_OUT, []);
    const chosen = choose(rows.flatMap(foundOf), first, arm);
    if (chosen.length === 0) return answer(RecommendationState.NOTHING, []);
    await this.log(customerId, slot, arm, chosen.map(({ id }) => id));
    return answer(RecommendationState.SERVED, chosen.map(itemOf));
  }

  private async candidates(viewer: Viewer, customerId: string, arm: RecommendationArm): Promise<Row[]> {
    if (!isId(customerId)) throw new DomainError('NOT_FOUND');
    const plan = planOf(viewer, policyOf(Customer) as unknown as Policy);
    const params = Params.empty();
    const customer = params.add(customerId, 'uuid');
    // A program may hold the word alone; whoever reads customers too gets nothing of those out of their own reach.
    const reach = plan.scopes().length > 0 ? `${plan.reach('c', params, 'recommendation.serve')} and ${plan.reach('c', params)}` : plan.reach('c', params, 'recommendation.serve');
    const text = candidatesSql({
      customer, today: params.add(this.clock.today(), 'date'), purpose: params.add(PURPOSE, 'text'), reach,
      orders: plan.reach('c', params, 'order.read'), events: plan.reach('c', params, 'event.read'), isHoldout: params.add(arm === RecommendationArm.HOLDOUT, 'boolean'),
    });
    const rows = await this.database.query<Row>(text, params.values(viewer));
    if (rows.length === 0) throw new DomainError('NOT_FOUND');
    return rows;
  }

  private async log(customerId: string, slot: string, arm: RecommendationArm, productIds: readonly string[]): Promise<void> {
    const now = this.clock.now();
    await currentWork().query(
      `insert into recommendation_exposure as e (id, customer_id, slot, served_on, arm, product_ids, first_at, last_at) values ($1, $2, $3, $4, $5, $6::uuid[], $7, $7)
        on conflict (customer_id, slot, served_on) do update set times = e.times + 1, last_at = excluded.last_at,
          product_ids = e.product_ids || array(select p from unnest(excluded.product_ids) p where p <> all(e.product_ids))`,
      [newId(), customerId, slot, this.clock.today(), arm, productIds, now]);
  }
}

const foundOf = (row: Row): Found[] => (row.id === null ? [] : [{
  id: row.id, categoryId: row.category_id, weight: row.weight, gapDays: row.gap_days, topicId: row.topic_id, declared: row.declared, interest: row.score, there: row.there, buyers: row.buyers, row,
}]);

/** What somebody may not see of the customer is not said in a reason either. */
function itemOf(found: Found): RecommendedItem {
  const { row } = found;
  const reason = reasonOf(found);
  const isClosed = { BOUGHT_TOGETHER: !row.sees_orders, DUE_AGAIN: !row.sees_orders, DECLARED_INTEREST: !row.sees_events, INTEREST: !row.sees_events }[reason as string] ?? false;
  return {
    productId: found.id, code: row.code, name: row.name, category: row.category_id === null || row.category === null ? null : { id: row.category_id, name: row.category },
    unitPrice: row.minor === null || row.currency === null ? null : { minor: row.minor, currency: row.currency }, reason: isClosed ? RecommendationReason.PERSONAL : reason,
    because: !isClosed && reason === RecommendationReason.BOUGHT_TOGETHER && row.because !== null ? { id: row.because, name: row.because_name ?? '' } : null,
    topic: !isClosed && (reason === RecommendationReason.INTEREST || reason === RecommendationReason.DECLARED_INTEREST) && row.topic_id !== null ? { id: row.topic_id, name: row.topic ?? '' } : null,
    gapDays: !isClosed && reason === RecommendationReason.DUE_AGAIN ? found.gapDays : null, buyers: row.buyers,
  };
}
