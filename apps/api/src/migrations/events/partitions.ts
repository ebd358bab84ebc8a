/**
 * One partition a month, by the clock of UTC. `event_make_month` makes one that is missing and takes over what the spare one has caught;
 * `event_drop_month` removes a whole one that the company keeps no longer, and has the interests of whom it concerned computed anew.
 * Both run as the owner: the app login owns nothing.
 */
export const eventMonths = `
create function event_make_month(month date) returns boolean language plpgsql
  security definer set search_path = public, pg_temp set timezone = 'UTC' as $$
declare
  part text := format('behaviour_event_%s', to_char(month, 'YYYY_MM'));
  since timestamptz := date_trunc('month', month::timestamptz);
  ends timestamptz := date_trunc('month', month::timestamptz) + interval '1 month';
  caught boolean;
begin
  perform pg_advisory_xact_lock(hashtext('event_make_month'));
  if to_regclass(part) is not null then
    return false;
  end if;
  select exists (select 1 from behaviour_event_default where occurred_at >= since and occurred_at < ends) into caught;
  if caught then
    alter table behaviour_event detach partition behaviour_event_default;
    execute format('create table %I (like behaviour_event including defaults including constraints)', part);
    execute format('with moved as (delete from behaviour_event_default where occurred_at >= $1 and occurred_at < $2 returning *) insert into %I select * from moved', part) using since, ends;
    execute format('alter table behaviour_event attach partition %I for values from (%L) to (%L)', part, since, ends);
    alter table behaviour_event attach partition behaviour_event_default default;
  else
    execute format('create table %I partition of behaviour_event for values from (%L) to (%L)', part, since, ends);
  end if;
  execute format('grant select on %I to dossier_backup', part);
  return true;
end $$;

create function event_waiting_months() returns setof text language sql stable
  security definer set search_path = public, pg_temp set timezone = 'UTC' as $$
  select distinct to_char(occurred_at, 'YYYY-MM-01') from behaviour_event_default $$;

create function event_drop_month(month date) returns bigint language plpgsql
  security definer set search_path = public, pg_temp set timezone = 'UTC' as $$
declare
  part text := format('behaviour_event_%s', to_char(month, 'YYYY_MM'));
  ends timestamptz := date_trunc('month', month::timestamptz) + interval '1 month';
  gone bigint;
begin
  if not in_work() then
    raise exception 'event_drop_month outside a unit of work' using errcode = '42501';
  end if;
  if ends > date_trunc('month', now()) - (select event_months from company limit 1) * interval '1 month' then
    raise exception 'the month % is kept', to_char(month, 'YYYY-MM') using errcode = '42501';
  end if;
  if to_regclass(part) is null then
    return null;
  end if;
  execute format('insert into interest_due (customer_id) select distinct customer_id from %I where customer_id is not null', part);
  execute format('with gone as (delete from event_key k using %I p where k.id = p.id returning 1) select count(*) from gone', part) into gone;
  execute format('drop table %I', part);
  return gone;
end $$;

revoke all on function event_make_month(date), event_waiting_months(), event_drop_month(date) from public;
grant execute on function event_make_month(date), event_waiting_months(), event_drop_month(date) to dossier_app;
select event_make_month(m::date) from generate_series(date_trunc('month', now() at time zone 'UTC') - interval '14 months', date_trunc('month', now() at time zone 'UTC') + interval '2 months', interval '1 month') m;`;
