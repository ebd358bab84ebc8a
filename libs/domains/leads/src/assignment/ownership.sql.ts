/** A lead that is to change hands, with its record, as it stands: locked in the order of ids. */
export interface Standing extends Record<string, unknown> {
  id: string;
  customer_id: string;
  owner_id: string | null;
  team_id: string | null;
  pool_id: string | null;
  assigned_at: Date | null;
  response_due_at: Date | null;
  is_open: boolean;
  stage: string;
  record_owner_id: string | null;
  record_team_id: string | null;
}

/** $1 the leads. */
export const standingSql = `
  select l.id, l.customer_id, l.owner_id, l.team_id, l.pool_id, l.assigned_at, l.response_due_at, l.status = 'OPEN' and l.archived_at is null as is_open,
    c.stage, c.owner_id as record_owner_id, c.team_id as record_team_id
  from lead l join customer c on c.id = l.customer_id where l.id = any($1::uuid[]) order by l.id for update of l`;

/** Whom a lock keeps from leads that lie in a pool. $1 leads, $2 the persons who would get them, $3 now. */
export const lockedSql = `
  select k.lead_id from unnest($1::uuid[], $2::uuid[]) as g (lead_id, owner_id) join lead l on l.id = g.lead_id and l.pool_id is not null
    join lead_lock k on k.lead_id = g.lead_id and k.user_id = g.owner_id and k.until > $3::timestamptz`;

/**
 * Leads of $1 to the owners, teams and pools of $2 to $4, since $5, to be answered by $6. Whoever has answered already owes no first answer.
 */
export const giveSql = `
  update lead l set owner_id = g.owner_id, team_id = g.team_id, pool_id = g.pool_id, assigned_at = case when g.owner_id is null then null else $5::timestamptz end,
    response_due_at = case when l.first_response_at is null then g.due else l.response_due_at end, version = l.version + 1, updated_at = now()
  from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $6::timestamptz[]) as g (lead_id, owner_id, team_id, pool_id, due) where l.id = g.lead_id`;

/**
 * Records follow their leads: a prospect's, and one that nobody owns. One whose owner has another open lead of it stays with that owner, and one
 * does not go to a pool while anybody works on another lead of it. The leads of $1 stand in their new hands already. Gives the records that moved.
 */
export const followSql = `
  with g as (
    select distinct on (l.customer_id) l.customer_id, l.owner_id, l.team_id from lead l where l.id = any($1::uuid[]) order by l.customer_id, l.owner_id nulls last, l.id
  )
  update customer c set owner_id = g.owner_id, team_id = g.team_id, version = c.version + 1, updated_at = now() from g
  where c.id = g.customer_id and (c.stage = 'PROSPECT' or c.owner_id is null) and c.archived_at is null and (c.owner_id is distinct from g.owner_id or c.team_id is distinct from g.team_id)
    and not exists (select 1 from lead o where o.customer_id = c.id and o.status = 'OPEN' and o.archived_at is null and o.id <> all($1::uuid[])
      and case when g.owner_id is null then o.owner_id is not null else o.owner_id = c.owner_id and o.owner_id <> g.owner_id end)
  returning c.id`;

/** Orders bear owner and team of their customer. $1 the records that moved. */
export const ordersFollowSql = `
  update sales_order o set owner_id = c.owner_id, team_id = c.team_id, version = o.version + 1, updated_at = now() from customer c where c.id = o.customer_id and c.id = any($1::uuid[])`;

/** The decisions of a chunk, a line of JSON each. */
export const decideSql = `
  insert into lead_decision (id, lead_id, at, act, round_id, rule, rule_name, loads, refusals, owner_id, team_id, pool_id, actor_id, reason, assignment_id, before)
  select d.id, d.lead_id, $2, d.act, d.round_id, d.rule, d.rule_name, d.loads, d.refusals, d.owner_id, d.team_id, d.pool_id, $3, d.reason, d.assignment_id, d.before
  from jsonb_to_recordset($1::jsonb) as d (id uuid, lead_id uuid, act text, round_id uuid, rule int, rule_name text, loads int[], refusals text, owner_id uuid, team_id uuid, pool_id uuid, reason text, assignment_id uuid, before jsonb)`;
