import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Database } from '@dossier/kernel/data';
import { Beat, Queue } from '@dossier/kernel/events';
import { isBringing } from '../imports/bringing';
import { followsCustomer } from '../merging/parts';
import { recordItems, sumsOf } from './completeness.items';

const BEAT_MS = 1_500;
/** Marks taken at once. */
const AT_ONCE = 1_000;

followsCustomer('customer_completeness', 'computed from the record and its parts');

/** Marks that wait: who is concerned, with the share of each as it is now. */
interface Due extends Record<string, unknown> {
  marks: string[] | null;
  ids: string[] | null;
  shares: string[] | null;
}

/**
 * Computes the completeness of records that have changed, set-based, a moment after the change. Every process ticks; two that compute the
 * same record agree by its marks. While a file comes in it takes one step a beat, so that the import keeps the machine.
 */
@Injectable()
export class CompletenessKeeper implements OnApplicationShutdown {
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

  /** Takes what is due until nothing is left; gives how many marks it took. */
  async drain(): Promise<number> {
    for (let done = 0; ; ) {
      const taken = await this.step();
      done += taken;
      if (this.due.isEnding || taken < AT_ONCE || (await isBringing(this.database))) return done;
    }
  }

  private async step(): Promise<number> {
    const [due] = await this.database.query<Due>(dueSql(), [AT_ONCE]);
    if (!due?.marks) return 0;
    const [row] = await this.database.query<{ taken: number }>('select completeness_keep($1::bigint[], $2::uuid[], $3::numeric[]) as taken', [due.marks, due.ids ?? [], due.shares ?? []]);
    return row?.taken ?? 0;
  }
}

/** The oldest marks and the shares of their records, in one statement: whatever a mark stands for is seen with it. */
function dueSql(): string {
  const { filled, asked } = sumsOf(recordItems(), 'c');
  return `with due as materialized (select number, customer_id from completeness_due order by number limit $1),
    one as materialized (select c.id, round((${filled})::numeric / nullif(${asked}, 0), 4) as share from customer c where c.id in (select customer_id from due))
    select (select array_agg(number::text) from due) as marks, (select array_agg(id order by id) from one) as ids, (select array_agg(share::text order by id) from one) as shares`;
}
