import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What lets a thousand events be written, and a hundred thousand records be compared, in few steps. */
export class Pace1763780000034 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const part of [references, marks, addEvents, takeInterests, matching]) await db.query(part);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}

/**
 * Whoever takes events has looked up their customers under a lock that is shared with nobody who takes customers away; a look at the
 * customer for each single row says the same once more, at half the price of the whole row. So the references are declared and no longer
 * enforced row by row: what goes takes the lock alone. Customers take their events with them, a site with events stays.
 */
const references = `
  alter table behaviour_event alter constraint behaviour_event_customer_id_fkey not enforced;
  alter table behaviour_event alter constraint behaviour_event_side_id_fkey not enforced;
  alter table behaviour_event alter constraint behaviour_event_site_id_fkey not enforced;
  create function events_stand_still() returns trigger language plpgsql as $$
  begin
    perform pg_advisory_xact_lock(7421024);
    return null;
  end $$;
  create function events_go_along() returns trigger language plpgsql as $$
  begin
    delete from behaviour_event e using gone_rows g where e.customer_id = g.id;
    delete from behaviour_event e using gone_rows g where e.side_id = g.id;
    return null;
  end $$;
  create function events_keep_site() returns trigger language plpgsql as $$
  begin
    if exists (select 1 from behaviour_event e join gone_rows g on g.id = e.site_id) then
      raise exception 'behaviour_event still refers to the site' using errcode = '23503';
    end if;
    return null;
  end $$;
  create trigger events_stand_still before delete on customer for each statement execute function events_stand_still();
  create trigger events_go_along after delete on customer referencing old table as gone_rows for each statement execute function events_go_along();
  create trigger events_stand_still before delete on event_site for each statement execute function events_stand_still();
  create trigger events_keep_site after delete on event_site referencing old table as gone_rows for each statement execute function events_keep_site();
  -- Customers that do not stand are few: whether any of a thousand is one of them is told by this alone.
  create index customer_not_standing on customer (id) where archived_at is not null or merged_into_id is not null;`;

/**
 * Adds the events of one call; gives the ids that were new, null where all of them were. An id that is known keeps its earliest saying,
 * and at the same time the one with the smaller digest: what is earlier takes the place of what stood. A hopeful caller expects no known
 * id; where there is one after all, the careful way begins anew. A list that is too short is filled with nulls.
 */
const addEvents = `
  create function events_add(told uuid[], told_ms bigint[], told_digest bigint[], told_customer uuid[], told_side uuid[], told_visitor uuid[], told_site uuid, told_name text[],
    told_topic uuid[], told_topics text[], told_product text[], told_path text[], told_mark text[], told_properties text[], hopeful boolean) returns uuid[] language plpgsql as $$
  declare
    fresh uuid[];
    replaced uuid[];
    since timestamptz[];
    wanted uuid[];
  begin
    if hopeful then
      begin
        insert into event_key (id, occurred_at, digest) select x.id, to_timestamp(x.ms::float8 / 1000), x.digest from (select unnest(told) as id, unnest(told_ms) as ms, unnest(told_digest) as digest) x;
      exception when unique_violation then
        hopeful := false;
      end;
    end if;
    if not hopeful then
      with keyed as (
        insert into event_key as k (id, occurred_at, digest) select x.id, to_timestamp(x.ms::float8 / 1000), x.digest from (select unnest(told) as id, unnest(told_ms) as ms, unnest(told_digest) as digest) x
          on conflict (id) do update set occurred_at = excluded.occurred_at, digest = excluded.digest
          where (excluded.occurred_at, excluded.digest) < (k.occurred_at, k.digest) returning new.id as id, old.occurred_at as was
      )
      select coalesce(array_agg(id) filter (where was is null), '{}'), coalesce(array_agg(id) filter (where was is not null), '{}'), array_agg(was) filter (where was is not null) into fresh, replaced, since from keyed;
      if cardinality(replaced) > 0 then
        delete from behaviour_event e using unnest(replaced, since) k(id, at) where e.id = k.id and e.occurred_at = k.at;
      end if;
      wanted := fresh || replaced;
      if cardinality(wanted) = 0 then
        return fresh;
      end if;
    end if;
    insert into behaviour_event (id, occurred_at, customer_id, side_id, visitor_id, site_id, name, topic_ids, product_code, path, channel_mark, properties)
      select x.id, to_timestamp(x.ms::float8 / 1000), x.customer, x.side, x.visitor, told_site, x.name,
        case when x.topics is not null then x.topics::uuid[] when x.topic is not null then array[x.topic] else '{}' end, x.product, x.path, x.mark, x.properties::jsonb
      from (
        select unnest(told) as id, unnest(told_ms) as ms, unnest(told_customer) as customer, unnest(told_side) as side, unnest(told_visitor) as visitor, unnest(told_name) as name, unnest(told_topic) as topic,
          unnest(told_topics) as topics, unnest(told_product) as product, unnest(told_path) as path, unnest(told_mark) as mark, unnest(told_properties) as properties
      ) x where wanted is null or x.id = any(wanted);
    insert into interest_due (customer_ids) select array_agg(distinct c.id) from unnest(told_customer) c(id) where c.id is not null having count(*) > 0;
    return fresh;
  end $$;
  revoke all on function events_add(uuid[], bigint[], bigint[], uuid[], uuid[], uuid[], uuid, text[], uuid[], text[], text[], text[], text[], text[], boolean) from public;
  grant execute on function events_add(uuid[], bigint[], bigint[], uuid[], uuid[], uuid[], uuid, text[], uuid[], text[], text[], text[], text[], text[], boolean) to dossier_app;`;

/** A call marks all its customers in one row; whoever computes takes such rows apart. */
const marks = `
  alter table interest_due alter column customer_id drop not null, add column customer_ids uuid[], add check (num_nonnulls(customer_id, customer_ids) = 1);
  create index interest_due_calls on interest_due (number) where customer_ids is not null;`;

/** As before; rows of calls are taken apart first, a customer who waits already only once. */
const takeInterests = `
  create or replace function interests_take(most int) returns int language plpgsql security definer set search_path = public, pg_temp set timezone = 'UTC' as $$
  declare
    ids uuid[];
  begin
    if not pg_try_advisory_xact_lock(7421025) then
      return null;
    end if;
    if not exists (select 1 from interest_due) then
      return 0;
    end if;
    perform set_config('app.request_id', coalesce(nullif(current_setting('app.request_id', true), ''), 'interests'), true);
    if (select count(*) from (select 1 from interest_due where customer_id is not null limit most) x) < most then
      with calls as (
        delete from interest_due where number in (select number from interest_due where customer_ids is not null order by number limit 200) and customer_ids is not null returning customer_ids
      )
      insert into interest_due (customer_id) select distinct x.id from calls cross join lateral unnest(calls.customer_ids) x(id)
        where not exists (select 1 from interest_due d where d.customer_id = x.id);
    end if;
    with chosen as (select distinct customer_id from (select customer_id from interest_due where customer_id is not null order by customer_id limit most) d),
    taken as (delete from interest_due d using chosen c where d.customer_id = c.customer_id returning d.customer_id)
    select coalesce(array_agg(distinct customer_id order by customer_id), '{}') into ids from taken;
    perform refresh_interests(ids);
    return cardinality(ids);
  end $$;`;

/** What waits is taken in its order, a few hundred at a time. */
const matching = `create index match_due_next on match_due (at, customer_id);`;
