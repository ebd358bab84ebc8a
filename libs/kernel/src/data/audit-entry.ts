import type { Pool, PoolClient } from 'pg';
import type { Viewer } from '../access/viewer';
import { newId } from './row';
import type { Work } from './unit-of-work';

export type Outcome = 'DONE' | 'REFUSED' | 'FAILED';

interface Entry {
  id: string;
  viewer: Viewer;
  action: string;
  outcome: Outcome;
  code?: string;
  note?: Work['note'];
}

const insert = `insert into audit_entry (id, actor_kind, actor_id, actor_name, on_behalf_of, session_id, ip, device, action, object_type, object_id, outcome, code, reason, facts, request_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`;

const valuesOf = ({ id, viewer, action, outcome, code, note }: Entry): unknown[] => [
  id, viewer.kind.toUpperCase(), viewer.userId, viewer.name, viewer.onBehalfOf, viewer.sessionId, viewer.ip, viewer.device?.slice(0, 300) ?? null, action,
  note?.objectType ?? null, note?.objectId ?? null, outcome, code ?? null, note?.reason ?? null, note?.facts ? JSON.stringify(note.facts) : null, viewer.requestId,
];

/** The one entry of a unit of work, in its own transaction: if it cannot be written, the act does not happen. */
export async function writeEntry(work: Work, outcome: Outcome): Promise<void> {
  await work.client.query(insert, valuesOf({ id: work.entryId, viewer: work.viewer, action: work.operation, outcome, note: work.note }));
}

/** The entry of an act that did not happen; its own transaction, for the act's was rolled back. */
export async function writeRefusal(pool: Pool | PoolClient, work: Work, outcome: Outcome, code: string): Promise<void> {
  const { viewer, operation: action, note } = work;
  await pool.query(insert, valuesOf({ id: newId(), viewer, action, outcome, code, note }));
}

/** An entry without a unit of work: a refused operation, an audited read, a sign-in that failed. */
export async function recordAct(pool: Pool, act: { viewer: Viewer; action: string; outcome: Outcome; code?: string; note?: Work['note'] }): Promise<void> {
  await pool.query(insert, valuesOf({ id: newId(), ...act }));
}
