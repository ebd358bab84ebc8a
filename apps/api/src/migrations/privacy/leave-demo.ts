/** The way out of the demo, which now also takes what hangs on its customers through other tables: the ledger of consent lets them go. */
export const leaveDemo = `
  create or replace function leave_demo(batches uuid[], tags uuid[], channels uuid[]) returns int language plpgsql
    security definer set search_path = public, pg_temp as $$
  declare
    gone_customers uuid[];
    gone_orders uuid[];
    left_users uuid[];
    removed int;
  begin
    if not in_work() then
      raise exception 'leave_demo outside a unit of work' using errcode = '42501';
    end if;
    if not exists (select 1 from company where demo) then
      return 0;
    end if;
    perform set_config('app.erasing', 'on', true);
    select coalesce(array_agg(id), '{}') into gone_customers from customer where batch_id = any(batches) or demo;
    select coalesce(array_agg(id), '{}') into gone_orders from sales_order where batch_id = any(batches) or customer_id = any(gone_customers);
    removed := cardinality(gone_customers) + cardinality(gone_orders);

    -- What the industry packs and the events of the demo have brought goes with it.
    perform remove_pack(code) from industry_pack;
    perform leave_demo_events(gone_customers, batches);
    delete from order_line where order_id = any(gone_orders);
    delete from sales_order where id = any(gone_orders);
    delete from duplicate_candidate where customer_id = any(gone_customers) or other_id = any(gone_customers);
    delete from customer_identity where customer_id = any(gone_customers);
    delete from customer_key where customer_id = any(gone_customers);
    delete from customer_summary where customer_id = any(gone_customers);
    delete from customer where id = any(gone_customers);
    delete from custom_field;
    delete from match_model;
    delete from interview_template i where i.demo and not exists (select 1 from communication c where c.template_id = i.id);
    delete from product p where p.batch_id = any(batches) and not exists (select 1 from order_line l where l.product_id = p.id);
    delete from product_category c where c.batch_id = any(batches) and not exists (select 1 from product p where p.category_id = c.id);
    delete from tag t where t.id = any(tags) and not exists (select 1 from customer c where t.id = any(c.tag_ids));
    delete from channel h where h.id = any(channels) and not exists (select 1 from customer c where c.source_id = h.id);

    update customer set owner_id = null, team_id = null, version = version + 1, updated_at = now() where owner_id is not null or team_id is not null;
    update sales_order set owner_id = null, team_id = null, version = version + 1, updated_at = now() where owner_id is not null or team_id is not null;

    delete from import_row r using import i where r.import_id = i.id and i.batch_id = any(batches);
    delete from import_correction r using import i where r.import_id = i.id and i.batch_id = any(batches);
    delete from import where batch_id = any(batches);
    delete from batch_item where batch_id = any(batches);
    update export_file set expires_at = now();

    select coalesce(array_agg(id), '{}') into left_users from app_user;
    delete from saved_view;
    delete from notification;
    delete from session_seen;
    delete from session;
    delete from user_role;
    delete from team_member;
    update team set leader_id = null, version = version + 1 where leader_id is not null;
    delete from team;
    delete from app_user where id = any(left_users);
    delete from revision where row_id = any(gone_customers) or row_id = any(left_users);

    update operation_batch set state = 'REVERTED', version = version + 1, updated_at = now() where id = any(batches);
    update company set name = '', time_zone = 'Asia/Shanghai', currency = 'CNY', language = 'zh', phone_tail_search = false,
      demo = false, set_up_at = null, version = version + 1, updated_at = now();
    return removed;
  end $$;`;
