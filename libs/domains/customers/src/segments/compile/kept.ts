import { addDays } from '@dossier/kernel/time';
import { IdentityKind } from '@dossier/vocabulary/enums';
import { SegmentMeasure, SegmentOrderKind } from '@dossier/vocabulary/insight-enums';
import { hasContact } from '../../profile/customer.list';
import type { EventRule, OrderRule } from './definition';
import type { Ground } from './ground';
import { boundsOf, says, windowOf } from './ranges';

/** Which of the narrow tables may be asked: where very many customers wait to be computed, the wide ones answer alone. */
export interface Kept {
  records: boolean;
  events: boolean;
}

/** All is asked of the wide tables. */
export const NOT_KEPT: Kept = { records: false, events: false };

/** The customers of whom the narrow tables are a moment behind. */
const BEHIND = 'select b.id from rollup_due d cross join lateral unnest(d.customer_ids) b(id) where b.id is not null';
const BEHIND_EVENTS = 'select d.customer_id from interest_due d where d.customer_id is not null union all select b.id from interest_due d cross join lateral unnest(d.customer_ids) b(id) where b.id is not null';
/** So many waiting customers are asked one by one; beyond, nothing is won by the narrow tables. */
const MOST_WAITING = 5_000;
/** What is asked of the tables themselves is asked of the waiting customers alone. */
export const waiting = (column: string): string => ` and ${column} = any(array(${BEHIND}))`;
/** Everybody else: of them the narrow tables tell the same as the wide ones. */
export const settled = (column: string): string => ` and ${column} not in (${BEHIND})`;
const waitingForEvents = (column: string): string => ` and ${column} = any(array(${BEHIND_EVENTS}))`;

/** Tells whether few enough wait. */
export const KEPT = `select (select coalesce(sum(cardinality(d.customer_ids)), 0) from (select customer_ids from rollup_due limit 1000) d) <= ${MOST_WAITING} as records,
  (select count(*) + coalesce(sum(cardinality(d.customer_ids)), 0) from (select customer_ids from interest_due limit ${MOST_WAITING + 1}) d) <= ${MOST_WAITING} as events`;

const OF_CUSTOMER = ['owner_id', 'team_id', 'created_at', 'demo', 'kind', 'stage', 'gender', 'country', 'region', 'city', 'occupation', 'time_zone', 'source_id', 'tag_ids'];
const OF_SUMMARY = ['order_count', 'refund_count', 'net_minor', 'sale_minor', 'first_order_on', 'last_order_on'];
const known = { t: new Set(['id', 'has_phone', 'has_email', ...OF_CUSTOMER]), summary: new Set(OF_SUMMARY) };
const columns = (customer: string, summary: string): string => [...OF_CUSTOMER.map((name) => `${customer}.${name}`), ...OF_SUMMARY.map((name) => `${summary}.${name}`)].join(', ');
const CONTACTS = [['has_phone', IdentityKind.PHONE], ['has_email', IdentityKind.EMAIL]] as const;

/** The same conditions in the words of the narrow row, which says in one of them what the wide tables say in a question of its own. */
export const inTraits = (conditions: string): string => CONTACTS.reduce((said, [name, kind]) => said.replaceAll(hasContact(kind, 't'), `t.${name}`), conditions);

/** Whether the narrow row of a customer tells all that these conditions ask of the customer and of the sums. */
export const tellsAll = (conditions: string): boolean => [...conditions.matchAll(/\b(t|summary)\.([a-z_]+)/g)].every(([, of, name]) => known[of as 't' | 'summary'].has(name!));

/** Live customers as narrow rows, with their sums under the name that conditions give them. */
export const traits = (): string => `(select x.customer_id as id, x.has_phone, x.has_email, ${columns('x', 'x')} from customer_trait x where true${settled('x.customer_id')}
  union all select c.id, ${CONTACTS.map(([, kind]) => hasContact(kind, 'c')).join(', ')}, ${columns('c', 's')} from customer c left join customer_summary s on s.customer_id = c.id where c.archived_at is null${waiting('c.id')}) t
  cross join lateral (select ${OF_SUMMARY.map((name) => `t.${name}`).join(', ')}) summary`;

/** Only whole sets are asked of the narrow tables, and days of the company. */
const isKept = ({ asking, part }: Ground, which: keyof Kept): boolean => asking.kept[which] && asking.only === null && part.own === null;

const both = (kept: string, exact: string): string => `${kept} union all ${exact}`;

/** A window of so few days is found sooner in the index of all orders, or in the pages of its events. */
const FEW_ORDER_DAYS = 14;
const FEW_EVENT_DAYS = 3;
const daysBetween = (first: string, last: string): number => (Date.parse(last) - Date.parse(first)) / 86_400_000;

/** Where a rule begins and ends in a list of days; `meets` leaves out whoever has ordered nothing near it, before a list is opened. */
interface Places {
  meets: string;
  before: (days: string) => string;
  upto: (days: string) => string;
}

function placesOf(rule: OrderRule, ground: Ground): Places | null {
  const bounds = boundsOf(rule.within ?? {}, ground);
  if (bounds === null) return null;
  const { first, last } = bounds;
  if (first !== null && last !== null && daysBetween(first, last) < FEW_ORDER_DAYS) return null;
  const before = first === null ? null : ground.params.add(addDays(first, -1), 'date');
  const upto = last === null ? null : ground.params.add(last, 'date');
  const meets = [before === null ? [] : `x.last_on > ${before}`, upto === null ? [] : `x.first_on <= ${upto}`].flat().map((said) => `${said} and `).join('');
  return { meets, before: (days) => (before === null ? '0' : `width_bucket(${before}, ${days})`), upto: (days) => (upto === null ? `cardinality(${days})` : `width_bucket(${upto}, ${days})`) };
}

const SIDES: Readonly<Record<SegmentOrderKind, readonly string[]>> = { SALE: ['x.sale'], REFUND: ['x.refund'], ANY: ['x.sale', 'x.refund'] };

/** Orders of a window from the list of their days: how many lie before its end less those before its beginning. Null: the list does not tell it. */
export function byDays(rule: OrderRule, kind: SegmentOrderKind, ground: Ground, exact: () => string): string | null {
  const measure = rule.measure ?? SegmentMeasure.COUNT;
  if (!isKept(ground, 'records') || rule.amount || rule.categoryIds || rule.productIds) return null;
  const sides = SIDES[kind];
  if (!['COUNT', 'NET_AMOUNT', 'SALE_AMOUNT', ...(sides.length === 1 ? ['FIRST_ON', 'LAST_ON'] : [])].includes(measure)) return null;
  const places = placesOf(rule, ground);
  if (places === null) return null;
  const { meets, before, upto } = places;
  const sum = (each: (side: string) => string): string => `(${sides.map(each).join(' + ')})::bigint`;
  const n = sum((side) => `${upto(`${side}_days`)} - ${before(`${side}_days`)}`);
  const amount = sum((side) => `coalesce(${side}_sums[${upto(`${side}_days`)}], 0) - coalesce(${side}_sums[${before(`${side}_days`)}], 0)`);
  const days = `${sides[0]}_days`;
  const place = { FIRST_ON: `${before(days)} + 1`, LAST_ON: upto(days) }[measure as string];
  const v = measure === SegmentMeasure.COUNT ? n : place === undefined ? amount : `case when ${upto(days)} > ${before(days)} then ${days}[${place}] end`;
  return both(`select x.customer_id, ${n} as n, ${v} as v from order_days x where ${meets}${n} > 0${settled('x.customer_id')}`, exact());
}

/** Orders with goods of categories, whenever they were, from the sums of customer and category. Of several categories one order may count twice: so many orders are not told by them. */
export function byCategory(rule: OrderRule, kind: SegmentOrderKind, ground: Ground, exact: () => string): string | null {
  const measure = rule.measure ?? SegmentMeasure.COUNT;
  if (!isKept(ground, 'records') || !rule.categoryIds || rule.productIds || rule.amount || rule.within) return null;
  const isOne = new Set(rule.categoryIds).size === 1;
  if (!isOne && measure === SegmentMeasure.COUNT && says(rule.is)) return null;
  const number = { SALE: 'x.sales', REFUND: 'x.refunds', ANY: 'x.sales + x.refunds' }[kind];
  const value = ({
    COUNT: ['sum', number, 'bigint'], NET_AMOUNT: ['sum', 'x.sale_minor + x.refund_minor', 'bigint'], SALE_AMOUNT: ['sum', 'x.sale_minor', 'bigint'],
    ...(kind === SegmentOrderKind.SALE ? { FIRST_ON: ['min', 'x.first_on', 'date'], LAST_ON: ['max', 'x.last_on', 'date'] } : {}),
  } as Partial<Record<SegmentMeasure, [string, string, string]>>)[measure];
  if (value === undefined) return null;
  const [grouping, said, type] = value;
  const told = (how: string, what: string, as: string): string => (isOne ? `(${what})::${as}` : `${how}(${what})::${as}`);
  const among = isOne ? `x.category_id = ${ground.params.add(rule.categoryIds[0], 'uuid')}` : `x.category_id = any(${ground.params.add(rule.categoryIds, 'uuid[]')})`;
  return both(`select x.customer_id, ${told('sum', number, 'bigint')} as n, ${told(grouping, said, type)} as v from category_sum x where ${among}${settled('x.customer_id')}${isOne ? '' : ' group by x.customer_id'}`, exact());
}

/** How many seconds a code of a name stands above the next. */
const BITS = 40;

/** Events of some names within a window from the list of all of them. Null: the list does not tell it. */
export function byTimes({ names, topicIds, productCodes, path, within }: EventRule, ground: Ground, exact: (among: string) => string): string | null {
  if (!isKept(ground, 'events') || !names || names.length === 0 || topicIds || productCodes || path || typeof within?.month === 'number') return null;
  const { from, to } = windowOf(within ?? {}, ground);
  if (from !== null && to !== null && daysBetween(from, to) <= FEW_EVENT_DAYS) return null;
  const second = (instant: string): number => Math.max(0, Math.ceil(Date.parse(instant) / 1000));
  const before = ground.params.add((from === null ? 0 : second(from)) - 1, 'bigint');
  const upto = ground.params.add((to === null ? 2 ** BITS : second(to)) - 1, 'bigint');
  const counts = [...new Set(names)].map((name) => {
    const code = `(select k.code::bigint << ${BITS} from event_code k where k.name = ${ground.params.add(name, 'text')})`;
    return `coalesce(width_bucket(${code} + ${upto}, x.moments) - width_bucket(${code} + ${before}, x.moments), 0)`;
  });
  const n = `(${counts.join(' + ')})::bigint`;
  return both(`select x.customer_id, ${n} as n from event_times x where ${n} > 0 and x.customer_id not in (${BEHIND_EVENTS})`, exact(waitingForEvents('e.customer_id')));
}
