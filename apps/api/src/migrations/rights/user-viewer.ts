/** What a user may do now: roles whose time has ended give nothing more. Nobody may lend what these words open. */
export const userViewer = `
create or replace function user_viewer(given uuid)
returns table (user_id uuid, name text, language text, grants jsonb, team_ids uuid[], tree_ids uuid[])
language sql stable set search_path = public, pg_temp as $$
  select u.id, u.name, u.language,
    coalesce((select jsonb_agg(jsonb_build_object('action', g.action, 'scope', g.scope, 'fields', g.fields) order by g.action, g.scope)
      from user_role ur join role r on r.id = ur.role_id and r.archived_at is null join role_grant g on g.role_id = r.id
      where ur.user_id = u.id and (ur.until is null or ur.until > now())), '[]'::jsonb),
    mine.ids,
    array(select t.id from team t where t.archived_at is null and t.path && mine.ids order by t.id)
  from app_user u
  cross join lateral (
    select array(select m.team_id from team_member m join team t on t.id = m.team_id and t.archived_at is null where m.user_id = u.id order by m.team_id) as ids
  ) mine
  where u.id = given and u.status = 'ACTIVE' and u.archived_at is null
$$;

create function is_lendable(word text) returns boolean language sql immutable as $$
  select word !~ '^(user|role|key|audit|job)\\.' and word not in ('company.manage', 'webhook.manage') $$;

-- The rights that one account has lent to another and still holds itself, over the rows that it reaches now.
create function acting_viewer(owner uuid, actor uuid, at timestamptz)
returns table (grants jsonb, team_ids uuid[], tree_ids uuid[], until timestamptz)
language sql stable set search_path = public, pg_temp as $$
  select coalesce((select jsonb_agg(g) from jsonb_array_elements(v.grants) g where g->>'action' = any(lent.words) and is_lendable(g->>'action')), '[]'::jsonb),
    v.team_ids, v.tree_ids, lent.until
  from user_viewer(owner) v
  cross join lateral (
    select array_agg(distinct word) as words, max(d.until) as until from delegation d cross join lateral unnest(d.words) word
    where d.from_id = owner and d.to_id = actor and d.ended_at is null and d.since <= acting_viewer.at and d.until > acting_viewer.at
  ) lent
  where lent.words is not null
$$;`;
