import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';

/** How often a viewer may compare a whole number or address with the records, per ten minutes. */
const LIMITS = { lookUpContact: 30, compareContacts: 120 } as const;
const WINDOW_SECONDS = 600;

/** Exact look-ups by contact: each leaves an audit entry, and the entries of the last ten minutes are the count. */
@Injectable()
export class Lookups {
  constructor(private readonly database: Database) {}

  /** Runs one look-up in a unit of work of its own, or refuses it as THROTTLED. */
  async counted<R>(viewer: Viewer, action: keyof typeof LIMITS, run: () => Promise<R>): Promise<R> {
    return this.database.work(viewer, action, async () => {
      const work = currentWork();
      // Requests at the same moment take turns, or each would see the count before the others.
      await work.query('select pg_advisory_xact_lock(hashtext($1))', [`lookup:${viewer.userId}`]);
      const [used] = await work.query<{ count: number; oldest: number | null }>(
        `select count(*)::int as count, extract(epoch from now() - min(at))::int as oldest from audit_entry
          where actor_id = $1 and action = $2 and outcome = 'DONE' and at > now() - interval '10 minutes'`,
        [viewer.userId, action],
      );
      if (used && used.count >= LIMITS[action]) throw new DomainError('THROTTLED', { seconds: Math.max(1, WINDOW_SECONDS - (used.oldest ?? 0)) });
      return run();
    });
  }
}
