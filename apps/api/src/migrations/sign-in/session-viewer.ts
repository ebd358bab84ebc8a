/**
 * From a token to a viewer, once more in one indexed statement. Besides session, status and rights it asks whether a
 * second factor is missing that the rights demand, or that a short password leans on: then there is no session, and the next sign-in binds one first.
 */
export const sessionViewer = `
create function demands_factor(grants jsonb) returns boolean language sql immutable as $$
  select exists (select 1 from jsonb_array_elements(grants) g
    where g->>'action' ~ '^(user|role|audit|backup)\\.' and g->>'action' <> 'user.read' or g->>'action' = 'customer.export') $$;

create function factor_missing(given uuid, grants jsonb) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select (exists (select 1 from company where require_second_factor) and demands_factor(factor_missing.grants)
      or exists (select 1 from app_user u where u.id = given and u.short_password))
    and not exists (select 1 from second_factor f where f.user_id = given and f.confirmed_at is not null) $$;
revoke all on function factor_missing(uuid, jsonb) from public;
grant execute on function factor_missing(uuid, jsonb) to dossier_app;

create function sign_in_step_of(given uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select case when exists (select 1 from second_factor f where f.user_id = given and f.confirmed_at is not null) then 'SECOND_FACTOR'
    when exists (select 1 from user_viewer(given) v where factor_missing(given, v.grants)) then 'ENROLMENT' end $$;
revoke all on function sign_in_step_of(uuid) from public;
grant execute on function sign_in_step_of(uuid) to dossier_app;

drop function session_viewer(bytea, timestamptz, interval);
create function session_viewer(given bytea, at timestamptz, idle interval)
returns table (session_id uuid, last_seen_at timestamptz, proven_at timestamptz, user_id uuid, name text, language text, grants jsonb, team_ids uuid[], tree_ids uuid[], acting_for uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  -- Whoever acts for somebody holds what was lent and nothing of their own; when that has ended, nothing at all.
  select s.id, seen.at, s.proven_at, v.user_id, v.name, v.language,
    case when s.acting_for is null then v.grants else coalesce(a.grants, '[]'::jsonb) end,
    case when s.acting_for is null then v.team_ids else coalesce(a.team_ids, '{}') end,
    case when s.acting_for is null then v.tree_ids else coalesce(a.tree_ids, '{}') end,
    s.acting_for
  from session s
  join session_seen seen on seen.session_id = s.id
  join app_user u on u.id = s.user_id and u.rights_version = s.rights_version
  cross join lateral user_viewer(s.user_id) v
  left join lateral acting_viewer(s.acting_for, s.user_id, session_viewer.at) a on s.acting_for is not null
  where s.token_hash = given and s.ended_at is null and s.expires_at > session_viewer.at and seen.at > session_viewer.at - idle
    and not factor_missing(s.user_id, v.grants || coalesce(a.grants, '[]'::jsonb))
$$;
revoke all on function session_viewer(bytea, timestamptz, interval) from public;
grant execute on function session_viewer(bytea, timestamptz, interval) to dossier_app;

drop trigger rights_told on session;
create trigger rights_told after update of ended_at, proven_at on session for each statement execute function tell_rights();
create trigger rights_told after insert or update of confirmed_at or delete on second_factor for each statement execute function tell_rights();
create trigger factor_told after update of require_second_factor on company for each statement execute function tell_rights();`;

/** What is read outside a unit of work: the living sessions of a user, their second factor, an invitation by its token. */
export const signInReads = `
create function sessions_of(given uuid, at timestamptz, idle interval)
returns table (id uuid, ip text, device text, created_at timestamptz, seen_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, s.ip, s.device, s.created_at, seen.at from session s
  join session_seen seen on seen.session_id = s.id
  join app_user u on u.id = s.user_id and u.rights_version = s.rights_version
  where s.user_id = given and s.ended_at is null and s.expires_at > sessions_of.at and seen.at > sessions_of.at - idle
  order by seen.at desc, s.id limit 100 $$;
revoke all on function sessions_of(uuid, timestamptz, interval) from public;
grant execute on function sessions_of(uuid, timestamptz, interval) to dossier_app;

create function factor_of(given uuid) returns table (confirmed_at timestamptz, codes_left int, required boolean, providers jsonb)
language sql stable security definer set search_path = public, pg_temp as $$
  select (select f.confirmed_at from second_factor f where f.user_id = given),
    (select count(*)::int from recovery_code c where c.user_id = given and c.used_at is null),
    exists (select 1 from company where require_second_factor) and exists (select 1 from user_viewer(given) v where demands_factor(v.grants)),
    (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'issuer', l.issuer, 'linkedAt', l.created_at) order by l.created_at), '[]') from provider_link l where l.user_id = given) $$;
revoke all on function factor_of(uuid) from public;
grant execute on function factor_of(uuid) to dossier_app;

create function account_link_by(given bytea, at timestamptz) returns table (purpose text, user_id uuid, name text, email text, language text)
language sql stable security definer set search_path = public, pg_temp as $$
  select l.purpose, u.id, u.name, u.email, u.language from account_link l join app_user u on u.id = l.user_id and u.archived_at is null
  where l.token_hash = given and l.ended_at is null and l.expires_at > account_link_by.at
    and u.status = case l.purpose when 'INVITATION' then 'INVITED' else 'ACTIVE' end $$;
revoke all on function account_link_by(bytea, timestamptz) from public;
grant execute on function account_link_by(bytea, timestamptz) to dossier_app;

create function sign_in_step_by(given bytea, at timestamptz) returns table (kind text, user_id uuid, expires_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.kind, s.user_id, s.expires_at from sign_in_step s join app_user u on u.id = s.user_id and u.status = 'ACTIVE' and u.archived_at is null
  where s.token_hash = given and s.ended_at is null and s.expires_at > sign_in_step_by.at and u.rights_version = s.rights_version $$;
revoke all on function sign_in_step_by(bytea, timestamptz) from public;
grant execute on function sign_in_step_by(bytea, timestamptz) to dossier_app;

create function invitation_of(given uuid) returns table (sent_at timestamptz, expires_at timestamptz, mail_state text)
language sql stable security definer set search_path = public, pg_temp as $$
  select l.created_at, l.expires_at, m.state from account_link l left join mail m on m.id = l.mail_id
  where l.user_id = given and l.purpose = 'INVITATION' and l.ended_at is null order by l.created_at desc limit 1 $$;
revoke all on function invitation_of(uuid) from public;
grant execute on function invitation_of(uuid) to dossier_app;

create function provider_link_by(given_issuer text, given_subject text) returns table (user_id uuid, status text)
language sql stable security definer set search_path = public, pg_temp as $$
  select u.id, u.status from provider_link l join app_user u on u.id = l.user_id and u.archived_at is null
  where l.issuer = given_issuer and l.subject = given_subject $$;
revoke all on function provider_link_by(text, text) from public;
grant execute on function provider_link_by(text, text) to dossier_app;

create function sign_in_upkeep(at timestamptz) returns int language plpgsql security definer set search_path = public, pg_temp as $$
declare gone int;
begin
  delete from session_seen x using session s where s.id = x.session_id and (s.ended_at < sign_in_upkeep.at - interval '7 days' or s.expires_at < sign_in_upkeep.at - interval '7 days');
  delete from session where ended_at < sign_in_upkeep.at - interval '7 days' or expires_at < sign_in_upkeep.at - interval '7 days';
  get diagnostics gone = row_count;
  delete from sign_in_step where expires_at < sign_in_upkeep.at - interval '1 day';
  delete from account_link where expires_at < sign_in_upkeep.at - interval '7 days' and (ended_at is not null or purpose <> 'INVITATION');
  delete from second_factor where confirmed_at is null and created_at < sign_in_upkeep.at - interval '1 day';
  delete from mail where updated_at < sign_in_upkeep.at - interval '90 days' and state not in ('QUEUED','SENDING');
  delete from sign_in_throttle where expire < extract(epoch from sign_in_upkeep.at) * 1000;
  return gone;
end $$;
revoke all on function sign_in_upkeep(timestamptz) from public;
grant execute on function sign_in_upkeep(timestamptz) to dossier_app;`;
