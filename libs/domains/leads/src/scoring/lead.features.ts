import type { Feature } from '@dossier/metrics';

/** A lead as it was when it came in, as the model reads it. */
export interface FeatureRow extends Record<string, unknown> {
  id: string;
  day: number;
  /** Day on which its outcome was known; null while it is open. */
  known: number | null;
  won: boolean | null;
  origin: string;
  source_id: string | null;
  product_id: string | null;
  amount: number | null;
  budget: number | null;
  authority: string;
  decide_in: number | null;
  has_need: boolean;
  kind: string;
  events: number;
  conversations: number;
  earlier: number;
  orders: number;
  attributes: Record<string, unknown> | null;
}

const zone = `coalesce((select time_zone from company limit 1), 'Asia/Shanghai')`;
/** What people did so many days before they came in says how warm they were. */
const BEFORE_DAYS = 30;

/**
 * What was known of leads when they opened, \`which\` being a condition on the lead \`l\`: what they said on coming in, and what had happened by then. What was
 * written into a lead later, and what it came to, is never among it.
 */
export const featuresSql = (which: string): string => `
  select l.id, (l.opened_at at time zone ${zone})::date - date '2000-01-01' as day, (l.closed_at at time zone ${zone})::date - date '2000-01-01' as known, case l.status when 'WON' then true when 'LOST' then false end as won, l.origin, o.source_id, o.product_id,
    o.amount_minor::float8 as amount, o.budget_minor::float8 as budget, o.authority, o.decide_on - l.opened_on as decide_in, o.has_need, c.kind, l.attributes,
    (select count(*)::int from behaviour_event e where e.customer_id = l.customer_id and e.occurred_at > l.opened_at - interval '${BEFORE_DAYS} days' and e.occurred_at <= l.opened_at) as events,
    (select count(*)::int from communication k where k.customer_id = l.customer_id and k.archived_at is null and k.at < l.opened_at) as conversations,
    (select count(*)::int from lead b where b.customer_id = l.customer_id and b.opened_at < l.opened_at) as earlier,
    (select count(*)::int from sales_order s where s.customer_id = l.customer_id and s.archived_at is null and s.kind = 'SALE' and s.ordered_at < l.opened_at) as orders
  from lead l join lead_opening o on o.lead_id = l.id join customer c on c.id = l.customer_id where l.archived_at is null and (${which})`;

/** Real outcomes of real people: what was never a lead teaches nothing, nor does bait. */
export const CLOSED = `l.status in ('WON','LOST') and not exists (select 1 from bait b where coalesce(b.side_id, b.customer_id) = l.customer_id and b.archived_at is null)`;

/** Closed leads as they were when they came in, in the order of time; of those that came in together by their numbers. */
export const closedSql = (further = 'true'): string => `${featuresSql(`${CLOSED} and ${further}`)} order by l.opened_at, l.external_key, l.id`;

/** The mark of a feature that is an attribute. */
export const ATTRIBUTE = 'attribute:';
/** So many different attributes are read at most, the commonest first; one that fewer leads have says nothing. */
const MOST_ATTRIBUTES = 80;
const LEAST_HAVING = 20;
/** An attribute counts as a number where nearly all of its values are. */
const NEARLY_ALL = 0.95;

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN);
const wordOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value).slice(0, 80));
const orNaN = (value: number | null): number => value ?? NaN;

/** The names and kinds of the columns of some leads: those that every lead has, and the attributes that many have. */
export interface FeatureShape {
  name: string;
  kind: 'NUMBER' | 'WORD';
}

const own: readonly (FeatureShape & { of: (row: FeatureRow) => number | string })[] = [
  { name: 'origin', kind: 'WORD', of: ({ origin }) => origin }, { name: 'source', kind: 'WORD', of: ({ source_id }) => source_id ?? '' }, { name: 'product', kind: 'WORD', of: ({ product_id }) => product_id ?? '' },
  { name: 'amount', kind: 'NUMBER', of: ({ amount }) => orNaN(amount) }, { name: 'budget', kind: 'NUMBER', of: ({ budget }) => orNaN(budget) }, { name: 'authority', kind: 'WORD', of: ({ authority }) => authority },
  { name: 'decideIn', kind: 'NUMBER', of: ({ decide_in }) => orNaN(decide_in) }, { name: 'need', kind: 'WORD', of: ({ has_need }) => String(has_need) }, { name: 'kind', kind: 'WORD', of: ({ kind }) => kind },
  { name: 'events', kind: 'NUMBER', of: ({ events }) => events }, { name: 'conversations', kind: 'NUMBER', of: ({ conversations }) => conversations }, { name: 'earlier', kind: 'NUMBER', of: ({ earlier }) => earlier },
  { name: 'orders', kind: 'NUMBER', of: ({ orders }) => orders },
];
const ownByName = new Map(own.map((one) => [one.name, one]));

/** Which columns some leads have. */
export function shapesOf(rows: readonly FeatureRow[]): FeatureShape[] {
  const counts = new Map<string, { having: number; numbers: number }>();
  for (const { attributes } of rows) {
    for (const [name, value] of Object.entries(attributes ?? {})) {
      const count = counts.get(name) ?? { having: 0, numbers: 0 };
      counts.set(name, { having: count.having + 1, numbers: count.numbers + (typeof value !== 'boolean' && Number.isFinite(numberOf(value)) ? 1 : 0) });
    }
  }
  const common = [...counts].filter(([, { having }]) => having >= LEAST_HAVING).sort(([a, one], [b, other]) => other.having - one.having || (a < b ? -1 : 1)).slice(0, MOST_ATTRIBUTES);
  return [...own.map(({ name, kind }): FeatureShape => ({ name, kind })), ...common.map(([name, { having, numbers }]): FeatureShape => ({ name: ATTRIBUTE + name, kind: numbers >= NEARLY_ALL * having ? 'NUMBER' : 'WORD' }))];
}

/** The columns of leads, as a shape names them. */
export function columnsOf(shapes: readonly FeatureShape[], rows: readonly FeatureRow[]): Feature[] {
  return shapes.map(({ name, kind }): Feature => {
    const read = ownByName.get(name)?.of ?? attributeOf(name.slice(ATTRIBUTE.length), kind);
    return kind === 'NUMBER' ? { name, kind, values: Float64Array.from(rows, (row) => Number(read(row))) } : { name, kind, values: rows.map((row) => String(read(row))) };
  });
}

const attributeOf = (name: string, kind: FeatureShape['kind']) => (row: FeatureRow): number | string => {
  const value = row.attributes?.[name];
  if (kind === 'WORD') return wordOf(value);
  const found = numberOf(value);
  return Number.isFinite(found) ? found : NaN;
};
