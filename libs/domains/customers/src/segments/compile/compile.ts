import { Params } from '@dossier/kernel/access';
import { filterSql } from '@dossier/kernel/list';
import { customerList } from '../../profile/customer.list';
import { areReal } from '../../misuse/real';
import { isDated, type Definition, type Rule } from './definition';
import { eventsSql, sequenceSql } from './events.sql';
import { Ground, type Asking, type Part } from './ground';
import { inTraits, tellsAll, traits } from './kept';
import { memberSql } from './member.sql';
import { ordersSql } from './orders.sql';

/**
 * A rule over the customer `t`. Where it stands under no `not`, conditions are said so that a customer outside of a set cannot match, and
 * the planner may begin with the set; elsewhere they say no of such a customer.
 */
function said(rule: Rule, ground: Ground, positive: boolean, root: boolean): string {
  const isAlone = root && positive;
  if (rule.all) return rule.all.length === 0 ? 'true' : `(${rule.all.map((one) => said(one, ground, positive, isAlone)).join(' and ')})`;
  const before = ground.inner.length;
  const sql = leafOrGroup(rule, ground, positive);
  // Of what is one among others nobody must be a member.
  if (!isAlone || rule.any || rule.not) ground.inner.length = before;
  return sql;
}

function leafOrGroup(rule: Rule, ground: Ground, positive: boolean): string {
  if (rule.any) return `(${rule.any.map((one) => said(one, ground, positive, false)).join(' or ')})`;
  if (rule.not) return `not (${said(rule.not, ground, false, false)})`;
  if (rule.customer) return `(${filterSql(ground.site, rule.customer)})`;
  if (rule.orders) return ordersSql(rule.orders, ground, positive);
  if (rule.events) return eventsSql(rule.events, ground, positive);
  if (rule.sequence) return sequenceSql(rule.sequence, ground, positive);
  return memberSql(rule.member ?? {}, ground, positive);
}

/** Joins of the list, so that nobody is lost who has no row there. */
function joinsOf({ site }: Ground, without: string | null): string {
  return [...site.joins].filter((name) => name !== without).map((name) => {
    const join = customerList.joins![name as keyof typeof customerList.joins]!;
    return ` left join ${join.table} ${name} on ${name}.${join.on} = t.id`;
  }).join('');
}

interface Base {
  from: string;
  alive: string;
  joined: string | null;
  /** The conditions in the words of the base, where it has words of its own. */
  said?: string;
}

/** Where nothing but sums and sets is asked, the wide table of customers is left alone: the few who are archived are taken off, and reach is asked of an index. */
function narrow(ground: Ground): Base {
  const inner = ground.site.joins.has('summary') ? null : (ground.sets.find(({ alias }) => ground.inner.includes(alias)) ?? null);
  const from = inner ? `(${inner.sql}) ${inner.alias} cross join lateral (select ${inner.alias}.customer_id as id) t` : 'customer_summary summary cross join lateral (select summary.customer_id as id) t';
  const reach = ground.plan.reach('r', ground.params);
  const alive = reach === 'true' ? 'not exists (select 1 from customer d where d.id = t.id and d.archived_at is not null)' : `t.id in (select r.id from customer r where r.archived_at is null and ${reach})`;
  const { own, leavesOthers } = ground.part;
  const zone = own !== null ? ` and t.id in (select z.id from customer z where z.time_zone = ${ground.zoneParam()})` : leavesOthers ? ' and not exists (select 1 from customer z where z.id = t.id and z.time_zone is not null)' : '';
  return { from, alive: `${alive}${zone}`, joined: inner?.alias ?? 'summary' };
}

function wide(ground: Ground): Base {
  const { only } = ground.asking;
  const { own, leavesOthers } = ground.part;
  const zone = own !== null ? ` and t.time_zone = ${ground.zoneParam()}` : leavesOthers ? ' and t.time_zone is null' : '';
  return { from: 'customer t', alive: `${only === null ? '' : `t.id = any(${only}) and `}t.archived_at is null and ${ground.plan.reach('t', ground.params)}${zone}`, joined: null };
}

/** The narrow row of every live customer, which tells all that is asked. */
function ofTraits(ground: Ground, said: string): Base {
  return { from: traits(), said, alive: `${ground.plan.reach('t', ground.params)}${ground.part.leavesOthers ? ' and t.time_zone is null' : ''}`, joined: 'summary' };
}

/** Where a statement begins: with a set outside of which nobody matches, with narrow rows, or with the wide ones. */
function baseOf(ground: Ground, matches: string): Base {
  const { asking, part, inner, plan, site } = ground;
  const asksRow = /\bt\.(?!id\b)[a-z_]+/.test(matches);
  if (asking.only !== null) return wide(ground);
  const begins = !asksRow && inner.length > 0 && !site.joins.has('summary') && plan.reach('r', Params.empty()) === 'true';
  if (!begins && part.own === null && asking.kept.records && tellsAll(inTraits(matches))) return ofTraits(ground, inTraits(matches));
  return asksRow ? wide(ground) : narrow(ground);
}

/** The customers of one zone who match. */
function partSql({ rule, exclude }: Definition, asking: Asking, part: Part): string {
  const ground = new Ground(asking, part);
  const matches = [said(rule, ground, true, true), ...(exclude ?? []).map((one) => `(${said(one, ground, false, false)}) is not true`)].join(' and ');
  const { from, alive, joined, said: conditions = matches } = baseOf(ground, matches);
  const sets = ground.sets.filter(({ alias }) => alias !== joined).map(({ alias, sql }) => ` left join (${sql}) ${alias} on ${alias}.customer_id = t.id`).join('');
  return `select t.id from ${from}${joinsOf(ground, joined)}${sets} where ${alive} and ${areReal('t.id')} and ${conditions}`;
}

/**
 * A definition as one statement that gives the ids of the customers who match: live and real ones within the reach of the viewer, and judged by
 * what the viewer may know. Customers who keep a zone of their own are judged by its days, part by part; all others at once by those of the company.
 */
export function compileDefinition(definition: Definition, asking: Asking): string {
  if (asking.zones.length === 0 || !isDated(definition)) return partSql(definition, asking, { own: null, leavesOthers: false });
  const parts: Part[] = [{ own: null, leavesOthers: true }, ...asking.zones.map((own) => ({ own, leavesOthers: true }))];
  return parts.map((part) => partSql(definition, asking, part)).join(' union all ');
}

/** Says the conditions of a definition without asking anybody: for what they ask about. Throws where a name is not known to the viewer. */
export function conditionsOf({ rule, exclude }: Definition, asking: Asking): void {
  const ground = new Ground(asking, { own: null, leavesOthers: false });
  for (const one of [rule, ...(exclude ?? [])]) said(one, ground, true, false);
}

/** Of whom people have picked for a segment: those who are live and real. */
export function compilePicks(segmentId: string, { viewer, params, clock, kept, only }: Asking): string {
  const { plan } = new Ground({ viewer, params, clock, zones: [], kept, only }, { own: null, leavesOthers: false });
  const ids = only === null ? '' : ` and t.id = any(${only})`;
  return `select t.id from customer t where t.id in (select p.customer_id from segment_pick p where p.segment_id = ${params.add(segmentId, 'uuid')} and p.archived_at is null) and t.archived_at is null and ${plan.reach('t', params)}${ids} and ${areReal('t.id')}`;
}
