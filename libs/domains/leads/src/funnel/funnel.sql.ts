import { normalised, withinReach, type Params, type Viewer } from '@dossier/kernel/access';
import { customerSql } from '@dossier/customers';
import type { Permission } from '@dossier/vocabulary/permissions';
import { LeadDimension } from '@dossier/vocabulary/lead-enums';

const reach = withinReach({ owner: 'ownerId', team: 'teamId' });
const WORDS: readonly Permission[] = ['insight.read', 'lead.read'];

/** Within the reach of both words: a figure counts no lead that the viewer could not open. */
export function within(viewer: Viewer, params: Params): string {
  const parts = WORDS.map((word) => reach.where(normalised(viewer.grants.filter(({ action }) => action === word).map(({ scope }) => scope)), viewer, 'l', params));
  return [...new Set(parts)].join(' and ');
}

/** Leads that count: live, and of a record that is nobody’s bait and was not archived; who was erased stays in the figures. */
export const real = `l.archived_at is null and c.merged_into_id is null and (c.archived_at is null or c.erased_at is not null) and ${customerSql.isReal('c.id')}`;

/** The value by which a lead falls into a part; empty where it has none. */
export const valueOf: Readonly<Record<LeadDimension, string>> = {
  NONE: `''`, SOURCE: `coalesce(l.source_id::text, '')`, ORIGIN: 'l.origin', OWNER: `coalesce(l.owner_id::text, '')`, TEAM: `coalesce(l.team_id::text, '')`, PRODUCT: `coalesce(l.product_id::text, '')`, GRADE: `coalesce(s.grade, '')`,
};

/** Divisions within which two groups are compared like with like. */
export const STRATA = [LeadDimension.SOURCE, LeadDimension.ORIGIN, LeadDimension.PRODUCT, LeadDimension.GRADE, LeadDimension.TEAM] as const;

export interface Window {
  from: string;
  to: string;
  days: number;
  today: string;
  now: Date;
}

/** What of a lead is looked at: the rows are many, and stay narrow. */
const KEPT = ['id', 'status', 'opened_at', 'opened_on', 'closed_at', 'amount_minor', 'currency', 'source_id', 'origin', 'owner_id', 'team_id', 'product_id', 'first_response_at', 'response_minutes', 'attributes'] as const;

/** Steps are gathered by lead: in memory, where the usual share of it would write them out to disk. */
export const PLAN = { work_mem: '64MB' } as const;

/**
 * A row a lead: when it took each step at the latest, jumps counting the stages passed; whether the window has passed; which steps it took within it.
 * A win counts as long as it stands; a stage that was left again was reached all the same.
 */
export function pathsSql(viewer: Viewer, params: Params, { from, to, days, today }: Window, columns = ''): string {
  const window = `${params.add(days, 'int')} * interval '1 day'`;
  const between = `l.opened_on between ${params.add(from, 'date')} and ${params.add(to, 'date')}`;
  const mature = `l.opened_on + ${params.add(days, 'int')} < ${params.add(today, 'date')}`;
  const rank = `case t.to_stage when 'CONTACTED' then 1 when 'QUALIFIED' then 2 when 'PROPOSAL' then 3 when 'NEGOTIATION' then 4 else 0 end`;
  const first = [1, 2, 3, 4].map((k) => `min(t.at) filter (where ${rank} >= ${k}) as at${k}`).join(', ');
  // Written before it was opened, a step counts from then on; `greatest` alone would take a step that was never taken for one at the opening.
  const steps = [1, 2, 3, 4].map((k) => `case when least(t.at${k}, w.won_at) is not null then greatest(l.opened_at, least(t.at${k}, w.won_at)) end as s${k}`).join(', ');
  return `lead_of as materialized (
      select ${KEPT.map((column) => `l.${column}`).join(', ')}, ${mature} as is_mature, s.grade from lead l join customer c on c.id = l.customer_id left join lead_score s on s.lead_id = l.id where ${between} and ${real} and ${within(viewer, params)}),
    moved as (select t.lead_id, ${first} from lead_transition t where t.lead_id in (select id from lead_of) group by 1),
    path as materialized (
      select l.id, l.status, l.opened_at, date_trunc('week', l.opened_on)::date as week, l.is_mature, l.amount_minor, l.currency, ${Object.entries(valueOf).filter(([name]) => name !== 'NONE').map(([name, value]) => `${value.replace('s.grade', 'l.grade')} as by_${name.toLowerCase()}`).join(', ')}${columns},
        ${steps}, w.won_at as s5, l.opened_at + ${window} as ends_at
      from lead_of l left join moved t on t.lead_id = l.id cross join lateral (select case when l.status = 'WON' then greatest(l.opened_at, l.closed_at) end as won_at) w)`;
}

/** Whether a step was taken within the window. */
export const took = (k: number): string => (k === 0 ? 'true' : `p.s${k} < p.ends_at`);
const hit = (k: number): string => `coalesce(${took(k)}, false)`;
export const valid = `p.status <> 'INVALID'`;

const counts = `count(*) filter (where ${valid})::int as leads, count(*) filter (where not ${valid})::int as invalid, count(*) filter (where ${valid} and p.is_mature)::int as mature,
  ${[1, 2, 3, 4, 5].map((k) => `count(*) filter (where ${valid} and p.is_mature and ${hit(k)})::int as r${k}, count(*) filter (where ${valid} and ${hit(k)})::int as q${k}`).join(', ')}`;

/** Counts of every part and week. */
export const countsSql = (by: LeadDimension): string => `select ${by === LeadDimension.NONE ? `''` : `p.by_${by.toLowerCase()}`} as value, p.week::text as week, ${counts} from path p group by 1, 2`;

/** What was lost at each step: leads that took the step before within the window and not this one, and their amounts in one currency. */
export const lostSql = (currency: string): string => `select ${[1, 2, 3, 4, 5].map((k) => {
  const lost = `${valid} and p.is_mature and ${hit(k - 1)} and not ${hit(k)}`;
  return `count(p.amount_minor) filter (where ${lost} and p.currency = ${currency})::int as n${k}, coalesce(sum(p.amount_minor) filter (where ${lost} and p.currency = ${currency}), 0)::float8 as m${k}`;
}).join(', ')} from path p`;

/** How long each step took from the one before, in whole hours; who has not taken it is watched until now. */
export const timesSql = (now: string): string => [1, 2, 3, 4, 5].map((k) => {
  const start = k === 1 ? 'p.opened_at' : `p.s${k - 1}`;
  const end = `coalesce(p.s${k}, ${now})`;
  return `select ${k} as step, greatest(0, floor(extract(epoch from ${end} - ${start}) / 3600))::int as hours, count(p.s${k})::int as taken, count(*) filter (where p.s${k} is null)::int as waiting from path p where ${valid} and ${start} is not null group by 2`;
}).join(' union all ');

/** Won of mature leads of every group, within the parts of other divisions: which two are compared is asked of the answer. */
export const strataSql = (by: LeadDimension): string => STRATA.filter((own) => own !== by).map((own) =>
  `select '${own}' as by, p.by_${by.toLowerCase()} as value, p.by_${own.toLowerCase()} as part, count(*)::int as n, count(*) filter (where ${hit(5)})::int as won from path p
    where ${valid} and p.is_mature group by 2, 3`).join(' union all ');
