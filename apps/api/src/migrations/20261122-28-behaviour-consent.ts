import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whoever says something about the use of their data is looked at again: may their behaviour be kept? The ledger only notes who is
 * concerned, in the very transaction of what was said; the worker that computes interests decides within seconds.
 */
export class BehaviourConsent1763780000028 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table behaviour_check (number bigint generated always as identity primary key, customer_id uuid not null);
      select guard_table('behaviour_check', '{"key":"number","audit":false}');
      create function behaviour_is_checked() returns trigger language plpgsql as $$
      begin
        if tg_op in ('INSERT','UPDATE') then
          insert into behaviour_check (customer_id) select distinct customer_id from new_rows;
        else
          insert into behaviour_check (customer_id) select distinct customer_id from old_rows;
        end if;
        return null;
      end $$;
      create function behaviour_is_checked_for_all() returns trigger language plpgsql as $$
      begin
        insert into behaviour_check (customer_id) select customer_id from interest_state union select customer_id from visitor where customer_id is not null union select customer_id from behaviour_stop where archived_at is null;
        return null;
      end $$;
      create trigger purpose_says_behaviour after update on purpose for each statement execute function behaviour_is_checked_for_all();
    `);
    await db.query(leaveDemoEvents);
    for (const table of ['consent_state', 'processing_limit'])
      await db.query(`
        create trigger behaviour_checked_insert after insert on ${table} referencing new table as new_rows for each statement execute function behaviour_is_checked();
        create trigger behaviour_checked_update after update on ${table} referencing new table as new_rows for each statement execute function behaviour_is_checked();
        create trigger behaviour_checked_delete after delete on ${table} referencing old table as old_rows for each statement execute function behaviour_is_checked();
      `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}

/**
 * What of behaviour goes with the demo: events of its customers and sites, their topics, and what hangs on them. Called by leave_demo
 * before the customers themselves go; topics that people made of demo categories stay, without the category.
 */
const leaveDemoEvents = `
  create function leave_demo_events(gone uuid[], batches uuid[]) returns void language plpgsql set search_path = public, pg_temp as $$
  begin
    delete from event_key k using behaviour_event e left join event_site s on s.id = e.site_id where e.id = k.id and (e.customer_id = any(gone) or s.demo);
    delete from behaviour_event e using event_site s where s.id = e.site_id and s.demo;
    delete from behaviour_event where customer_id = any(gone);
    delete from visitor where customer_id = any(gone);
    delete from interest_choice h using topic t where t.id = h.topic_id and (t.demo or h.customer_id = any(gone));
    update topic set parent_id = null, path = array[id], version = version + 1 where not demo and parent_id in (select id from topic where demo);
    update topic set category_id = null, version = version + 1 where not demo and category_id in (select id from product_category where batch_id = any(batches));
    delete from topic where demo;
    delete from event_site where demo;
    delete from interest_due where customer_id = any(gone);
  end $$;
  revoke all on function leave_demo_events(uuid[], uuid[]) from public;`;
