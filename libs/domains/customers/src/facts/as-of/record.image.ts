import { isObjectType, type GraphQLSchema } from 'graphql';
import { planOf, type Policy, type TypePlan, type Viewer } from '@dossier/kernel/access';
import { shapeOf } from '@dossier/kernel/data';
import { customerPolicy } from '../../profile/customer.policy';

/** A row as it was, by property, and the ids of the reach it has now. */
export interface ImageRow {
  id: string;
  fields: Record<string, unknown>;
  /** The row as it stands now, by property: rights of now are judged on it. Null where it is gone. */
  stands: Record<string, unknown> | null;
  /** Rows that hang on this one, by the field that brings them along: the lines of an order. */
  hangs?: Record<string, { policy: Policy; rows: ImageRow[] }>;
}

/** A row through which another one is reached, and the policy that says who reaches it. */
export interface Holder {
  policy: Policy;
  row: object;
}

/** A whole record as it was: uncut, class A masked. */
export interface RecordImage {
  id: string;
  at: Date;
  customer: ImageRow;
  parts: Record<string, ImageRow[]>;
}

/** The content of a record as a reader gets it. */
export interface RecordContent {
  at: string;
  record: string;
  customer: Record<string, unknown>;
  parts: Record<string, Record<string, unknown>[]>;
}

/** What is never told of a row: its number of changes, and the time of the last one, which the history does not keep. */
const UNTOLD = new Set(['version', 'updatedAt']);

/** The fields under which the surface shows columns of a type: what else a table holds is its own affair. */
export function shownFields(schema: GraphQLSchema, policy: Policy): string[] {
  const type = schema.getType(policy.name);
  return isObjectType(type) ? Object.keys(type.getFields()).filter((name) => !UNTOLD.has(name)) : [];
}

/** A stored row under the names of the surface. Money stands together, ids stay ids; sealed fields come from elsewhere. */
export function named(policy: Policy, shown: readonly string[], row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const shape = shapeOf(policy.entity as never);
  const at = (property: string): unknown => row[shape.column(property)] ?? null;
  return Object.fromEntries(shown.flatMap((name): [string, unknown][] => {
    const kind = shape.fields.get(name);
    if (kind?.kind === 'column' || kind?.kind === 'parts') return [[name, at(kind.kind === 'parts' ? kind.property : name)]];
    if (kind?.kind === 'money') return [[name, at(kind.minor) === null ? null : { minor: at(kind.minor), currency: at(kind.currency) }]];
    return kind?.kind === 'name' && !shown.includes(kind.property) ? [[name, at(kind.property)]] : [];
  }));
}

/** The sealed fields of a type: known by their mask alone. */
export const sealedFields = (policy: Policy, shown: readonly string[]): string[] => {
  const shape = shapeOf(policy.entity as never);
  return shown.filter((name) => shape.fields.get(name)?.kind === 'sealed' && shape.columns.has(name));
};

/** By property, as scopes look at a row. */
export function standing(policy: Policy, row: Readonly<Record<string, unknown>> | null): Record<string, unknown> | null {
  if (row === null) return null;
  return Object.fromEntries([...shapeOf(policy.entity as never).columns].map(([property, { column }]) => [property, row[column]]));
}

/** How much of a field this viewer may see: on the row itself, or on the one that it is reached through where it has no reach of its own. */
function levelOf(plan: TypePlan, viewer: Viewer, name: string, { row, holder }: { row: object; holder: Holder }): 'READ' | 'MASKED' | 'HIDDEN' {
  if (plan.policy.scope.through === undefined) return plan.levelOn(name, row);
  const { clear, masked } = plan.field(name);
  const on = (where: typeof clear): boolean => (typeof where === 'boolean' ? where : holder.policy.scope.covers(where, viewer, holder.row));
  return on(clear) ? 'READ' : on(masked) ? 'MASKED' : 'HIDDEN';
}

/** Whether the customer shows rows of this type at all: a field that brings them all along must be open on this customer. */
export function bringsAlong(viewer: Viewer, policy: Policy, customer: object): boolean {
  const plan = planOf(viewer, customerPolicy as unknown as Policy);
  return [...shapeOf(customerPolicy.entity).fields].every(([name, kind]) => kind.kind !== 'carried' || kind.newest !== null || kind.of() !== policy.entity || plan.levelOn(name, customer) === 'READ');
}

/** One row, uncut, with all that hangs on it. */
export const wholeRow = ({ fields, hangs }: ImageRow): Record<string, unknown> => ({
  ...fields, ...Object.fromEntries(Object.entries(hangs ?? {}).map(([field, { rows }]) => [field, rows.map(wholeRow)])),
});

/** One row as this viewer may see it now. A field known by id and by name shows only as openly as both; what hangs on it where its own word and its field are open. */
export function cutRow(viewer: Viewer, policy: Policy, row: ImageRow, holder: Holder): Record<string, unknown> {
  const plan = planOf(viewer, policy);
  const shape = shapeOf(policy.entity as never);
  const partners = new Map([...shape.fields].flatMap(([name, kind]) => (kind.kind === 'name' ? [[kind.property, name] as const] : [])));
  const places = { row: row.stands ?? {}, holder };
  const own = Object.entries(row.fields).map(([name, value]) => {
    const levels = [name, partners.get(name)].flatMap((one) => (one === undefined ? [] : [levelOf(plan, viewer, one, places)]));
    const kind = shape.fields.get(name);
    if (levels.includes('HIDDEN') || value === null) return [name, null] as const;
    if (kind?.kind === 'parts' && !levels.includes('MASKED')) return [name, kind.read(value, { level: (part) => levelOf(plan, viewer, part, places), reaches: (word) => policy.scope.covers(plan.scopes(word), viewer, places.row) })] as const;
    if (kind?.kind === 'sealed') return [name, value] as const;
    return [name, levels.includes('MASKED') ? (policy.masks[name]?.(value) ?? null) : value] as const;
  });
  const under = policy.scope.through === undefined ? { policy, row: places.row } : holder;
  const hanging = Object.entries(row.hangs ?? {}).map(([field, { policy: of, rows }]) =>
    [field, viewer.may(of.read) && levelOf(plan, viewer, field, places) === 'READ' ? rows.map((one) => cutRow(viewer, of, one, under)) : null] as const);
  return Object.fromEntries([...own, ...hanging]);
}
