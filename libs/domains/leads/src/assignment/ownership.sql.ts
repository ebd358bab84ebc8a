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
  with g as materialized (
    select distinct on (l.customer_id) l.customer_id, l.owner_id, l.team_id from lead l where l.id = any($1::uuid[]) order by l.customer_id, l.owner_id nulls last, l.id
  ), h as materialized (
    select g.*, o.owners from g cross join lateral (
      -- Asked by the record alone, and judged within: no other index can seem better, whatever the planner knows of the table.
      select array_agg(o.owner_id) filter (where o.status = 'OPEN' and o.archived_at is null and o.owner_id is not null and o.id <> all($1::uuid[])) as owners from lead o where o.customer_id = g.customer_id
    ) o
  )
  update customer c set owner_id = h.owner_id, team_id = h.team_id, version = c.version + 1, updated_at = now() from h
  where c.id = h.customer_id and case when c.archived_at is null then c.stage = 'PROSPECT' or c.owner_id is null end and (c.owner_id is distinct from h.owner_id or c.team_id is distinct from h.team_id)
    and case when h.owner_id is null then h.owners is null else not coalesce(c.owner_id = any(h.owners) and c.owner_id <> h.owner_id, false) end
  returning c.id`;

/** Orders bear owner and team of their customer. $1 the records that moved. */
export const ordersFollowSql = `
  update sales_order o set owner_id = c.owner_id, team_id = c.team_id, version = o.version + 1, updated_at = now() from customer c where c.id = o.customer_id and c.id = any($1::uuid[])`;

/** The decisions of a chunk, a line of JSON each. */
export const decideSql = `
  insert into lead_decision (id, lead_id, at, act, round_id, rule, rule_name, loads, refusals, owner_id, team_id, pool_id, actor_id, reason, assignment_id, before)
  select d.id, d.lead_id, $2, d.act, d.round_id, d.rule, d.rule_name, d.loads, d.refusals, d.owner_id, d.team_id, d.pool_id, $3, d.reason, d.assignment_id, d.before
  from jsonb_to_recordset($1::jsonb) as d (id uuid, lead_id uuid, act text, round_id uuid, rule int, rule_name text, loads int[], refusals text, owner_id uuid, team_id uuid, pool_id uuid, reason text, assignment_id uuid, before jsonb)`;

/** What was told of these leads, that they would go back to a pool: it holds no longer, and comes back where the hand-over is undone. */
export const forgetWarningsSql = `
  delete from lead_warning where lead_id = any($1::uuid[])
  returning lead_id, json_build_object('poolId', pool_id, 'ownerId', owner_id, 'reason', reason, 'dueAt', due_at, 'warnedAt', warned_at) as warning`;

/** $1 decisions. Only leads that are still as those left them: in the same hands since then, and open. */
export const putBackSql = `
  update lead l set owner_id = (d.before->>'ownerId')::uuid, team_id = (d.before->>'teamId')::uuid, pool_id = (d.before->>'poolId')::uuid, assigned_at = (d.before->>'assignedAt')::timestamptz,
    response_due_at = (d.before->>'responseDueAt')::timestamptz, version = l.version + 1, updated_at = now()
  from lead_decision d where d.id = any($1::uuid[]) and l.id = d.lead_id and l.owner_id is not distinct from d.owner_id and l.team_id is not distinct from d.team_id and l.pool_id is not distinct from d.pool_id
    and (d.owner_id is null or l.assigned_at = d.at) and l.status = 'OPEN' and l.archived_at is null
    and not exists (select 1 from lead_decision x where x.lead_id = d.lead_id and x.id <> d.id and (x.at, x.id) > (d.at, d.id) and (x.owner_id is not null or x.pool_id is not null))
  returning l.id, l.owner_id, l.team_id, l.pool_id`;

/** $1 decisions, $2 the leads that went back: their records go back where they moved with them, and are still where they went. */
export const putBackRecordsSql = `
  update customer c set owner_id = r.owner_id, team_id = r.team_id, version = c.version + 1, updated_at = now()
  from (select distinct on (l.customer_id) l.customer_id, d.owner_id as given_to, (d.before->'record'->>'ownerId')::uuid as owner_id, (d.before->'record'->>'teamId')::uuid as team_id
    from lead_decision d join lead l on l.id = d.lead_id where d.id = any($1::uuid[]) and d.before ? 'record' and l.id = any($2::uuid[]) order by l.customer_id, l.id) r
  where c.id = r.customer_id and c.owner_id is not distinct from r.given_to returning c.id`;

/** $1 decisions, $2 the leads that went back. */
export const putBackWarningsSql = `
  insert into lead_warning (lead_id, pool_id, owner_id, reason, due_at, warned_at)
  select d.lead_id, (w->>'poolId')::uuid, (w->>'ownerId')::uuid, w->>'reason', (w->>'dueAt')::timestamptz, (w->>'warnedAt')::timestamptz from lead_decision d cross join lateral (select d.before->'warning' as w) x
  where d.id = any($1::uuid[]) and d.lead_id = any($2::uuid[]) and d.before ? 'warning' on conflict (lead_id) do nothing`;
