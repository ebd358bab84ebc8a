const ROW = `id uuid, customer_id uuid, side_id uuid, owner_id uuid, team_id uuid, opened_at timestamptz, opened_on date, stage_since timestamptz, closed_at timestamptz, closed_on date, origin text, source_id uuid,
    subject text, need text, product_id uuid, amount_minor bigint, budget_minor bigint, currency text, authority text, decide_on date, attributes jsonb, stage text, status text, loss_reason text, loss_note text,
    external_source text, external_key text, batch_id uuid, search_text text, search_grams text[]`;
const NAMES = ROW.split(',').map((part) => part.trim().split(' ')[0]!);

/** Leads that were decided before they came in (`$1`), with the times of then. A number that stands already brings nothing. */
export const INSERT_DECIDED = `insert into lead (${NAMES.join(', ')}, last_touch_at, assigned_at)
  select ${NAMES.map((name) => (name === 'currency' ? `coalesce(g.currency, (select currency from company limit 1), 'CNY')` : `g.${name}`)).join(', ')}, g.opened_at, case when g.owner_id is not null then g.opened_at end
  from jsonb_to_recordset($1::jsonb) as g(${ROW})
  on conflict (external_source, external_key) where external_source is not null do nothing returning id`;

/** The first time that each of them came in (`$1`: id, lead_id). */
export const INSERT_FIRST_TOUCHES = `insert into lead_touch (id, lead_id, customer_id, side_id, at, origin, source_id, subject, need)
  select g.id, l.id, l.customer_id, l.side_id, l.opened_at, l.origin, l.source_id, l.subject, l.need from jsonb_to_recordset($1::jsonb) as g(id uuid, lead_id uuid) join lead l on l.id = g.lead_id`;

/** What became of them, at their own times, by whom the file names as owner (`$1`: three ids and lead_id): opened, brought to the stage it was left in, decided. */
export const INSERT_COURSE = `insert into lead_transition (id, lead_id, at, from_stage, to_stage, from_status, to_status, reason, actor_id, owner_id, team_id)
  select s.id, l.id, s.at, s.from_stage, s.to_stage, s.from_status, s.to_status, s.reason, l.owner_id, l.owner_id, l.team_id
  from jsonb_to_recordset($1::jsonb) as g(a uuid, b uuid, c uuid, lead_id uuid) join lead l on l.id = g.lead_id
    cross join lateral (values
      (g.a, l.opened_at, null, 'NEW', null, 'OPEN', null, true),
      (g.b, l.stage_since, 'NEW', l.stage, 'OPEN', 'OPEN', null, l.stage <> 'NEW'),
      (g.c, l.closed_at, l.stage, l.stage, 'OPEN', l.status, l.loss_reason, l.closed_at is not null)) s(id, at, from_stage, to_stage, from_status, to_status, reason, happened)
  where s.happened`;

/** Open leads that had come further when they came in (`$1`: id, lead_id, stage, since): the step is noted at its own time. */
export const SET_STAGES = `with g as (select * from jsonb_to_recordset($1::jsonb) as g(id uuid, lead_id uuid, stage text, since timestamptz)),
    noted as (insert into lead_transition (id, lead_id, at, from_stage, to_stage, from_status, to_status, actor_id, owner_id, team_id)
      select g.id, l.id, greatest(g.since, l.opened_at), 'NEW', g.stage, 'OPEN', 'OPEN', l.owner_id, l.owner_id, l.team_id from g join lead l on l.id = g.lead_id)
  update lead l set stage = g.stage, stage_since = greatest(g.since, l.opened_at), version = l.version + 1, updated_at = now() from g where l.id = g.lead_id`;

/** The numbers (`$1`: lead_id, key, of the source `$2`) by which leads were touched in this unit of work: each goes to a touch of its own, for one row leaves one. */
export const KEEP_KEYS = `with asked as (select lead_id, key, row_number() over (partition by lead_id order by key) as place from jsonb_to_recordset($1::jsonb) as g(lead_id uuid, key text)),
    free as (select t.id, t.lead_id, row_number() over (partition by t.lead_id order by t.id desc) as place from lead_touch t join (select distinct lead_id from asked) a on a.lead_id = t.lead_id
      where t.submission_id is null and t.external_key is null)
  update lead_touch t set external_source = $2, external_key = a.key from free f join asked a on a.lead_id = f.lead_id and a.place = f.place where t.id = f.id`;

/** The first team of each of these colleagues. */
export const TEAMS_OF = `select distinct on (m.user_id) m.user_id, m.team_id from team_member m join team t on t.id = m.team_id and t.archived_at is null where m.user_id = any($1::uuid[]) order by m.user_id, m.created_at, m.team_id`;
