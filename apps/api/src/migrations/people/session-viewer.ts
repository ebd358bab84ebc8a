/**
 * The one way from a token to a viewer: session, status, rights version and rights in one indexed statement.
 * It runs as the owner, for the app login sees no session but those of the user it acts for. When a session was last
 * seen stands beside it, outside the trail: each minute of work would be a line there.
 */
export const sessionViewer = `
create function user_viewer(given uuid)
returns table (user_id uuid, name text, language text, grants jsonb, team_ids uuid[], tree_ids uuid[])
language sql stable set search_path = public, pg_temp as $$
  select u.id, u.name, u.language,
    coalesce((select jsonb_agg(jsonb_build_object('action', g.action, 'scope', g.scope, 'fields', g.fields) order by g.action, g.scope)
      from user_role ur join role r on r.id = ur.role_id and r.archived_at is null join role_grant g on g.role_id = r.id
      where ur.user_id = u.id), '[]'::jsonb),
    mine.ids,
    array(select t.id from team t where t.archived_at is null and t.path && mine.ids order by t.id)
  from app_user u
  cross join lateral (
    select array(select m.team_id from team_member m join team t on t.id = m.team_id and t.archived_at is null where m.user_id = u.id order by m.team_id) as ids
  ) mine
  where u.id = given and u.status = 'ACTIVE' and u.archived_at is null
$$;

create function session_viewer(given bytea, at timestamptz, idle interval)
returns table (session_id uuid, last_seen_at timestamptz, user_id uuid, name text, language text, grants jsonb, team_ids uuid[], tree_ids uuid[])
language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, seen.at, v.*
  from session s
  join session_seen seen on seen.session_id = s.id
  join app_user u on u.id = s.user_id and u.rights_version = s.rights_version
  cross join lateral user_viewer(s.user_id) v
  where s.token_hash = given and s.ended_at is null and s.expires_at > session_viewer.at and seen.at > session_viewer.at - idle
$$;
revoke all on function session_viewer(bytea, timestamptz, interval) from public;
grant execute on function session_viewer(bytea, timestamptz, interval) to dossier_app;

create function session_touch(session uuid, at timestamptz) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into session_seen as s (session_id, at) values (session, session_touch.at)
  on conflict (session_id) do update set at = greatest(s.at, excluded.at)
$$;
revoke all on function session_touch(uuid, timestamptz) from public;
grant execute on function session_touch(uuid, timestamptz) to dossier_app;`;

/** Whoever keeps a copy of rights or names hears at once that they have changed, whoever changed them. */
export const changesAreTold = `
create function tell_rights() returns trigger language plpgsql as $$
begin
  perform pg_notify('dossier', json_build_array('rights', '')::text);
  return null;
end $$;
create function tell_dictionary() returns trigger language plpgsql as $$
begin
  perform pg_notify('dossier', json_build_array('dictionary', tg_argv[0])::text);
  return null;
end $$;
create trigger rights_told after update of name, language, status, rights_version, archived_at on app_user for each statement execute function tell_rights();
create trigger rights_told after update of ended_at on session for each statement execute function tell_rights();
create trigger rights_told after insert or delete on user_role for each statement execute function tell_rights();
create trigger rights_told after update of archived_at on role for each statement execute function tell_rights();
create trigger rights_told after insert or update or delete on role_grant for each statement execute function tell_rights();
create trigger rights_told after insert or delete on team_member for each statement execute function tell_rights();
create trigger rights_told after insert or update of path, archived_at on team for each statement execute function tell_rights();
create trigger name_told after insert or update of name on app_user for each statement execute function tell_dictionary('user');
create trigger name_told after insert or update of name on team for each statement execute function tell_dictionary('team');
create trigger name_told after insert or update of name on role for each statement execute function tell_dictionary('role');`;
