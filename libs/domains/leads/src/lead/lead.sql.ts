/** Holds the records that stand for each, in one order: two that bring the same record wait for each other, and none is merged away meanwhile. */
export const LOCK_RECORDS = `select 1 from customer where id in (select coalesce(c.merged_into_id, c.id) from customer c where c.id = any($1::uuid[])) order by id for no key update`;

/** The same for the records of these leads. */
export const LOCK_RECORDS_OF = `select 1 from customer c where c.id in (select l.customer_id from lead l where l.id = any($1::uuid[])) order by c.id for no key update of c`;

/** Another open lead of the record $1 than $2 for the product $3, or one where either names none. */
export const PURSUED = `select 1 from lead where customer_id = $1 and id <> $2 and status = 'OPEN' and archived_at is null and (product_id is null or $3::uuid is null or product_id = $3) limit 1`;

/** Of what came in (`$1`: at, submission, source, key), the lead that has come of it before. */
export const KNOWN_LEADS = `with given as (select * from jsonb_to_recordset($1::jsonb) as g(at int, submission uuid, source text, key text))
  select g.at, t.lead_id from given g join lead_touch t on t.submission_id = g.submission
  union all select g.at, l.id from given g join lead l on l.external_source = g.source and l.external_key = g.key`;

/** The record that stands for each, and whose it is. */
export const STANDING = `select a.id, c.id as standing, c.owner_id, c.team_id, c.stage = 'PROSPECT' as is_prospect from customer a join customer c on c.id = coalesce(a.merged_into_id, a.id) where a.id = any($1::uuid[])`;

export const OPEN_LEADS = `select id, customer_id, product_id from lead where customer_id = any($1::uuid[]) and status = 'OPEN' and archived_at is null order by opened_at desc, id desc`;

export const INSERT_LEADS = `insert into lead (id, customer_id, side_id, owner_id, team_id, opened_at, opened_on, last_touch_at, stage_since, assigned_at, origin, submission_id, source_id, subject, need, product_id,
    amount_minor, budget_minor, currency, authority, decide_on, attributes, external_source, external_key, batch_id, search_grams, search_text)
  select g.id, g.customer_id, g.side_id, g.owner_id, g.team_id, g.opened_at, g.opened_on, g.opened_at, g.opened_at, case when g.owner_id is not null then g.opened_at end, g.origin, g.submission_id, g.source_id,
    g.subject, g.need, g.product_id, g.amount_minor, g.budget_minor, coalesce(g.currency, (select currency from company limit 1), 'CNY'), g.authority, g.decide_on, g.attributes, g.external_source, g.external_key, g.batch_id,
    array(select jsonb_array_elements_text(g.search_grams)), g.search_text
  from jsonb_to_recordset($1::jsonb) as g(id uuid, customer_id uuid, side_id uuid, owner_id uuid, team_id uuid, opened_at timestamptz, opened_on date, origin text, submission_id uuid, source_id uuid, subject text, need text,
    product_id uuid, amount_minor bigint, budget_minor bigint, currency text, authority text, decide_on date, attributes jsonb, external_source text, external_key text, batch_id uuid, search_grams jsonb, search_text text)
  on conflict (external_source, external_key) where external_source is not null do nothing returning id`;

export const INSERT_TOUCHES = `insert into lead_touch (id, lead_id, customer_id, side_id, at, origin, submission_id, source_id, subject, need)
  select g.id, g.lead_id, g.customer_id, g.side_id, g.at, g.origin, g.submission_id, g.source_id, g.subject, g.need
  from jsonb_to_recordset($1::jsonb) as g(id uuid, lead_id uuid, customer_id uuid, side_id uuid, at timestamptz, origin text, submission_id uuid, source_id uuid, subject text, need text)
  on conflict (submission_id) where submission_id is not null do nothing returning lead_id, at`;

/** The first step of each new lead (`$1`: id, lead_id), taken by `$2`. */
export const INSERT_TRANSITIONS = `insert into lead_transition (id, lead_id, at, to_stage, to_status, actor_id, owner_id, team_id)
  select g.id, l.id, l.opened_at, l.stage, l.status, $2, l.owner_id, l.team_id from jsonb_to_recordset($1::jsonb) as g(id uuid, lead_id uuid) join lead l on l.id = g.lead_id`;

/** How often and when last these came in, counted anew from their touches. It is no change of what anybody wrote: the version stays. */
export const TOUCH_LEADS = `update lead l set touches = x.touches, last_touch_at = greatest(l.last_touch_at, x.last_at), updated_at = now()
  from (select lead_id, count(*)::int as touches, max(at) as last_at from lead_touch where lead_id = any($1::uuid[]) group by lead_id) x
  where l.id = x.lead_id and l.touches <> x.touches returning l.id`;
