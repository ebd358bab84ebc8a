/** The statements of the limit: one a page, written by hand for these very answers. */

const latest = `(select coalesce(json_agg(json_build_array(o.order_no, o.kind, o.ordered_at, o.amount_minor, o.currency)), '[]')
  from (select * from sales_order o where o.customer_id = c.id and o.archived_at is null order by o.ordered_at desc, o.id desc limit 3) o)`;

const listOf = (order: string): string => `select c.id, c.name, c.stage, c.owner_id, c.tag_ids, s.order_count, s.net_minor, s.currency, s.last_order_on::text, ${latest}
  from customer c join customer_summary s on s.customer_id = c.id
  where c.archived_at is null and c.owner_id = $1 order by ${order} limit 20`;

export const LISTS: Readonly<Record<string, string>> = {
  '/list': listOf('c.created_at desc, c.id desc'),
  '/list-by-amount': listOf('s.net_minor desc nulls last, c.id desc'),
};

const identities = `(select coalesce(json_agg(json_build_array(i.id, i.kind, encode(i.value_cipher, 'base64'), i.is_primary, i.label, i.verified_at, i.source) order by i.created_at, i.id), '[]')
  from customer_identity i where i.customer_id = c.id and i.archived_at is null)`;

/** Instants as they leave: to_json gives ISO 8601 in the zone of the session, which is UTC. */
const instant = (column: string): string => `to_json(${column})`;

export const LIST_PAGE = `select c.id, c.version, c.archive_no, c.name, c.name_latin, c.company_name, c.kind, c.stage, c.region, c.city, ${instant('c.archived_at')}, ${instant('c.created_at')}, c.demo,
    c.owner_id, c.source_id, c.tag_ids, s.order_count, s.net_minor, s.currency, s.last_order_on::text, company_today() - s.last_order_on, k.wrapped, ${identities}
  from customer c join customer_summary s on s.customer_id = c.id left join customer_key k on k.customer_id = c.id
  where c.archived_at is null and c.owner_id = $1 order by c.created_at desc, c.id desc limit 20`;

const top = `(select coalesce(json_agg(json_build_object('name', g.name, 'share', (e.v->>'share')::numeric, 'amount', json_build_object('minor', (e.v->>'minor')::bigint, 'currency', s.currency)) order by e.place), '[]')
  from jsonb_array_elements(s.top_category) with ordinality e(v, place) left join product_category g on g.id = (e.v->>'id')::uuid)`;

const months = `(select coalesce(json_agg(json_build_object('month', m.month, 'orderCount', m.orders, 'amount', json_build_object('minor', m.minor, 'currency', m.currency)) order by m.month), '[]')
  from (select date_trunc('month', o.ordered_on)::date as month, min(o.currency) as currency, sum(o.amount_minor)::bigint as minor, count(*) filter (where o.kind = 'SALE') as orders
    from sales_order o where not s.mixed_currency and o.customer_id = c.id and o.archived_at is null and o.ordered_on >= date_trunc('month', company_today() - interval '23 months') group by 1) m)`;

const age = `case when c.birth_precision = 'FULL' then greatest(0, date_part('year', age(company_today(), c.birth_date))::int) end`;

export const RECORD = `select c.id, c.version, c.archive_no, c.kind, c.name, c.family_name, c.given_name, c.name_latin, c.company_name, c.gender, c.birth_date::text, c.birth_precision,
    c.birth_calendar, c.birth_leap_month, ${age}, c.occupation, c.occupation_text, c.country, c.region, c.city, c.stage, c.source_id, c.owner_id, c.team_id, c.tag_ids,
    c.external_source, c.external_key, c.demo, ${instant('c.created_at')}, ${instant('c.updated_at')}, ${instant('c.archived_at')},
    s.order_count, s.refund_count, s.net_minor, s.currency, s.first_order_on::text, s.last_order_on::text, company_today() - s.last_order_on, s.gap_median_days::float8,
    ${top}, ${months}, k.wrapped, ${identities}
  from customer c join customer_summary s on s.customer_id = c.id left join customer_key k on k.customer_id = c.id
  where c.id = $1 and c.archived_at is null`;
