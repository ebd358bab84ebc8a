/**
 * The one way from a key to a viewer: the key, the rights of its account and, where it acts for a person, the rights of
 * that person, in one indexed statement. It runs as the owner, for the app login reads no secret. Whoever asks by the id
 * of the row (a job begun with the key) gets the same answer.
 */
export const clientViewer = `
create function client_viewer(given text, given_id uuid)
returns table (key_id uuid, secret_hash bytea, expires_at timestamptz, revoked_at timestamptz, ip_list text[], rate_per_minute int, last_at timestamptz,
  user_id uuid, name text, language text, grants jsonb, team_ids uuid[], tree_ids uuid[],
  acts_for_id uuid, their_grants jsonb, their_team_ids uuid[], their_tree_ids uuid[])
language sql stable security definer set search_path = public, pg_temp as $$
  select k.id, k.secret_hash, k.expires_at, k.revoked_at, k.ip_list, k.rate_per_minute, (select max(s.last_at) from api_key_seen s where s.key_id = k.id),
    own.user_id, own.name, own.language, own.grants, own.team_ids, own.tree_ids,
    u.acts_for_id, theirs.grants, theirs.team_ids, theirs.tree_ids
  from api_key k
  join app_user u on u.id = k.client_id and u.kind = 'CLIENT'
  cross join lateral user_viewer(u.id) own
  left join lateral user_viewer(u.acts_for_id) theirs on true
  where k.public_id = given or k.id = given_id
$$;
revoke all on function client_viewer(text, uuid) from public;
grant execute on function client_viewer(text, uuid) to dossier_app;

create function key_touch(key uuid, from_network text, at timestamptz) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into api_key_seen as s (key_id, network, first_at, last_at) values (key, from_network, key_touch.at, key_touch.at)
  on conflict (key_id, network) do update set last_at = greatest(s.last_at, excluded.last_at)
$$;
revoke all on function key_touch(uuid, text, timestamptz) from public;
grant execute on function key_touch(uuid, text, timestamptz) to dossier_app;

create function instant_text(at timestamptz) returns text language sql stable as $$
  select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;

create function keys_of(client uuid) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object(
      'id', k.id, 'name', k.name, 'publicId', k.public_id, 'createdAt', instant_text(k.created_at), 'expiresAt', instant_text(k.expires_at), 'revokedAt', instant_text(k.revoked_at),
      'ipList', to_jsonb(k.ip_list), 'ratePerMinute', k.rate_per_minute, 'followsId', k.follows_id,
      'maker', case when m.id is not null then jsonb_build_object('id', m.id, 'name', m.name) end,
      'lastUsedAt', instant_text(s.last_at), 'lastNetwork', s.network) order by k.created_at desc, k.id desc), '[]'::jsonb)
  from api_key k
  left join app_user m on m.id = k.maker_id
  left join lateral (select x.last_at, x.network from api_key_seen x where x.key_id = k.id order by x.last_at desc limit 1) s on true
  where k.client_id = client
$$;
revoke all on function keys_of(uuid) from public;
grant execute on function keys_of(uuid) to dossier_app;

create trigger key_told after update of revoked_at, expires_at, ip_list, rate_per_minute on api_key for each statement execute function tell_rights();
create trigger client_told after update of acts_for_id on app_user for each statement execute function tell_rights();`;
