import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What lets events be taken fast however many there are. */
export class Scale1763780000041 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const part of [onceKnown, addEvents]) await db.query(part);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}

/**
 * Every id stands once in `event_key`, whatever the month: an index of each month over the same ids says nothing more, and costs every
 * event an entry at a place of its own. Lists of ids are never packed: they do not get smaller by it.
 */
const onceKnown = `
  alter table behaviour_event drop constraint behaviour_event_pkey;
  alter table interest_due alter column customer_ids set storage external;`;

/**
 * Adds the events of one call; gives the ids that were new, null where all of them were. An id that is known keeps its earliest saying,
 * and at the same time the one with the smaller digest: what is earlier takes the place of what stood. A hopeful caller expects no known
 * id; where there is one after all, the careful way begins anew. What is replaced is found by whose the new saying is, and where it was
 * somebody else's, in the months between. A list that is too short is filled with nulls.
 */
const addEvents = `
  create or replace function events_add(told uuid[], told_ms bigint[], told_digest bigint[], told_customer uuid[], told_side uuid[], told_visitor uuid[], told_site uuid, told_name text[],
    told_topic uuid[], told_topics text[], told_product text[], told_path text[], told_mark text[], told_properties text[], hopeful boolean) returns uuid[] language plpgsql as $$
  declare
    fresh uuid[];
    replaced uuid[];
    since timestamptz[];
    wanted uuid[];
    gone int;
    part int;
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
        delete from behaviour_event e using (select unnest(told) as id, unnest(told_customer) as customer) x join unnest(replaced, since) k(id, at) on k.id = x.id
          where e.customer_id = x.customer and e.occurred_at = k.at and e.id = k.id;
        get diagnostics gone = row_count;
        if gone < cardinality(replaced) then
          delete from behaviour_event e using (select unnest(told) as id, unnest(told_visitor) as visitor) x join unnest(replaced, since) k(id, at) on k.id = x.id
            where e.visitor_id = x.visitor and e.occurred_at = k.at and e.id = k.id;
          get diagnostics part = row_count;
          gone := gone + part;
        end if;
        if gone < cardinality(replaced) then
          delete from behaviour_event e using unnest(replaced, since) k(id, at) where e.id = k.id and e.occurred_at = k.at
            and e.occurred_at between (select min(at) from unnest(since) at) and (select max(at) from unnest(since) at);
        end if;
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
  end $$;`;
