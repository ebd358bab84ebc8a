import { RecycleExemption, RecycleReason } from '@dossier/vocabulary/lead-enums';
import type { RecycleRule } from './pool.entities';

/** What decides whether leads go back to a pool. */
export interface RecyclePool {
  id: string;
  teamId: string | null;
  recycle: readonly RecycleRule[];
  sparedUserIds: readonly string[];
  sparesTopGrade: boolean;
  sparesAppointments: boolean;
}

/** Owners are told so long before a lead goes back. */
export const WARNED_MS = 3 * 86_400_000;

const fieldName = /^[a-z][A-Za-z0-9_]{0,39}$/;
const list = (values: readonly string[]): string => `array[${values.map((value) => `'${value.replace(/'/g, "''")}'`).join(',')}]`;
const interval = (value: number, unit: 'days' | 'hours'): string => `interval '${Number(value)} ${unit}'`;

/** The last day of the contract of the record `c`, where the field holds a day. */
function endOf({ contractField }: RecycleRule): string {
  if (contractField === null || !fieldName.test(contractField)) throw new Error(`No field of a record: ${contractField}`);
  return `(case when c.custom->>'${contractField}' ~ '^\\d{4}-\\d{2}-\\d{2}$' then (c.custom->>'${contractField}')::date end)`;
}

/** When a rule takes a lead `l` back; null: not by this rule. */
function dueOf(rule: RecycleRule): string {
  const days = interval(rule.days ?? 0, 'days');
  if (rule.reason === RecycleReason.IDLE) return `greatest(l.last_touch_at, l.assigned_at) + ${days}`;
  if (rule.reason === RecycleReason.UNMOVED) return `greatest(l.stage_since, l.assigned_at) + ${days}`;
  if (rule.reason === RecycleReason.UNANSWERED) return `case when l.first_response_at is null then l.assigned_at + ${interval(rule.hours ?? 0, 'hours')} end`;
  // Whoever was given the lead after the contract had ended was given it for that very reason.
  return `case when (l.assigned_at at time zone $2)::date <= ${endOf(rule)} then ((${endOf(rule)} + 1)::timestamp at time zone $2) + ${days} end`;
}

const asked = (rule: RecycleRule): string => [
  'true', rule.grades ? `s.grade = any(${list(rule.grades)})` : '', rule.stages ? `l.stage = any(${list(rule.stages)})` : '', rule.productIds ? `l.product_id = any(${list(rule.productIds)}::uuid[])` : '',
].filter((one) => one !== '').join(' and ');

/** What keeps a lead from going back, each with its condition on `l` and its score `s`. $3 today. */
function exemptions(pool: RecyclePool): [RecycleExemption, string][] {
  const all: [RecycleExemption, string][] = [
    [RecycleExemption.OWNER, pool.sparedUserIds.length === 0 ? '' : `l.owner_id = any(${list(pool.sparedUserIds)}::uuid[])`],
    [RecycleExemption.LEAD, 'exists (select 1 from lead_spared x where x.lead_id = l.id and (x.until is null or x.until >= $3::date))'],
    [RecycleExemption.TOP_GRADE, pool.sparesTopGrade ? `s.grade = 'A' and exists (select 1 from task k where k.subject_type = 'Lead' and k.subject_id = l.id and k.state = 'OPEN' and k.archived_at is null)` : ''],
    [RecycleExemption.APPOINTMENT, pool.sparesAppointments ? 'l.next_on >= $3::date' : ''],
  ];
  return all.filter(([, condition]) => condition !== '');
}

/**
 * Leads that would go back to a pool by $1, with the earliest time and its reason. Spared are leads of spared people, leads that are spared
 * themselves, those of the best grade with an open task, and those with an agreed day ahead. $2 the company's zone, $3 today there. `withSpared`:
 * the spared ones as well, with what spares them.
 */
export function dueSql(pool: RecyclePool, withSpared = false): string {
  const own = pool.teamId === null ? 'true' : `l.team_id in (select y.id from team y where '${pool.teamId}'::uuid = any(y.path))`;
  const kept = exemptions(pool);
  const spared = kept.map(([, condition]) => `coalesce(${condition}, false)`).join(' or ');
  const why = `array_remove(array[${kept.map(([name, condition]) => `case when ${condition} then '${name}' end`).join(', ')}]::text[], null)`;
  const rules = pool.recycle.map((rule) => `select '${rule.reason}' as reason, ${dueOf(rule)} as due_at where ${asked(rule)}`).join(' union all ');
  return `
    select l.id, l.owner_id, l.subject, d.reason, d.due_at${withSpared ? `, ${why} as spared` : ''} from lead l join customer c on c.id = l.customer_id left join lead_score s on s.lead_id = l.id
    cross join lateral (select r.reason, r.due_at from (${rules}) r where r.due_at is not null order by r.due_at limit 1) d
    where l.status = 'OPEN' and l.archived_at is null and l.pool_id is null and l.owner_id is not null and ${own}${withSpared ? '' : ` and not (${spared})`} and d.due_at <= $1::timestamptz and $2::text is not null and $3::date is not null`;
}

/** A row of `dueSql`. */
export interface DueLead extends Record<string, unknown> {
  id: string;
  owner_id: string;
  subject: string | null;
  reason: RecycleReason;
  due_at: Date;
}

/** Pools that take leads back, those of a team before everybody's. */
export const poolsSql = `select id, name, team_id as "teamId", recycle, spared_user_ids as "sparedUserIds", spares_top_grade as "sparesTopGrade", spares_appointments as "sparesAppointments"
  from lead_pool where archived_at is null and recycle <> '[]' order by (team_id is null), id`;
