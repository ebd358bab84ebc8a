import type { Type } from '@nestjs/common';
import { planOf } from '../access/plan';
import { policyOf, type Policy } from '../access/policy';
import type { Viewer } from '../access/viewer';
import { compileRead, type Raw } from './compile';
import type { Database } from './database';
import type { Dictionaries } from './dictionary';
import type { Selection } from './selection';
import { shapeOf } from './shape';
import { statementName } from './statement-name';

/** What hangs on one parent, newest first, from a place on. */
export interface StrandAsk {
  /** Property that names the parent, and the parent's id. */
  by: string;
  id: string;
  /** Property by which the rows are ordered. */
  at: string;
  asked: Selection;
  /** Rows before this one alone; null begins with the newest. */
  before: { at: string; id: string } | null;
  limit: number;
  /** A narrower choice of rows; gets the alias. */
  where?: (alias: string) => string;
}

export interface StrandRow {
  /** To the microsecond, so that a page goes on exactly where the last one ended. */
  at: string;
  id: string;
  row: Raw;
}

/**
 * Rows of one type that hang on one parent, newest first, each cut to what this viewer may see of it. Whoever may not see in clear
 * when something happened, or on whom it hangs, gets nothing: order and company of the rows would tell it. Reads `limit` rows, no more.
 */
export async function strand(from: { database: Database; dictionaries: Dictionaries }, viewer: Viewer, entity: Type, ask: StrandAsk): Promise<StrandRow[]> {
  const policy = policyOf(entity) as unknown as Policy;
  const plan = planOf(viewer, policy);
  if (!viewer.may(policy.read) || plan.field(ask.at).clear !== true || plan.field(ask.by).clear !== true) return [];
  const shape = shapeOf(entity);
  const { expressions, params, read } = compileRead(entity, ask.asked, viewer, from.dictionaries);
  const [at, by] = [`t.${shape.column(ask.at)}`, `t.${shape.column(ask.by)}`];
  const conditions = [`${by} = ${params.add(ask.id, 'uuid')}`, plan.reach('t', params)];
  if (shape.columns.has('archivedAt')) conditions.push('t.archived_at is null');
  if (ask.where) conditions.push(ask.where('t'));
  if (ask.before) conditions.push(`(${at}, t.id) < (${params.add(ask.before.at, 'timestamptz')}, ${params.add(ask.before.id, 'uuid')})`);
  const text = `select ${expressions.join(', ')}, ${at}, t.id::text from ${policy.table} t where ${conditions.join(' and ')} order by ${at} desc, t.id desc limit ${params.add(ask.limit, 'int')}`;
  const rows = await from.database.rows(text, params.values(viewer), statementName(text));
  const end = expressions.length;
  return rows.map((row) => ({ at: row[end] as string, id: row[end + 1] as string, row: read(row, viewer) }));
}
