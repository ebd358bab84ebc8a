import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { Database, recordAct } from '@dossier/kernel/data';
import { Signals } from '@dossier/kernel/events';

/** How somebody can touch a record. */
export type Touch = 'OPEN' | 'REVEAL' | 'EXPORT' | 'CONTACT';

/** What the watch over the trail looks for. */
export const TOUCH = 'touchBait';
const SIGNAL = 'bait';

/**
 * Which records are bait, in the memory of each process: asking costs a look into a set. Whoever touches one notices nothing; the trail
 * gets an entry, from which the watch raises its alert.
 */
@Injectable()
export class Baits implements OnApplicationBootstrap {
  private ids: ReadonlySet<string> = new Set();

  constructor(
    private readonly database: Database,
    private readonly signals: Signals,
  ) {
    signals.on(SIGNAL, () => this.refresh());
    signals.on('reconnected', () => this.refresh());
  }

  onApplicationBootstrap(): Promise<void> {
    return this.refresh();
  }

  isBait(customerId: string): boolean {
    return this.ids.has(customerId);
  }

  /** Notes that these records were touched, where one of them is bait. It never fails the act itself: that would give it away. */
  async touched(viewer: Viewer, how: Touch, ids: readonly string[]): Promise<void> {
    if (this.ids.size === 0) return;
    for (const id of ids) if (this.ids.has(id)) await this.note(viewer, how, id).catch(() => undefined);
  }

  /** Tells every process that marks have changed, when the open unit of work commits. */
  changed(): Promise<void> {
    return this.signals.send(SIGNAL);
  }

  private async note(viewer: Viewer, how: Touch, id: string): Promise<void> {
    await recordAct(this.database.aside, { viewer, action: TOUCH, outcome: 'DONE', note: { objectType: 'Customer', objectId: id, facts: { act: how } } });
  }

  private async refresh(): Promise<void> {
    const rows = await this.database.query<{ id: string }>('select distinct unnest(array[customer_id, coalesce(side_id, customer_id)]) as id from bait where archived_at is null');
    this.ids = new Set(rows.map(({ id }) => id));
  }
}
