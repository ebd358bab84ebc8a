import type pg from 'pg';
import { idOf } from './company';

/** A rule as people build it, and the ids it finds as one statement written by hand. */
export interface Shape {
  name: string;
  definition: unknown;
  byHand: string;
}

const tag = (at: number): string => idOf(`标签 ${at}`);
const category = (at: number): string => idOf(`品类 ${at}`);
const topic = idOf('bench-3');
const [monthFrom, monthTo] = ['2026-10-01', '2026-10-31'];
const [yearFrom, yearTo] = ['2025-06-01', '2026-05-31'];

/** Live customers; the generated company has neither merged records nor bait. */
const live = (conditions: string, joins = ''): string => `select c.id from customer c join customer_summary s on s.customer_id = c.id ${joins} where c.archived_at is null and c.merged_into_id is null and ${conditions}`;
/** Instants of days in the zone of the company. */
const at = (day: string, plus = 0): string => `((date '${day}' + ${plus})::timestamp at time zone 'Asia/Shanghai')`;
const ordersIn = (from: string, to: string, value: string): string =>
  `join (select o.customer_id, ${value} as v from sales_order o where o.archived_at is null and o.customer_id is not null and o.ordered_on between '${from}' and '${to}' group by 1) o on o.customer_id = c.id`;
const eventsIn = (from: string, to: string, conditions: string): string =>
  `join (select e.customer_id, count(*) as v from behaviour_event e where e.customer_id is not null and e.occurred_at >= ${at(from)} and e.occurred_at < ${at(to, 1)} and ${conditions} group by 1) e on e.customer_id = c.id`;
const window = (from: string, to: string): object => ({ from, to });

const SHAPES: readonly Shape[] = [
  {
    name: 'summaries: bought often and lately', byHand: live('s.order_count >= 20 and s.last_order_on >= company_today() - 89 and s.last_order_on <= company_today()'),
    definition: { rule: { all: [{ customer: { orderCount: { min: 20 } } }, { customer: { lastOrderOn: { last: 90 } } }] } },
  },
  {
    name: 'summaries: either, or not', byHand: live(`((s.net_minor >= 2000000 and s.currency = 'CNY') or (s.order_count >= 30 and not (s.last_order_on < '2025-01-01')))`),
    definition: { rule: { any: [{ customer: { netAmount: { min: 2_000_000 } } }, { all: [{ customer: { orderCount: { min: 30 } } }, { not: { customer: { lastOrderOn: { to: '2024-12-31' } } } }] }] } },
  },
  {
    name: 'fields: stage, women, with e-mail', byHand: live(`c.stage = 'DORMANT' and c.gender = 'FEMALE' and exists (select 1 from customer_identity i where i.customer_id = c.id and i.kind = 'EMAIL' and i.archived_at is null)`),
    definition: { rule: { all: [{ customer: { stage: { in: ['DORMANT'] } } }, { customer: { gender: { in: ['FEMALE'] } } }, { customer: { hasEmail: true } }] } },
  },
  {
    name: 'tag and category', byHand: live(`c.tag_ids && array['${tag(3)}']::uuid[] and exists (select 1 from sales_order o join order_line l on l.order_id = o.id and l.archived_at is null and l.kind = 'PRODUCT' join product p on p.id = l.product_id where o.customer_id = c.id and o.archived_at is null and o.kind = 'SALE' and p.category_id = '${category(2)}')`),
    definition: { rule: { all: [{ customer: { tags: { in: [tag(3)] } } }, { orders: { categoryIds: [category(2)] } }] } },
  },
  {
    name: 'a month of orders: spent', byHand: live('o.v >= 50000', ordersIn(monthFrom, monthTo, 'sum(o.amount_minor)')),
    definition: { rule: { all: [{ orders: { measure: 'NET_AMOUNT', within: window(monthFrom, monthTo), is: { min: 50_000 } } }] } },
  },
  {
    name: 'a month of orders and a summary', byHand: live('o.v >= 2 and s.order_count >= 10', ordersIn(monthFrom, monthTo, `count(*) filter (where o.kind = 'SALE')`)),
    definition: { rule: { all: [{ orders: { measure: 'COUNT', within: window(monthFrom, monthTo), is: { min: 2 } } }, { customer: { orderCount: { min: 10 } } }] } },
  },
  {
    name: 'a month of events: in the cart', byHand: live('e.v >= 1', eventsIn(monthFrom, monthTo, `e.name = 'CART'`)),
    definition: { rule: { all: [{ events: { names: ['CART'], within: window(monthFrom, monthTo) } }] } },
  },
  {
    name: 'a month of events: often at a topic', byHand: live('e.v >= 2', eventsIn(monthFrom, monthTo, `e.topic_ids && array['${topic}']::uuid[]`)),
    definition: { rule: { all: [{ events: { topicIds: [topic], within: window(monthFrom, monthTo), count: { min: 2 } } }] } },
  },
  {
    name: 'a year of orders: bought five times', byHand: live('o.v >= 5', ordersIn(yearFrom, yearTo, `count(*) filter (where o.kind = 'SALE')`)),
    definition: { rule: { all: [{ orders: { measure: 'COUNT', within: window(yearFrom, yearTo), is: { min: 5 } } }] } },
  },
  {
    name: 'a year of events: looked at goods three times', byHand: live('e.v >= 3', eventsIn(yearFrom, yearTo, `e.name = 'PRODUCT_VIEW'`)),
    definition: { rule: { all: [{ events: { names: ['PRODUCT_VIEW'], within: window(yearFrom, yearTo), count: { min: 3 } } }] } },
  },
  {
    name: 'exclusions: loyal without who bought lately or bears a tag', byHand: live(`s.order_count >= 10 and not c.tag_ids && array['${tag(5)}']::uuid[] and not exists (select 1 from sales_order o where o.customer_id = c.id and o.archived_at is null and o.kind = 'SALE' and o.ordered_on between '${monthFrom}' and '${monthTo}')`),
    definition: { rule: { all: [{ customer: { orderCount: { min: 10 } } }] }, exclude: [{ orders: { within: window(monthFrom, monthTo) } }, { customer: { tags: { in: [tag(5)] } } }] },
  },
  {
    name: 'sequence: looked, then put in the cart within a week',
    byHand: live(`exists (select 1 from behaviour_event a join behaviour_event b on b.customer_id = a.customer_id and b.name = 'CART' and b.occurred_at > a.occurred_at and b.occurred_at <= a.occurred_at + interval '7 days' and b.occurred_at >= ${at(monthFrom)} and b.occurred_at < ${at(monthTo, 1)}
      where a.customer_id = c.id and a.name = 'PRODUCT_VIEW' and a.occurred_at >= ${at(monthFrom)} and a.occurred_at < ${at(monthTo, 1)})`),
    definition: { rule: { all: [{ sequence: { steps: [{ names: ['PRODUCT_VIEW'] }, { names: ['CART'] }], within: window(monthFrom, monthTo), windowDays: 7 } }] } },
  },
];

/** Shapes that ask for a score, where scores stand. */
const SCORED: readonly (Shape & { table: string })[] = [
  {
    table: 'customer_value', name: 'scores: worth keeping', byHand: live('v.alive_probability >= 0.8 and v.expected_purchases >= 2', 'join customer_value v on v.customer_id = c.id'),
    definition: { rule: { all: [{ customer: { aliveProbability: { min: 0.8 } } }, { customer: { expectedPurchases: { min: 2 } } }] } },
  },
];

/** The shapes that this database can answer. */
export async function shapesOf(client: pg.Client): Promise<Shape[]> {
  const scored: Shape[] = [];
  for (const shape of SCORED) {
    const { rows } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [shape.table]);
    if (rows[0]!.there && (await client.query(`select 1 from ${shape.table} limit 1`)).rowCount === 1) scored.push(shape);
  }
  return [...SHAPES, ...scored];
}
