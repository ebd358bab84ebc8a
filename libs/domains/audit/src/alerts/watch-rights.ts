import type { Cause } from './alerts';
import type { Look } from './watch.types';

export const REFUSALS = 50;

/** Refusals that speak of somebody trying doors; a value that broke a rule does not. */
const PROBES = ['FORBIDDEN', 'NOT_FOUND', 'NOT_SIGNED_IN', 'UNKNOWN_NAME', 'RIGHTS_EXCEEDED', 'STEP_UP_NEEDED', 'THROTTLED', 'DOCUMENT_NOT_TRUSTED', 'KEY_REFUSED'];
const BEYOND = ['RIGHTS_EXCEEDED', 'OWN_ACCOUNT', 'LAST_ADMINISTRATOR'];

interface Actor {
  actor: string;
  name: string;
  last: Date;
}

/** Fifty doors tried within five minutes, by one person, key or address. */
export async function probing({ ask }: Look): Promise<Cause[]> {
  const rows = await ask<Actor & { count: number }>(
    `select coalesce(actor_id::text, 'ip:' || coalesce(ip, '')) as actor, coalesce(nullif(max(actor_name), ''), max(ip), '–') as name, count(*)::int as count, max(at) as last
     from audit_entry where at > now() - interval '5 minutes' and outcome = 'REFUSED' and code = any($1::text[]) group by 1 having count(*) >= ${REFUSALS}`,
    [PROBES],
  );
  return rows.map(({ actor, name, count, last }) => ({ kind: 'PROBING', cause: actor, facts: { name, count }, seenAt: last }));
}

/** A role, or a word in a role, that its giver gains by it. */
export async function selfGrants({ ask }: Look): Promise<Cause[]> {
  const rows = await ask<Actor & { entry: string }>(
    `select e.id::text as entry, e.actor_id::text as actor, coalesce(e.actor_name, '–') as name, e.at as last
     from audit_entry e join audit_change c on c.entry_id = e.id and c.at > now() - interval '1 day'
     where e.at > now() - interval '10 minutes' and e.outcome = 'DONE' and e.actor_id is not null and c.operation in ('INSERT','UPDATE') and (
       (c.table_name = 'user_role' and c.after->>'user_id' = e.actor_id::text)
       or (c.table_name = 'role_grant' and exists (select 1 from user_role x where x.user_id = e.actor_id and x.role_id::text = coalesce(c.after->>'role_id', (select g.role_id::text from role_grant g where g.id::text = c.row_id)))))
       and e.action not in ('setUpOwner','leaveDemo')
     group by e.id, e.actor_id, e.actor_name, e.at`,
  );
  return rows.map(({ entry, actor, name, last }) => ({ kind: 'SELF_GRANT', cause: `entry:${entry}`, facts: { userId: actor, name, entryId: entry }, seenAt: last }));
}

/** Somebody tried to give what they do not hold, to change their own rights, or to take away the last administrator. */
export async function refusedGrants({ ask }: Look): Promise<Cause[]> {
  const rows = await ask<Actor & { code: string }>(
    `select actor_id::text as actor, coalesce(max(actor_name), '–') as name, code, max(at) as last from audit_entry
     where at > now() - interval '10 minutes' and outcome = 'REFUSED' and code = any($1::text[]) and actor_id is not null group by actor_id, code`,
    [BEYOND],
  );
  return rows.map(({ actor, name, code, last }) => ({ kind: 'GRANT_REFUSED', cause: `user:${actor}:${code}`, facts: { userId: actor, name, code }, seenAt: last }));
}

/** A sealed value that did not open where it lay. */
export async function refusedCiphers({ ask }: Look): Promise<Cause[]> {
  const rows = await ask<{ place: string; last: Date }>(
    `select facts->>'place' as place, max(at) as last from audit_entry where at > now() - interval '10 minutes' and action = 'openSealed' and outcome = 'FAILED' group by 1`,
  );
  return rows.map(({ place, last }) => ({ kind: 'CIPHER_REFUSED', cause: place, facts: { place }, seenAt: last }));
}
