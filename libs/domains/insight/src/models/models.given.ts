import { jobViewer } from '@dossier/kernel/access';
import { Database, newId } from '@dossier/kernel/data';
import { Jobs } from '@dossier/kernel/events';
import { personId, teamId, type Api, type Client } from '@dossier/kernel/testing';
import { chanceOf, dayAfter } from '@dossier/metrics';
import { SCORE_JOB } from './model.service';

/** A customer of a spec with what they bought: the days and what each brought, minor units. */
export interface GivenBuyer {
  id: string;
  team: 'EAST' | 'SOUTH';
  purchases: { day: string; minor: number }[];
}

/** Customers who buy by the model that the fit looks for: a rate of their own, and a chance to leave after each purchase. In the order of their ids. */
export function drawnBuyers(count: number, { seed, today, over = 540 }: { seed: number; today: string; over?: number }): GivenBuyer[] {
  const chance = chanceOf(seed);
  const ids = Array.from({ length: count }, () => newId()).sort();
  return ids.map((id, at) => {
    const begins = over - Math.floor(chance.even() * (over - 130));
    const [rate, leaves, usual] = [chance.gamma(1.2) / 45, chance.beta(0.8, 4), 20_000 / chance.gamma(4)];
    const purchases: GivenBuyer['purchases'] = [];
    for (let back = begins; back >= 1; back -= Math.max(1, Math.round(-Math.log(1 - chance.even()) / rate))) {
      purchases.push({ day: dayAfter(today, -back), minor: Math.max(1, Math.round(usual * (0.4 + 1.2 * chance.even()))) });
      if (chance.even() < leaves) break;
    }
    return { id, team: at % 2 === 0 ? 'EAST' : 'SOUTH', purchases };
  });
}

const personOf = { EAST: 'SALES', SOUTH: 'SALES_SOUTH' } as const;

/** Writes buyers with their orders, as an import would leave them. */
export async function bringBuyers(api: Api, buyers: readonly GivenBuyer[], currency = 'CNY'): Promise<void> {
  await api.write(
    `insert into customer (id, name, owner_id, team_id) select r.id, '买家', r.owner_id, r.team_id from jsonb_to_recordset($1::jsonb) r(id uuid, owner_id uuid, team_id uuid)`,
    [JSON.stringify(buyers.map(({ id, team }) => ({ id, owner_id: personId(personOf[team]), team_id: teamId(team) })))]);
  await bringOrders(api, buyers.flatMap(({ id, team, purchases }) => purchases.map(({ day, minor }) => ({ customerId: id, team, day, minor }))), currency);
}

/** One order each; below zero it is a refund. */
export async function bringOrders(api: Api, orders: readonly { customerId: string; team: GivenBuyer['team']; day: string; minor: number }[], currency = 'CNY'): Promise<void> {
  await api.write(
    `insert into sales_order (id, order_no, kind, ordered_at, ordered_on, customer_id, owner_id, team_id, amount_minor, currency, line_count, external_source, external_key)
    select o.id, o.id::text, case when o.minor < 0 then 'REFUND' else 'SALE' end, o.day::date + interval '4 hours', o.day::date, o.customer, o.owner, o.team, o.minor, $2, 1, 'spec', o.id::text
    from jsonb_to_recordset($1::jsonb) o(id uuid, customer uuid, owner uuid, team uuid, day text, minor bigint)`,
    [JSON.stringify(orders.map(({ customerId, team, day, minor }) => ({ id: newId(), customer: customerId, owner: personId(personOf[team]), team: teamId(team), day, minor }))), currency]);
  await api.write('select refresh_customer_summary($1::uuid[])', [[...new Set(orders.map(({ customerId }) => customerId))]]);
}

/** Waits until no model is fitted, scored or checked any more; fails where a job has failed. */
export async function modelsRest(api: Api): Promise<void> {
  for (;;) {
    const { rows } = await api.db.query<{ open: boolean; failed: string | null }>(
      `select bool_or(state in ('QUEUED','RUNNING')) as open, max(name || ' ' || coalesce(error, '') || ' ' || coalesce(detail, '')) filter (where state = 'FAILED') as failed from job where name like 'insight.%'`);
    if (rows[0]!.failed) throw new Error(rows[0]!.failed);
    if (!rows[0]!.open) return;
    await new Promise((next) => setTimeout(next, 100));
  }
}

const FIT = 'mutation($kind: ModelKind!) { fitModel(kind: $kind) { id jobId } }';
const PUBLISH = 'mutation($id: ID!) { publishModelVersion(id: $id) { id state } }';

/** Fits a model and waits for it; gives the id of the version. */
export async function fitted(api: Api, client: Client, kind: string): Promise<string> {
  const { id } = (await client.mutate(FIT, { kind })).fitModel as { id: string };
  await modelsRest(api);
  return id;
}

/** Fits a model, publishes it and waits until customers are scored; gives the id of the version. */
export async function inForce(api: Api, client: Client, kind: string): Promise<string> {
  const id = await fitted(api, client, kind);
  await client.mutate(PUBLISH, { id });
  await modelsRest(api);
  return id;
}

/** Has customers scored once more by a version, as the night does. */
export async function scoredAgain(api: Api, versionId: string, kind: string): Promise<void> {
  await api.app.get(Database).work(jobViewer('job.model', ['job.model'], 'spec'), SCORE_JOB, () => api.app.get(Jobs).startOwn(SCORE_JOB, { versionId, kind }));
  await modelsRest(api);
}
