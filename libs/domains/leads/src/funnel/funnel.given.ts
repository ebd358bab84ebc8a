import { newId } from '@dossier/kernel/data';
import { personId, teamId, type Api } from '@dossier/kernel/testing';

const DAY = 86_400_000;
/** The day in Shanghai. */
export const dayOf = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
export const after = (at: Date, days: number): Date => new Date(at.getTime() + days * DAY);

type Stage = 'CONTACTED' | 'QUALIFIED' | 'PROPOSAL' | 'NEGOTIATION';
/** A lead as a spec tells of it: the days after opening at which it took each step. */
export interface Given {
  at: Date;
  source: string;
  origin?: 'FORM' | 'STAFF';
  steps?: Partial<Record<Stage, number>>;
  won?: number;
  lost?: [day: number, reason: string];
  invalid?: boolean;
  amount?: number | null;
  currency?: string;
  answered?: number;
  owner?: 'SALES' | 'SALES_SOUTH';
  kind?: 'bait' | 'archived';
  attributes?: object;
}

const RANK = ['NEW', 'CONTACTED', 'QUALIFIED', 'PROPOSAL', 'NEGOTIATION'];

function rowsOf(given: Given) {
  const [id, customerId] = [newId(), newId()];
  const owner = given.owner ?? 'SALES';
  const moves = Object.entries(given.steps ?? {}).sort((a, b) => a[1] - b[1] || RANK.indexOf(a[0]) - RANK.indexOf(b[0]));
  const stage = moves.at(-1)?.[0] ?? 'NEW';
  const [status, closed, reason] = given.won !== undefined ? ['WON', given.won, null] : given.lost ? ['LOST', ...given.lost] : given.invalid ? ['INVALID', 0, 'SPAM'] : ['OPEN', null, null];
  const closedAt = closed === null ? null : after(given.at, closed as number);
  const lead = {
    id, customer_id: customerId, origin: given.origin ?? 'FORM', source_id: given.source, stage, status, loss_reason: reason, owner_id: personId(owner), team_id: teamId(owner === 'SALES' ? 'EAST' : 'SOUTH'), opened_at: given.at, opened_on: dayOf(given.at),
    closed_at: closedAt, closed_on: closedAt && dayOf(closedAt), amount_minor: given.amount === undefined ? 100_000 : given.amount, currency: given.currency ?? 'CNY', first_response_at: given.answered === undefined ? null : after(given.at, 1), response_minutes: given.answered ?? null,
    archived_at: given.kind === 'archived' ? new Date() : null, attributes: given.attributes ?? null,
  };
  const steps = moves.map(([to, day], k) => ({ id: newId(), lead_id: id, at: after(given.at, day), from_stage: k === 0 ? 'NEW' : moves[k - 1]![0], to_stage: to, from_status: 'OPEN', to_status: 'OPEN' }));
  const end = closedAt ? [{ id: newId(), lead_id: id, at: closedAt, from_stage: stage, to_stage: stage, from_status: 'OPEN', to_status: status }] : [];
  return { lead, transitions: [{ id: newId(), lead_id: id, at: given.at, from_stage: null, to_stage: 'NEW', from_status: null, to_status: 'OPEN' }, ...steps, ...end], bait: given.kind === 'bait' };
}

/** Writes leads with their steps, each of a prospect of its own. */
export async function bring(api: Api, given: readonly Given[]): Promise<void> {
  const rows = given.map(rowsOf);
  const leads = JSON.stringify(rows.map(({ lead }) => lead));
  await api.write(`insert into customer (id, archive_no, name, kind, stage, owner_id, team_id) select r.customer_id, 'SP-' || r.customer_id, '客户', 'PERSON', 'PROSPECT', r.owner_id, r.team_id from jsonb_to_recordset($1::jsonb) r(customer_id uuid, owner_id uuid, team_id uuid)`, [leads]);
  const columns = 'id, customer_id, origin, source_id, stage, status, loss_reason, owner_id, team_id, opened_at, opened_on, closed_at, closed_on, amount_minor, currency, first_response_at, response_minutes, archived_at, attributes';
  await api.write(`insert into lead (${columns}) select ${columns} from jsonb_populate_recordset(null::lead, $1::jsonb)`, [leads]);
  await api.write('insert into lead_transition select * from jsonb_populate_recordset(null::lead_transition, $1::jsonb)', [JSON.stringify(rows.flatMap(({ transitions }) => transitions))]);
  for (const { lead, bait } of rows) if (bait) await api.write('insert into bait (id, customer_id, note) values (gen_random_uuid(), $1, $2)', [lead.customer_id, 'spec']);
}
