import { planOf, type Policy } from '@dossier/kernel/access';
import { unknownName } from '@dossier/kernel/list';
import { SegmentMeasure, SegmentOrderKind } from '@dossier/vocabulary/insight-enums';
import { orderPolicy } from '../../orders/order.policy';
import type { Numbers, OrderRule } from './definition';
import type { Ground } from './ground';
import { byCategory, byDays, waiting } from './kept';
import { daySql, instantSql, numberSql, says } from './ranges';

const MONEY = new Set<SegmentMeasure>([SegmentMeasure.NET_AMOUNT, SegmentMeasure.SALE_AMOUNT]);
const DAYS = new Set<SegmentMeasure>([SegmentMeasure.FIRST_ON, SegmentMeasure.LAST_ON]);

interface Counted {
  /** How many orders, and the measure of them; null where there is none. */
  n: string;
  v: string;
  /** The set that bears them; null: the summary, which everybody has. */
  set: string | null;
}

/** Which orders a rule means: an amount says it by itself. */
const kindOf = ({ kind, measure }: OrderRule): SegmentOrderKind =>
  measure === SegmentMeasure.NET_AMOUNT ? SegmentOrderKind.ANY : measure === SegmentMeasure.SALE_AMOUNT ? SegmentOrderKind.SALE : (kind ?? SegmentOrderKind.SALE);

/** Fields of an order that the answer of a rule tells of. */
function requireFields(rule: OrderRule, { viewer }: Ground): void {
  const plan = planOf(viewer, orderPolicy as unknown as Policy);
  const asked = [rule.within || rule.on || rule.measure === SegmentMeasure.DAYS ? ['orderedOn', 'orderedAt'] : [], rule.amount || MONEY.has(rule.measure ?? SegmentMeasure.COUNT) ? ['amount'] : [], rule.categoryIds || rule.productIds ? ['lines'] : []].flat();
  const closed = asked.find((field) => plan.field(field).clear !== true);
  if (closed !== undefined) throw unknownName(closed, 'Order');
}

/** What the summary knows already: all orders of one kind, without a window. */
function summed(rule: OrderRule, ground: Ground): Counted | null {
  const measure = rule.measure ?? SegmentMeasure.COUNT;
  if (rule.within || rule.amount || rule.categoryIds || rule.productIds || ground.part.own !== null) return null;
  const kind = kindOf(rule);
  const n = { SALE: 'summary.order_count', REFUND: 'summary.refund_count', ANY: '(summary.order_count + summary.refund_count)' }[kind];
  const values: Partial<Record<SegmentMeasure, string>> = {
    COUNT: n, NET_AMOUNT: 'coalesce(summary.net_minor, 0)', SALE_AMOUNT: 'coalesce(summary.sale_minor, 0)',
    ...(kind === SegmentOrderKind.SALE ? { FIRST_ON: 'summary.first_order_on', LAST_ON: 'summary.last_order_on' } : {}),
  };
  const v = values[measure];
  if (v === undefined) return null;
  ground.site.joins.add('summary');
  return { n, v, set: null };
}

/** Lines of the products that a rule names; of a rule that counts products, all of them. */
function linesSql({ categoryIds, productIds }: OrderRule, { params }: Ground): string {
  const named = [productIds ? `l.product_id = any(${params.add(productIds, 'uuid[]')})` : [], categoryIds ? `p.category_id = any(${params.add(categoryIds, 'uuid[]')})` : []].flat();
  return `l.archived_at is null and l.kind = 'PRODUCT'${named.length === 0 ? '' : ` and (${named.join(' or ')})`}`;
}

const LINES = ' join order_line l on l.order_id = o.id left join product p on p.id = l.product_id';

/** The orders themselves, counted a customer: where nothing is asked of lines, from an index alone. */
function groupedSql(rule: OrderRule, ground: Ground, among = ''): string {
  const measure = rule.measure ?? SegmentMeasure.COUNT;
  const { own } = ground.part;
  const kind = kindOf(rule);
  const hasLines = Boolean(rule.categoryIds ?? rule.productIds) || measure === SegmentMeasure.PRODUCTS || measure === SegmentMeasure.CATEGORIES;
  const day = own === null ? 'o.ordered_on' : `(o.ordered_at at time zone ${ground.zoneParam()})::date`;
  const filter = rule.amount && says(rule.amount) ? ` filter (where ${numberSql('abs(o.amount_minor)', rule.amount, ground)})` : '';
  const amount = hasLines ? 'l.amount_minor' : 'o.amount_minor';
  const values: Record<SegmentMeasure, string> = {
    COUNT: hasLines ? 'count(distinct o.id)' : 'count(*)', NET_AMOUNT: `sum(${amount})`, SALE_AMOUNT: `sum(${amount})`, DAYS: `count(distinct ${day})`,
    PRODUCTS: 'count(distinct l.product_id)', CATEGORIES: 'count(distinct p.category_id)', FIRST_ON: `min(${day})`, LAST_ON: `max(${day})`,
  };
  const conditions = ['o.archived_at is null', 'o.customer_id is not null', ...(kind === SegmentOrderKind.ANY ? [] : [`o.kind = '${kind}'`])];
  if (rule.within) conditions.push(own === null ? daySql('o.ordered_on', rule.within, ground) : instantSql('o.ordered_at', rule.within, ground));
  if (hasLines) conditions.push(linesSql(rule, ground));
  const type = MONEY.has(measure) ? '::bigint' : '';
  return `select o.customer_id, ${values.COUNT}${filter} as n, (${values[measure]}${filter})${type} as v from sales_order o${hasLines ? LINES : ''} where ${conditions.join(' and ')}${ground.ofAsked('o.customer_id')}${among} group by o.customer_id`;
}

/** The narrow tables where they tell it, and the orders themselves where they do not. */
function grouped(rule: OrderRule, ground: Ground): Counted {
  const exact = (): string => groupedSql(rule, ground, waiting('o.customer_id'));
  const kind = kindOf(rule);
  const set = ground.add(byCategory(rule, kind, ground, exact) ?? byDays(rule, kind, ground, exact) ?? groupedSql(rule, ground));
  return { n: `${set}.n`, v: `${set}.v`, set };
}

/** A number of which nobody is without: whoever has no such order counts as zero. Where zero does not match, being in the set is asked for as well. */
function measured({ v, set }: Counted, range: Numbers, ground: Ground, positive: boolean): string {
  if (set === null) return numberSql(v, range, ground);
  const isStrict = positive && typeof range.min === 'number' && range.min > 0;
  return numberSql(isStrict ? v : `coalesce(${v}, 0)`, range, ground);
}

function condition(rule: OrderRule, counted: Counted, ground: Ground, positive: boolean): string {
  const { n, v, set } = counted;
  const any = positive || set === null ? n : `coalesce(${n}, 0)`;
  const parts: string[] = [];
  const measure = rule.measure ?? SegmentMeasure.COUNT;
  const range = DAYS.has(measure) ? rule.on : rule.is;
  if (DAYS.has(measure) && rule.on) parts.push(daySql(v, rule.on, ground));
  else if (says(rule.is)) parts.push(measured(counted, rule.is, ground, positive));
  if (range?.isEmpty === true) parts.push(set === null ? `${n} = 0` : `coalesce(${n}, 0) = 0`);
  else if (range?.isEmpty === false || parts.length === 0) parts.push(`${any} >= 1`);
  return `(${parts.join(' and ')})`;
}

/** Whether nobody outside the set can match. */
const isInner = (rule: OrderRule): boolean => {
  const range = DAYS.has(rule.measure ?? SegmentMeasure.COUNT) ? rule.on : rule.is;
  return range?.isEmpty !== true && (!says(rule.is) || (typeof rule.is.min === 'number' && rule.is.min > 0));
};

/** What a customer has ordered. Amounts are told of customers with one currency alone: of others the rule says neither yes nor no. */
export function ordersSql(rule: OrderRule, ground: Ground, positive: boolean): string {
  requireFields(rule, ground);
  const counted = summed(rule, ground) ?? grouped(rule, ground);
  let said = condition(rule, counted, ground, positive);
  if (rule.amount || MONEY.has(rule.measure ?? SegmentMeasure.COUNT)) {
    const mixed = `${ground.mixed()}.customer_id is null`;
    said = positive ? `(${mixed} and ${said})` : `case when ${mixed} then ${said} end`;
  }
  const whole = ground.under('order.read', 'orders', said, positive);
  if (positive && counted.set !== null && isInner(rule)) ground.inner.push(counted.set);
  return whole;
}
