import { normalised, withinReach, type Params, type Viewer } from '@dossier/kernel/access';
import { customerSql } from '@dossier/customers';
import type { Permission } from '@dossier/vocabulary/permissions';
import { LeadDimension } from '@dossier/vocabulary/lead-enums';

export type Part = Exclude<LeadDimension, LeadDimension.NONE>;
const reach = withinReach({ owner: 'ownerId', team: 'teamId' });
const WORDS: readonly Permission[] = ['insight.read', 'lead.read'];

/** Within the reach of both words: a figure counts no lead that the viewer could not open. */
export function within(viewer: Viewer, params: Params): string {
  const parts = WORDS.map((word) => reach.where(normalised(viewer.grants.filter(({ action }) => action === word).map(({ scope }) => scope)), viewer, 'l', params));
  return [...new Set(parts)].join(' and ');
}

/** Leads that count: live, and of a record that is nobody’s bait and was not archived; who was erased stays in the figures. The few records that do not count are looked up once. */
export const real = `l.archived_at is null and l.customer_id not in (select c.id from customer c where (c.archived_at is not null or c.merged_into_id is not null) and (c.merged_into_id is not null or c.erased_at is null)) and ${customerSql.areReal('l.customer_id')}`;

/** The column by which a lead falls into a part. */
const columnOf: Readonly<Record<Part, string>> = { SOURCE: 'l.source_id', ORIGIN: 'l.origin', OWNER: 'l.owner_id', TEAM: 'l.team_id', PRODUCT: 'l.product_id', GRADE: 's.grade' };
export const PARTS = Object.keys(columnOf) as Part[];
/** The value of a part, written as text: empty where a lead has none. */
const written = (column: string): string => `coalesce(${column}::text, '')`;
export const valueOf = (part: Part): string => written(columnOf[part]);

/** Divisions within which two groups are compared like with like. */
export const STRATA = [LeadDimension.SOURCE, LeadDimension.ORIGIN, LeadDimension.PRODUCT, LeadDimension.GRADE, LeadDimension.TEAM] as const;

export interface Window {
  from: string;
  to: string;
  days: number;
  today: string;
  now: Date;
}

/** Leads are laid out narrow and counted in memory, where the usual share of it would write them out to disk. */
export const PLAN = { work_mem: '64MB' } as const;

const FIVE = [1, 2, 3, 4, 5] as const;
const PATH = [[1, 'contacted_at'], [2, 'qualified_at'], [3, 'proposal_at'], [4, 'negotiation_at']] as const;

/** What a figure asks of each lead beside whether it counts: columns, and where they come from. */
export interface Asked {
  columns: readonly string[];
  joins?: string;
}

/**
 * `path`, a row a lead: whether it ever was one, whether its window has passed, and what is asked besides. A win, `w.won_at`, counts as long as it
 * stands; `w.ends_at` is the end of the window.
 */
export function pathsSql(viewer: Viewer, params: Params, { from, to, days, today }: Window, { columns, joins = '' }: Asked): string {
  const between = `l.opened_on between ${params.add(from, 'date')} and ${params.add(to, 'date')}`;
  const mature = `l.opened_on + ${params.add(days, 'int')} < ${params.add(today, 'date')}`;
  return `path as materialized (
    select l.status <> 'INVALID' as is_valid, ${mature} as is_mature, ${columns.join(', ')} from lead l left join lead_score s on s.lead_id = l.id
      cross join lateral (select case when l.status = 'WON' then greatest(l.opened_at, l.closed_at) end as won_at, l.opened_at + ${params.add(days, 'int')} * interval '1 day' as ends_at) w ${joins}
    where ${between} and ${real} and ${within(viewer, params)})`;
}

/** The parts of a lead as columns of `path`. */
export const partsOf = (parts: readonly Part[]): string[] => parts.map((part) => `${columnOf[part]} as ${own(part)}`);
export const own = (part: Part): string => `by_${part.toLowerCase()}`;
/** Whether it was won within the window. */
export const WON = 'coalesce(w.won_at < w.ends_at, false) as won';

/** The steps of a lead: how many it took within the window, how many at all, and hours from one to the next; who has not taken it is watched until now. */
export function stepsOf(by: Part, now: string): Asked {
  // Jumps count the stages passed; and written before it was opened, a step counts from then on: `greatest` alone would take a step that was never taken for one at the opening.
  const steps = PATH.map(([k, column]) => `case when least(t.${column}, w.won_at) is not null then greatest(l.opened_at, least(t.${column}, w.won_at)) end as s${k}`);
  const hours = FIVE.map((k) => {
    const start = k === 1 ? 'l.opened_at' : `x.s${k - 1}`;
    return `case when ${start} is not null then greatest(0, floor(date_part('epoch', coalesce(x.s${k}, ${now}) - ${start}) / 3600))::int end as h${k}`;
  });
  const sum = (test: (k: number) => string): string => FIVE.map((k) => `(${test(k)})::int`).join(' + ');
  return {
    columns: [
      `date_trunc('week', l.opened_on)::date as week`, 'l.amount_minor', 'l.currency', ...partsOf([...new Set<Part>([by, ...STRATA])]), ...hours,
      `${sum((k) => `coalesce(x.s${k} < w.ends_at, false)`)} as depth`, `${sum((k) => `x.s${k} is not null`)} as taken`,
    ],
    joins: `left join lead_path t on t.lead_id = l.id cross join lateral (select ${steps.join(', ')}, w.won_at as s5) x`,
  };
}

/** Leads of every part, and of every week, by how many steps they took within the window; and their amounts in one currency. */
export const countsSql = (by: Part, currency: string): string =>
  `select ${written(`p.${own(by)}`)} as value, p.week::text as week, p.is_valid as valid, p.is_mature as mature, p.depth, count(*)::int as n, count(p.amount_minor) filter (where p.currency = ${currency})::int as counted,
    coalesce(sum(p.amount_minor) filter (where p.currency = ${currency}), 0)::float8 as minor from path p group by grouping sets ((p.${own(by)}, p.is_valid, p.is_mature, p.depth), (p.week, p.is_valid, p.is_mature, p.depth))`;

/** How long each step took from the one before, in whole hours: one reading for all five. */
export const timesSql = `select y.step, y.hours, coalesce(sum(y.n) filter (where y.taken >= y.step), 0)::int as taken, coalesce(sum(y.n) filter (where y.taken < y.step), 0)::int as waiting from (
    select case ${FIVE.map((k) => `when grouping(p.h${k}) = 0 then ${k}`).join(' ')} end as step, coalesce(${FIVE.map((k) => `p.h${k}`).join(', ')}) as hours, p.taken, count(*) as n
      from path p where p.is_valid group by grouping sets (${FIVE.map((k) => `(p.h${k}, p.taken)`).join(', ')})) y where y.hours is not null group by 1, 2`;

/** Won of mature leads of every group, within the parts of other divisions: which two are compared is asked of the answer. */
export function strataSql(by: Part): string {
  const others = STRATA.filter((part) => part !== by);
  return `select case ${others.map((part) => `when grouping(p.${own(part)}) = 0 then '${part}'`).join(' ')} end as by, ${written(`p.${own(by)}`)} as value, coalesce(${others.map((part) => `p.${own(part)}::text`).join(', ')}, '') as part,
    count(*)::int as n, count(*) filter (where p.depth = ${FIVE.length})::int as won from path p where p.is_valid and p.is_mature group by grouping sets (${others.map((part) => `(p.${own(by)}, p.${own(part)})`).join(', ')})`;
}
