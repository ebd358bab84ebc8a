/**
 * One narrow row for every customer, made with the customer; null until it was computed. Apart from the summary, so that writing it
 * touches none of the indexes of purchases and wakes no open page. Records whose completeness may have changed wait in `completeness_due`.
 */
export const completenessTables = `
  create table customer_completeness (
    customer_id uuid primary key references customer on delete cascade, share numeric(5,4) check (share between 0 and 1)
  );
  create table completeness_due (number bigint generated always as identity primary key, customer_id uuid not null);
  select guard_table('customer_completeness', '{"audit":false}');
  select guard_table('completeness_due', '{"key":"number","audit":false}');
  insert into customer_completeness (customer_id) select id from customer;
  insert into completeness_due (customer_id) select id from customer order by id;
  create index customer_completeness_share on customer_completeness (share, customer_id);
  create index customer_completeness_share_down on customer_completeness (share desc nulls last, customer_id desc);
  analyze customer_completeness;
  create or replace function make_customer_summary() returns trigger language plpgsql as $$
  begin
    insert into customer_summary (customer_id) select id from new_rows on conflict do nothing;
    insert into customer_completeness (customer_id) select id from new_rows on conflict do nothing;
    insert into completeness_due (customer_id) select id from new_rows;
    return null;
  end $$;`;

/**
 * Keeps computed shares and takes away the marks they answer. A share whose marks are gone was computed by somebody else meanwhile, from a
 * newer state: it is not written. What changed after the computing has a mark of its own. It runs as the owner and marks itself as the
 * product's own work: what follows from a record is no act that the trail would hold. Gives how many marks it took.
 */
export const keepCompleteness = `
  create function completeness_keep(marks bigint[], ids uuid[], shares numeric[]) returns int language plpgsql security definer set search_path = public, pg_temp set enable_seqscan to off as $$
  declare
    taken int;
  begin
    perform set_config('app.request_id', coalesce(nullif(current_setting('app.request_id', true), ''), 'completeness'), true);
    with gone as (delete from completeness_due where number = any(marks) returning customer_id),
    kept as (
      insert into customer_completeness as c (customer_id, share)
        select s.id, s.share from unnest(ids, shares) s(id, share) join customer k on k.id = s.id where s.id in (select customer_id from gone) order by s.id
        on conflict (customer_id) do update set share = excluded.share where c.share is distinct from excluded.share
    )
    select count(*)::int into taken from gone;
    return taken;
  end $$;
  revoke all on function completeness_keep(bigint[], uuid[], numeric[]) from public;
  grant execute on function completeness_keep(bigint[], uuid[], numeric[]) to dossier_app;`;

/**
 * Marks the records that a statement has changed, once a statement and never row by row. A record that was made in the very same
 * transaction is marked already: so a file of new customers with their contacts costs one mark each.
 */
const functions = `
  create function completeness_is_due() returns trigger language plpgsql set enable_seqscan to off as $$
  begin
    if tg_op = 'INSERT' then
      insert into completeness_due (customer_id) select distinct n.customer_id from new_rows n
        where not exists (select 1 from customer_completeness c where c.customer_id = n.customer_id and c.xmin = pg_current_xact_id()::xid);
    elsif tg_op = 'UPDATE' then
      insert into completeness_due (customer_id) select customer_id from old_rows union select customer_id from new_rows;
    else
      insert into completeness_due (customer_id) select distinct customer_id from old_rows;
    end if;
    return null;
  end $$;

  -- Rows that only say something else of the same customer (a new key, another mark) change nothing: it is their being there that counts.
  create function completeness_is_moved() returns trigger language plpgsql as $$
  begin
    insert into completeness_due (customer_id) select distinct customer_id from (
      select customer_id from (
        select customer_id, to_jsonb(o)->>'kind' as kind, (to_jsonb(o)->>'archived_at') is null as is_live, -1 as side from old_rows o
        union all
        select customer_id, to_jsonb(n)->>'kind', (to_jsonb(n)->>'archived_at') is null, 1 from new_rows n
      ) r group by customer_id, kind, is_live having sum(side) <> 0
    ) m;
    return null;
  end $$;

  -- No nested loop: the plan is kept from a change of one row, and would look through all rows for each of a file's.
  create function completeness_of_customer() returns trigger language plpgsql set enable_nestloop to off as $$
  begin
    insert into completeness_due (customer_id) select n.id from new_rows n join old_rows o on o.id = n.id
      where (o.kind, o.name, o.company_name, o.gender, o.birth_date, o.occupation, o.occupation_text, o.city, o.region, o.country, o.source_id, o.owner_id)
        is distinct from (n.kind, n.name, n.company_name, n.gender, n.birth_date, n.occupation, n.occupation_text, n.city, n.region, n.country, n.source_id, n.owner_id);
    return null;
  end $$;

  create function completeness_of_summary() returns trigger language plpgsql set enable_nestloop to off as $$
  begin
    insert into completeness_due (customer_id) select n.customer_id from new_rows n join old_rows o on o.customer_id = n.customer_id where (o.order_count > 0) <> (n.order_count > 0);
    return null;
  end $$;

  create trigger completeness_update after update on customer referencing old table as old_rows new table as new_rows for each statement execute function completeness_of_customer();
  create trigger completeness_update after update on customer_summary referencing old table as old_rows new table as new_rows for each statement execute function completeness_of_summary();`;

const trigger = (table: string, event: 'insert' | 'update' | 'delete', run: string): string => {
  const rows = { insert: 'new table as new_rows', delete: 'old table as old_rows', update: 'old table as old_rows new table as new_rows' }[event];
  return `create trigger completeness_${event} after ${event} on ${table} referencing ${rows} for each statement execute function ${run}();`;
};

/** Contacts and consent come in by the file and change in bulk; the others are written by people. */
const inBulk = ['customer_identity', 'consent_state'];
const byPeople = ['customer_need', 'communication', 'customer_feedback'];

export const dueTriggers = [
  functions,
  ...[...inBulk, ...byPeople].flatMap((table) => [trigger(table, 'insert', 'completeness_is_due'), trigger(table, 'delete', 'completeness_is_due')]),
  ...inBulk.map((table) => trigger(table, 'update', 'completeness_is_moved')),
  ...byPeople.map((table) => trigger(table, 'update', 'completeness_is_due')),
].join('\n');
