import type { Cause } from './alerts';
import type { Look } from './watch.types';

interface Touched {
  actor: string;
  name: string;
  record: string;
  act: string;
  last: Date;
}

/** Somebody opened, revealed, exported or contacted a record that nobody has a reason to touch. */
export async function touchedBait({ ask }: Look): Promise<Cause[]> {
  const rows = await ask<Touched>(
    `select coalesce(actor_id::text, actor_kind) as actor, coalesce(nullif(max(actor_name), ''), '–') as name, object_id as record, facts->>'act' as act, max(at) as last
     from audit_entry where at > now() - interval '10 minutes' and action = 'touchBait' and outcome = 'DONE' group by actor_id, actor_kind, object_id, facts->>'act'`,
  );
  return rows.map(({ actor, name, record, act, last }) => ({ kind: 'BAIT_TOUCHED', cause: `${actor}:${record}:${act}`, facts: { userId: actor, name, act, customerId: record }, seenAt: last }));
}
