import { Params } from '../access/params';
import { planOf, type TypePlan } from '../access/plan';
import type { Viewer } from '../access/viewer';
import type { Database } from '../data/database';
import { Change, ChangeOperation } from './change';
import type { FieldNames } from './field-names';
import type { Moved, MovedRow } from './moved-rows';

const changeOf = (type: string, operation: ChangeOperation, row: MovedRow | null, fields: string[] | null): Change =>
  Object.assign(new Change(), { type, operation, id: row?.id ?? null, version: operation === ChangeOperation.DELETE ? null : (row?.version ?? null), fields });

/**
 * Judges what happened, for one viewer after the other: each row by the scopes of the viewer's rights of now, and each
 * field by its level on that row. Equal answers are one object, so that it is written out once for all who get it.
 */
export class Judge {
  private readonly made = new Map<string, Change>();
  private readonly known = new Map<Viewer, Promise<readonly Change[]> | readonly Change[]>();

  constructor(
    private readonly database: Database,
    private readonly names: FieldNames,
    private readonly moved: Moved,
  ) {}

  /** What this viewer may hear. */
  changesFor(viewer: Viewer): Promise<readonly Change[]> | readonly Change[] {
    let changes = this.known.get(viewer);
    if (!changes) this.known.set(viewer, (changes = this.judge(viewer)));
    return changes;
  }

  private judge(viewer: Viewer): Promise<readonly Change[]> | readonly Change[] {
    const { policy, rows } = this.moved;
    const plan = planOf(viewer, policy);
    const scopes = plan.scopes();
    if (scopes.length === 0) return [];
    if (!policy.scope.exact) return this.byStatement(plan, viewer);
    const reaches = (place: object | null): boolean => place !== null && policy.scope.covers(scopes, viewer, place);
    const changes = rows.flatMap((row) => this.ofRow(plan, row, { now: reaches(row.now), before: reaches(row.before) }) ?? []);
    return this.moved.places.some(reaches) ? [...changes, this.one(ChangeOperation.MANY, null, null)] : changes;
  }

  /** Reach that only a statement can tell: asked of the database for this viewer. */
  private async byStatement(plan: TypePlan, viewer: Viewer): Promise<readonly Change[]> {
    const { policy, rows } = this.moved;
    if (rows.length === 0) return [];
    const params = Params.empty();
    const ids = params.add(rows.map((row) => row.id), 'uuid[]');
    const { rows: found } = await this.database.pool.query<{ id: string }>(`select t.id from ${policy.table} t where t.id = any(${ids}) and ${plan.reach('t', params)}`, params.values(viewer));
    const within = new Set(found.map((row) => row.id));
    return rows.flatMap((row) => this.ofRow(plan, row, { now: within.has(row.id), before: false }) ?? []);
  }

  private ofRow(plan: TypePlan, row: MovedRow, reach: { now: boolean; before: boolean }): Change | null {
    // What left the viewer's reach is gone for them, as it would be at the next reading.
    if (!reach.now) return reach.before ? this.one(ChangeOperation.DELETE, row, null) : null;
    if (row.operation === 'INSERT' || (row.before && !reach.before)) return this.one(ChangeOperation.INSERT, row, null);
    if (row.columns === null) return this.one(ChangeOperation.UPDATE, row, null);
    const fields = this.names.of(this.moved.policy, row.columns, row.fields).filter((name) => this.isOpen(plan, name, row));
    // A change of hidden fields alone did not happen for this viewer.
    return fields.length > 0 ? this.one(ChangeOperation.UPDATE, row, fields) : null;
  }

  private isOpen(plan: TypePlan, field: string, row: MovedRow): boolean {
    const { masked } = plan.field(field);
    if (masked === true || masked === false) return masked;
    // Only some of the scopes open it: those must reach this very row.
    return plan.policy.scope.exact === true && row.now !== null && plan.policy.scope.covers(masked, plan.viewer, row.now);
  }

  private one(operation: ChangeOperation, row: MovedRow | null, fields: string[] | null): Change {
    const key = `${operation}:${row?.id ?? ''}:${fields?.join() ?? '*'}`;
    let change = this.made.get(key);
    if (!change) this.made.set(key, (change = changeOf(this.moved.policy.name, operation, row, fields)));
    return change;
  }
}
