import type { EventName } from '@dossier/vocabulary/event-enums';
import type { SegmentMeasure, SegmentOrderKind } from '@dossier/vocabulary/insight-enums';

/** A range of numbers, both ends included. */
export interface Numbers { min?: number | null; max?: number | null; isEmpty?: boolean | null }

/** A range of days, fixed or seen from today. */
export interface Days { from?: string | null; to?: string | null; last?: number | null; next?: number | null; month?: number | null; isEmpty?: boolean | null }

export interface Texts { contains?: string | null; equals?: string | null; startsWith?: string | null; isEmpty?: boolean | null }

export interface OrderRule {
  kind?: SegmentOrderKind | null;
  within?: Days | null;
  categoryIds?: string[] | null;
  productIds?: string[] | null;
  amount?: Numbers | null;
  measure?: SegmentMeasure | null;
  is?: Numbers | null;
  on?: Days | null;
}

export interface EventStep {
  names?: EventName[] | null;
  topicIds?: string[] | null;
  productCodes?: string[] | null;
}

export interface EventRule extends EventStep {
  path?: Texts | null;
  within?: Days | null;
  count?: Numbers | null;
}

export interface SequenceRule {
  steps: EventStep[];
  within?: Days | null;
  windowDays?: number | null;
}

export interface MemberRule {
  in?: string[] | null;
  notIn?: string[] | null;
  ever?: boolean | null;
  within?: Days | null;
}

/** Exactly one of these is there. */
export interface Rule {
  all?: Rule[] | null;
  any?: Rule[] | null;
  not?: Rule | null;
  customer?: object | null;
  orders?: OrderRule | null;
  events?: EventRule | null;
  sequence?: SequenceRule | null;
  member?: MemberRule | null;
}

/** Who belongs to a segment, as it is kept. */
export interface Definition {
  rule: Rule;
  exclude?: Rule[] | null;
}

export const LEAVES = ['customer', 'orders', 'events', 'sequence', 'member'] as const;

/** One condition and where it stands. */
export interface PlacedRule {
  path: string;
  rule: Rule;
}

function* below(rule: Rule, path: string): Generator<PlacedRule> {
  yield { path, rule };
  for (const group of ['all', 'any'] as const) for (const [at, inner] of (rule[group] ?? []).entries()) yield* below(inner, `${path}.${group}.${at}`);
  if (rule.not) yield* below(rule.not, `${path}.not`);
}

/** Every rule of a definition, groups and conditions, with its place. */
export function placed({ rule, exclude }: Definition): PlacedRule[] {
  return [...below(rule, 'rule'), ...(exclude ?? []).flatMap((one, at) => [...below(one, `exclude.${at}`)])];
}

/** The conditions alone. */
export const leavesOf = (definition: Definition): PlacedRule[] => placed(definition).filter(({ rule }) => LEAVES.some((name) => rule[name]));

/** The segments that a definition refers to. */
export function segmentsIn(definition: Definition): string[] {
  const named = leavesOf(definition).flatMap(({ rule }) => [...(rule.member?.in ?? []), ...(rule.member?.notIn ?? []), ...filtered(rule.customer ?? null)]);
  return [...new Set(named)].sort();
}

/** Segments named by a filter of customers, at any depth. */
function filtered(filter: unknown): string[] {
  if (Array.isArray(filter)) return filter.flatMap(filtered);
  if (typeof filter !== 'object' || filter === null) return [];
  return Object.entries(filter).flatMap(([name, value]) => {
    if (name !== 'segments') return filtered(value);
    const { in: among, notIn } = (value ?? {}) as { in?: string[] | null; notIn?: string[] | null };
    return [...(among ?? []), ...(notIn ?? [])];
  });
}

/** Filters of customers in which neither today nor the day of an instant plays a part. */
const UNDATED = new Set(['search', 'name', 'companyName', 'archiveNo', 'externalKey', 'kind', 'stage', 'gender', 'occupation', 'country', 'region', 'city', 'owner', 'team', 'source', 'tags', 'interests', 'orderCount', 'netAmount', 'completeness', 'archived', 'hasPhone', 'hasEmail', 'demo', 'forPurpose', 'segments', 'timeZone', 'topCategory']);

const isDatedFilter = (filter: object): boolean =>
  Object.entries(filter).some(([name, value]) => {
    if (value === null || value === undefined) return false;
    if (name === 'and' || name === 'or') return (value as object[]).some(isDatedFilter);
    return name === 'not' ? isDatedFilter(value as object) : !UNDATED.has(name);
  });

const DATED_MEASURES = new Set<string>(['DAYS', 'FIRST_ON', 'LAST_ON']);

/** Whether the zone of a customer can matter to a definition. */
export function isDated(definition: Definition): boolean {
  return leavesOf(definition).some(({ rule: { customer, orders, events, sequence, member } }) =>
    (customer && isDatedFilter(customer)) || orders?.within || (orders && DATED_MEASURES.has(orders.measure ?? '')) || events?.within || sequence?.within || member?.within);
}
