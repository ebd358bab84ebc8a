import { deviceOf, networkOf } from './network';
import type { Cause } from './alerts';
import type { Look } from './watch.types';

export const ACCOUNT_FAILURES = 5;
export const ADDRESS_FAILURES = 20;
const WINDOW = '15 minutes';

/** What a wrong password, code or link is refused with. */
const FAILED = ['SIGN_IN_FAILED', 'THROTTLED', 'CODE_WRONG', 'RECOVERY_CODE_WRONG', 'PROOF_FAILED', 'PASSWORD_WRONG', 'LINK_SPENT', 'KEY_REFUSED', 'PROVIDER_REFUSED', 'PROVIDER_UNKNOWN'];
/** Acts after which a browser is signed in. */
const ENTRIES = ['signIn', 'verifySecondFactor', 'verifyRecoveryCode', 'acceptInvitation', 'signInByProvider', 'finishProviderSignIn'];

interface Failures {
  id: string;
  name: string;
  count: number;
  last: Date;
}

/** Five failures of one account within a quarter of an hour. */
export async function accountFailures({ ask }: Look): Promise<Cause[]> {
  const rows = await ask<Failures>(
    `select u.id::text, u.name, count(*)::int as count, max(e.at) as last from audit_entry e join app_user u on u.id::text = coalesce(case when e.object_type = 'User' then e.object_id end, e.actor_id::text)
     where e.at > now() - interval '${WINDOW}' and e.outcome = 'REFUSED' and e.code = any($1::text[]) group by u.id, u.name having count(*) >= ${ACCOUNT_FAILURES}`,
    [FAILED],
  );
  return rows.map(({ id, name, count, last }) => ({ kind: 'SIGN_IN_FAILURES', cause: `user:${id}`, facts: { userId: id, name, count }, seenAt: last }));
}

/** Twenty failures from one address within a quarter of an hour, whatever the accounts. */
export async function addressFailures({ ask }: Look): Promise<Cause[]> {
  const rows = await ask<{ ip: string; count: number; last: Date }>(
    `select ip, count(*)::int as count, max(at) as last from audit_entry
     where at > now() - interval '${WINDOW}' and outcome = 'REFUSED' and code = any($1::text[]) and ip is not null group by ip having count(*) >= ${ADDRESS_FAILURES}`,
    [FAILED],
  );
  return rows.map(({ ip, count, last }) => ({ kind: 'ADDRESS_FAILURES', cause: `ip:${ip}`, facts: { ip, count }, seenAt: last }));
}

interface Seen {
  owner: string;
  name: string;
  value: string | null;
  ip: string | null;
  at: Date;
}

/** Somebody came in with a browser that was not seen before. The first one ever is no news. */
export async function newDevices(look: Look): Promise<Cause[]> {
  const rows = await look.ask<Seen>(
    `select distinct on (e.actor_id, e.device) e.actor_id::text as owner, coalesce(e.actor_name, '') as name, e.device as value, e.ip, e.at from audit_entry e
     where e.at > now() - interval '10 minutes' and e.outcome = 'DONE' and e.actor_kind = 'USER' and e.actor_id is not null and e.action = any($1::text[]) order by e.actor_id, e.device, e.at desc`,
    [ENTRIES],
  );
  const news = await unknown(look, 'DEVICE', rows.map((row) => ({ ...row, value: deviceOf(row.value) })));
  return news.map(({ owner, name, value, ip, at }) => ({ kind: 'NEW_DEVICE', cause: `user:${owner}:${value}`, facts: { userId: owner, name, ip: ip ?? '–', device: value ?? '' }, seenAt: at }));
}

/** A key was used from a network that it had not been used from: by an act, or by reading lists. */
export async function newNetworks(look: Look): Promise<Cause[]> {
  const acts = await look.ask<Seen>(
    `select distinct on (e.session_id, e.ip) coalesce(e.session_id, e.actor_id)::text as owner, coalesce(e.actor_name, '') as name, e.ip as value, e.ip, e.at from audit_entry e
     where e.at > now() - interval '10 minutes' and e.actor_kind = 'CLIENT' and e.ip is not null order by e.session_id, e.ip, e.at desc`,
  );
  const reads = await look.ask<Seen>(
    `select distinct on (r.key_id, r.network) r.key_id::text as owner, coalesce(u.name, '') as name, r.network as value, null as ip, now() as at from read_count r left join app_user u on u.id = r.actor_id
     where r.hour > now() - interval '2 hours' and r.key_id is not null and r.network <> ''`,
  );
  const news = await unknown(look, 'NETWORK', [...acts.map((row) => ({ ...row, value: networkOf(row.value) })), ...reads]);
  return news.map(({ owner, name, value, at }) => ({ kind: 'KEY_NEW_NETWORK', cause: `key:${owner}:${value}`, facts: { keyId: owner, name, network: value ?? '' }, seenAt: at }));
}

/** Of these, what is new for its owner; what was known before the watch began counts as known. Those that are told are kept by `remember`. */
async function unknown({ ask }: Look, kind: string, rows: readonly Seen[]): Promise<Seen[]> {
  if (rows.length === 0) return [];
  const known = await ask<{ owner: string; value: string }>('select owner::text, value from known_place where kind = $1 and owner = any($2::uuid[])', [kind, rows.map((row) => row.owner)]);
  const places = new Map<string, Set<string>>();
  for (const { owner, value } of known) places.set(owner, (places.get(owner) ?? new Set()).add(value));
  const news: Seen[] = [];
  for (const row of [...rows].sort((a, b) => a.at.getTime() - b.at.getTime())) {
    const mine = places.get(row.owner) ?? new Set<string>();
    const value = row.value ?? '';
    if (mine.size > 0 && !mine.has(value)) news.push(row);
    if (!mine.has(value)) await ask('insert into known_place (kind, owner, value) values ($1, $2, $3) on conflict do nothing', [kind, row.owner, value]);
    places.set(row.owner, mine.add(value));
  }
  return news;
}
