import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Database } from '@dossier/kernel/data';
import { Beat, Queue } from '@dossier/kernel/events';
import { isBringing } from '../../imports/bringing';
import { followsCustomer } from '../../merging/parts';

const BEAT_MS = 900;
/** Customers computed in one transaction. */
const AT_ONCE = 4_000;

followsCustomer('customer_trait', 'what is asked most of the record and its sums');
followsCustomer('order_days', 'counted from the orders');
followsCustomer('category_sum', 'counted from the lines of orders');
followsCustomer('event_times', 'counted from the events');

/**
 * Keeps the narrow tables that segments are counted from, a moment after the change. Nothing is wrong meanwhile: whoever waits here is asked
 * of the tables themselves. While a file comes in it takes one step a beat, so that the import keeps the machine.
 */
@Injectable()
export class RollupPump implements OnApplicationShutdown {
  private readonly due: Beat;

  constructor(
    private readonly database: Database,
    queue: Queue,
  ) {
    this.due = new Beat(queue, () => this.drain());
  }

  @Interval(BEAT_MS)
  beat(): void {
    this.due.strike();
  }

  onApplicationShutdown(): Promise<void> {
    return this.due.end();
  }

  /** Takes what is due until nothing is left, or somebody else is at it; gives how many customers were computed. */
  async drain(): Promise<number> {
    for (let done = 0; ; ) {
      const [row] = await this.database.query<{ count: number | null }>('select rollups_take($1) as count', [AT_ONCE]);
      const taken = row?.count ?? 0;
      done += taken;
      if (this.due.isEnding || taken === 0 || (await isBringing(this.database))) return done;
    }
  }
}
