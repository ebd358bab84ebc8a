/**
 * What the workers do to deliveries, each in one statement: take some under a lease, write down what came of one. They
 * run outside units of work, for nobody acts; deliveries are no rows of the trail.
 */
export const delivering = `
create function webhook_pause(attempt int) returns interval language sql volatile as $$
  select least(3600, 5 * 2 ^ least(attempt - 1, 12)) * (0.8 + 0.4 * random()) * interval '1 second' $$;

create function webhook_claim(at timestamptz, holder text, room int, each int)
returns table (id uuid, webhook_id uuid, owner_id uuid, url text, event_id uuid, seq bigint, type text, object text, object_id uuid, record_version int, fields text[], event_at timestamptz, body text)
language plpgsql volatile security definer set search_path = public, pg_temp set app.request_id = 'webhook'
-- A few rows from the front of what may be a hundred thousand: always along the indexes, whatever the statistics say after a great import.
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_bitmapscan = off set enable_sort = off as $$
#variable_conflict use_column
declare
  hook record;
  left_over int := room;
  may int;
  taken int;
begin
  for hook in
    select w.id, w.owner_id, w.url, coalesce(h.failures, 0) as failures from webhook w left join webhook_health h on h.webhook_id = w.id
    where w.state = 'ACTIVE' and w.archived_at is null and (h.rest_until is null or h.rest_until <= webhook_claim.at)
      and exists (select 1 from webhook_delivery d where d.webhook_id = w.id and d.state = 'WAITING' and d.next_at <= webhook_claim.at)
    order by h.served_at nulls first
  loop
    exit when left_over <= 0;
    -- One process at a time counts what is under way to an endpoint.
    continue when not pg_try_advisory_xact_lock(7421003, hashtext(hook.id::text));
    -- An endpoint that fails gets one attempt at a time until it answers.
    may := case when hook.failures > 0 then 1 else each end - (select count(*)::int from webhook_delivery d where d.webhook_id = hook.id and d.lease_until > clock_timestamp());
    continue when may <= 0;
    return query
      with picked as (
        select d.id from webhook_delivery d
        where d.webhook_id = hook.id and d.state = 'WAITING' and d.next_at <= webhook_claim.at and (d.lease_until is null or d.lease_until <= clock_timestamp())
          -- Asked of each candidate by itself: as a join, a bad guess would walk through everything that waits.
          and (select e.seq from webhook_delivery e where e.webhook_id = d.webhook_id and e.object_id = d.object_id and e.seq < d.seq and e.state = 'WAITING' limit 1) is null
        order by d.seq limit least(may, left_over) for update skip locked
      ), held as (
        update webhook_delivery d set lease_holder = webhook_claim.holder, lease_until = clock_timestamp() + interval '60 seconds' from picked where d.id = picked.id returning d.*
      )
      select d.id, hook.id, hook.owner_id, hook.url, e.id, e.seq, e.type, e.object, e.object_id, e.version, e.fields, e.at, d.body
      from held d join webhook_event e on e.id = d.event_id order by e.seq;
    get diagnostics taken = row_count;
    left_over := left_over - taken;
    insert into webhook_health (webhook_id, served_at) values (hook.id, clock_timestamp()) on conflict (webhook_id) do update set served_at = excluded.served_at;
  end loop;
end $$;

create function webhook_settle(given jsonb) returns text
language plpgsql volatile security definer set search_path = public, pg_temp set app.request_id = 'webhook' as $$
declare
  now_is timestamptz := (given->>'at')::timestamptz;
  outcome text := given->>'outcome';
  wait interval := make_interval(secs => least(3600, coalesce((given->>'retryAfter')::int, 0)));
  row webhook_delivery;
begin
  select * into row from webhook_delivery where id = (given->>'id')::uuid and lease_holder = given->>'holder' for update;
  if not found then return 'LOST'; end if;
  if outcome = 'OUT_OF_REACH' then
    delete from webhook_delivery where id = row.id;
    return 'SKIPPED';
  end if;
  row.attempts := row.attempts + 1;
  row.first_at := coalesce(row.first_at, now_is);
  row.state := case when outcome = 'DELIVERED' then 'DELIVERED' when now_is - row.first_at >= interval '24 hours' then 'DEAD' else 'WAITING' end;
  row.next_at := case when outcome = 'FAILED' then now_is + greatest(webhook_pause(row.attempts), wait) else now_is end;
  update webhook_delivery set state = row.state, attempts = row.attempts, first_at = row.first_at, last_at = now_is, next_at = row.next_at,
    status = (given->>'status')::int, fault = given->>'fault', latency_ms = (given->>'latency')::int, body = given->>'body', lease_holder = null, lease_until = null
    where id = row.id;
  if outcome = 'UNREACHABLE' then
    insert into webhook_health (webhook_id, failures, failing_since, rest_until) values (row.webhook_id, 1, now_is, now_is + greatest(webhook_pause(1), wait))
      on conflict (webhook_id) do update set failures = webhook_health.failures + 1, failing_since = coalesce(webhook_health.failing_since, now_is),
        rest_until = now_is + greatest(webhook_pause(webhook_health.failures + 1), wait)
        where webhook_health.rest_until is null or webhook_health.rest_until <= now_is;
  else
    update webhook_health set failures = 0, failing_since = null, rest_until = null where webhook_id = row.webhook_id and failures > 0;
  end if;
  return row.state;
end $$;

create function webhook_lost(hook uuid, at timestamptz, most int)
returns table (id uuid, webhook_id uuid, owner_id uuid, url text, event_id uuid, seq bigint, type text, object text, object_id uuid, record_version int, fields text[], event_at timestamptz, body text)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.id, w.id, w.owner_id, w.url, e.id, e.seq, e.type, e.object, e.object_id, e.version, e.fields, e.at, d.body
  from webhook w join webhook_health h on h.webhook_id = w.id join webhook_delivery d on d.webhook_id = w.id join webhook_event e on e.id = d.event_id
  where w.id = hook and h.failing_since <= webhook_lost.at - interval '24 hours' and d.state = 'WAITING' and d.lease_until is null and e.at <= webhook_lost.at - interval '24 hours'
  order by d.seq limit most $$;

create function webhook_bury(given uuid, dead_body text, at timestamptz) returns void
language sql volatile security definer set search_path = public, pg_temp set app.request_id = 'webhook' as $$
  delete from webhook_delivery where id = given and dead_body is null and state = 'WAITING' and lease_until is null;
  update webhook_delivery set state = 'DEAD', body = dead_body, first_at = coalesce(first_at, webhook_bury.at), last_at = webhook_bury.at, fault = coalesce(fault, 'UNREACHABLE')
    where id = given and dead_body is not null and state = 'WAITING' and lease_until is null $$;

create function webhook_tidy() returns void
language sql volatile security definer set search_path = public, pg_temp set app.request_id = 'webhook' as $$
  delete from webhook_delivery d using webhook_event e where e.id = d.event_id and d.lease_until is null
    and (e.at < now() - interval '90 days' or (d.state = 'DELIVERED' and e.at < now() - interval '30 days'));
  delete from webhook_event e where e.at < now() - interval '1 day' and not exists (select 1 from webhook_delivery d where d.event_id = e.id);
  delete from incoming_delivery where received_at < now() - interval '30 days' $$;

create function webhook_secrets(given uuid) returns table (id uuid, cipher bytea)
language sql stable security definer set search_path = public, pg_temp set app.request_id = 'webhook' as $$
  select s.id, s.cipher from webhook_secret s where s.of_id = given and (s.until is null or s.until > now()) order by s.until nulls first, s.id desc $$;

create function webhook_secrets_left(current int) returns int
language sql stable security definer set search_path = public, pg_temp set app.request_id = 'webhook' as $$
  select count(*)::int from webhook_secret where get_byte(cipher, 0) <> current $$;`;

export const deliveringRights = ['webhook_claim(timestamptz, text, int, int)', 'webhook_settle(jsonb)', 'webhook_lost(uuid, timestamptz, int)', 'webhook_bury(uuid, text, timestamptz)', 'webhook_tidy()', 'webhook_secrets(uuid)', 'webhook_secrets_left(int)']
  .map((name) => `revoke all on function ${name} from public; grant execute on function ${name} to dossier_app;`).join('\n');
