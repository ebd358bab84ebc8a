import { Injectable } from '@nestjs/common';
import { Params, planOf, type Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, isId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { Page } from '@dossier/kernel/list';
import { Clock } from '@dossier/kernel/time';
import type { EventName } from '@dossier/vocabulary/event-enums';
import type { Permission } from '@dossier/vocabulary/permissions';
import { ofCustomers } from '../profile/customer.policy';
import { BehaviourConsent } from './consent';
import { BehaviourEvent, type BehaviourDay } from './event.entity';
import { eventList, type BehaviourStop, type EventArgs } from './event.inputs';

const DAYS = 90;

/** What one customer did, and whether it may be kept. Every question names its customer, who must lie within reach. */
@Injectable()
export class EventService {
  constructor(
    @InjectRecords(BehaviourEvent) private readonly events: Records<BehaviourEvent>,
    private readonly database: Database,
    private readonly consent: BehaviourConsent,
    private readonly clock: Clock,
  ) {}

  /** The events of a customer, newest first. */
  async page(viewer: Viewer, { customerId, filter, ...args }: EventArgs, asked: Selection): Promise<Page<Raw>> {
    await this.requireReach(viewer, customerId, 'event.read');
    return this.events.page(viewer, { ...args, filter: { ...filter, customer: { in: [customerId] } } }, eventList, asked);
  }

  /** How much of what a customer did on each of the last days. */
  async days(viewer: Viewer, customerId: string, days = DAYS): Promise<BehaviourDay[]> {
    await this.requireReach(viewer, customerId, 'event.read');
    return this.database.query<{ day: string; name: EventName; count: number }>(
      `select (e.occurred_at at time zone $2)::date::text as day, e.name, count(*)::int as count from behaviour_event e
        where e.customer_id = $1 and e.occurred_at >= ($3::date - $4::int + 1)::timestamp at time zone $2 group by 1, 2 order by 1, 2`,
      [customerId, this.clock.zone, this.clock.today(), days],
    );
  }

  async stopOf(viewer: Viewer, customerId: string): Promise<BehaviourStop> {
    await this.requireReach(viewer, customerId, 'event.read');
    const [row] = await this.database.query<{ at: Date; reason: string | null }>('select stopped_at as at, reason from behaviour_stop where customer_id = $1 and archived_at is null order by by_ledger, stopped_at limit 1', [customerId]);
    return { isStopped: row !== undefined, stoppedAt: row?.at ?? null, reason: row?.reason ?? null };
  }

  /** Keeps no behaviour of a customer from now on and takes off what was kept. */
  async stop(viewer: Viewer, customerId: string, reason: string | null): Promise<BehaviourStop> {
    await this.requireReach(viewer, customerId, 'interest.write');
    const events = await this.consent.stop([customerId], { reason: reason?.trim() || null });
    Object.assign(currentWork().note, { objectType: 'Customer', objectId: customerId, facts: { events } });
    return this.stopOf(viewer, customerId);
  }

  /** Lets behaviour of a customer be kept again from now on. */
  async resume(viewer: Viewer, customerId: string): Promise<BehaviourStop> {
    await this.requireReach(viewer, customerId, 'interest.write');
    await this.consent.resume([customerId]);
    Object.assign(currentWork().note, { objectType: 'Customer', objectId: customerId });
    return this.stopOf(viewer, customerId);
  }

  /** Out of reach by this word, or not there: NOT_FOUND alike. */
  async requireReach(viewer: Viewer, customerId: string, word: Permission): Promise<void> {
    if (!isId(customerId)) throw new DomainError('NOT_FOUND');
    const params = Params.empty();
    const plan = planOf(viewer, ofCustomers);
    const id = params.add(customerId, 'uuid');
    const reach = [plan.reach('c', params), plan.reach('c', params, word)].join(' and ');
    const rows = await this.database.query(`select 1 from customer c where c.id = ${id} and ${reach}`, params.values(viewer));
    if (rows.length === 0) throw new DomainError('NOT_FOUND');
  }
}
