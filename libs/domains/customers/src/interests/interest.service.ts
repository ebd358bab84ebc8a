import { Injectable } from '@nestjs/common';
import { Params, planOf, type Viewer } from '@dossier/kernel/access';
import { currentWork, Database, isId, newId } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Freshness, InterestKind, type EventName } from '@dossier/vocabulary/event-enums';
import { EventService } from '../events/event.service';
import { ofCustomers } from '../profile/customer.policy';
import type { CustomerInterest, InterestEvidence, InterestPart, InterestProfile } from './interest.entity';
import { evidenceOf, interestsOf, strongestOf } from './interest.sql';

interface InterestRow extends Record<string, unknown> {
  customer_id: string;
  topic_id: string;
  topic_name: string;
  parent_id: string | null;
  parent_name: string | null;
  half_life: number;
  events: number;
  last_at: Date | null;
  refused: boolean;
  declared: number;
  from_events: number;
  choice: InterestKind | null;
}

interface PartRow extends Record<string, unknown> {
  id: string;
  name: EventName;
  occurred_at: Date;
  path: string | null;
  product_code: string | null;
  weight: number;
  age: number;
  part: number;
}

interface StateRow extends Record<string, unknown> {
  at: Date;
  computed_at: Date | null;
  events: number | null;
  last_at: Date | null;
  waits: boolean;
}

/** What a declared interest counts as long as it stands: as much as a fresh checkout and a little more. */
const DECLARED = 10;
export const FORMULA = 'score = Σ weight × 0.5^(age in days ÷ half-life) + declared';

/** Interests of customers: read as of now, with the events that made them, and what people say of them. */
@Injectable()
export class InterestService {
  constructor(
    private readonly database: Database,
    private readonly events: EventService,
  ) {}

  /** All interests of a customer, decayed to now. */
  async profile(viewer: Viewer, customerId: string): Promise<InterestProfile> {
    await this.events.requireReach(viewer, customerId, 'event.read');
    const [state] = await this.database.query<StateRow>(
      `select now() as at, s.computed_at, s.events, s.last_at, exists (select 1 from interest_due d where d.customer_id = $1) or exists (select 1 from interest_due d where d.customer_ids is not null and $1 = any(d.customer_ids)) as waits from (select $1::uuid as id) x left join interest_state s on s.customer_id = x.id`, [customerId]);
    const rows = await this.database.query<InterestRow>(interestsOf, [customerId]);
    return {
      asOf: state!.at, computedAt: state!.computed_at, freshness: state!.waits ? Freshness.PENDING : Freshness.FRESH, eventCount: state!.events ?? 0, lastEventAt: state!.last_at, interests: rows.map(interestOf),
    };
  }

  /** The events that add most to one interest, and how. */
  async evidence(viewer: Viewer, customerId: string, topicId: string): Promise<InterestEvidence> {
    const { asOf, interests } = await this.profile(viewer, customerId);
    await this.requireTopic(topicId);
    const rows = await this.database.query<PartRow>(evidenceOf, [customerId, topicId]);
    return { asOf, interest: interests.find((interest) => interest.topicId === topicId) ?? null, formula: FORMULA, parts: rows.map(partOf) };
  }

  /** The strongest three interests of each of these customers, where the viewer may see them. */
  async strongest(viewer: Viewer, customerIds: readonly string[]): Promise<Map<string, CustomerInterest[]>> {
    const params = Params.empty();
    const plan = planOf(viewer, ofCustomers);
    const ids = params.add(customerIds, 'uuid[]');
    const rows = await this.database.query<InterestRow>(strongestOf(ids, `${plan.reach('c', params)} and ${plan.reach('c', params, 'event.read')}`), params.values(viewer));
    const byCustomer = new Map<string, CustomerInterest[]>();
    for (const row of rows) byCustomer.set(row.customer_id, [...(byCustomer.get(row.customer_id) ?? []), interestOf(row)]);
    return byCustomer;
  }

  /** Notes what a customer says of a topic: that they want it, or that they do not. It takes the place of what was said before. */
  async choose(viewer: Viewer, customerId: string, topicId: string, kind: InterestKind): Promise<InterestProfile> {
    await this.events.requireReach(viewer, customerId, 'interest.write');
    await this.requireTopic(topicId);
    await this.takeBack(customerId, topicId);
    await currentWork().query('insert into interest_choice (id, customer_id, topic_id, kind, strength) values ($1, $2, $3, $4, $5)', [newId(), customerId, topicId, kind, kind === InterestKind.DECLARED ? DECLARED : 0]);
    return this.anew(viewer, customerId);
  }

  /** Forgets what was said of a topic: events speak alone again. */
  async clear(viewer: Viewer, customerId: string, topicId: string): Promise<InterestProfile> {
    await this.events.requireReach(viewer, customerId, 'interest.write');
    await this.requireTopic(topicId);
    await this.takeBack(customerId, topicId);
    return this.anew(viewer, customerId);
  }

  private async takeBack(customerId: string, topicId: string): Promise<void> {
    await currentWork().query('update interest_choice set archived_at = now(), version = version + 1, updated_at = now() where customer_id = $1 and topic_id = $2 and archived_at is null', [customerId, topicId]);
  }

  /** What a person has chosen shows at once. */
  private async anew(viewer: Viewer, customerId: string): Promise<InterestProfile> {
    Object.assign(currentWork().note, { objectType: 'Customer', objectId: customerId });
    await currentWork().query('select refresh_interests(array[$1::uuid])', [customerId]);
    return this.profile(viewer, customerId);
  }

  private async requireTopic(topicId: string): Promise<void> {
    const found = !isId(topicId) ? [] : await this.database.query('select 1 from topic where id = $1 and archived_at is null', [topicId]);
    if (found.length === 0) throw new DomainError('NOT_FOUND');
  }
}

const interestOf = (row: InterestRow): CustomerInterest => ({
  topicId: row.topic_id, topic: { id: row.topic_id, name: row.topic_name }, parent: row.parent_id ? { id: row.parent_id, name: row.parent_name ?? '' } : null,
  score: row.refused ? 0 : row.from_events + row.declared, fromEvents: row.from_events, declared: row.declared, refused: row.refused, choice: row.choice,
  eventCount: row.events, lastAt: row.last_at, halfLifeDays: row.half_life,
});

const partOf = (row: PartRow): InterestPart => ({ eventId: row.id, name: row.name, occurredAt: row.occurred_at, path: row.path, productCode: row.product_code, weight: row.weight, ageDays: row.age, part: row.part });
