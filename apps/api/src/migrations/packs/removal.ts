/** Removing a pack, restated: the currency that a least amount brought goes with it. */
export const packRemoval = `
  create or replace function remove_pack(gone text) returns int language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    scope text := current_setting('app.scope', true);
    keys text[];
    samples uuid[];
    gone_fields uuid[];
    told record;
    removed int := 0;
    amount int;
  begin
    if not in_work() then
      raise exception 'remove_pack outside a unit of work' using errcode = '42501';
    end if;
    perform set_config('app.scope', 'ALL', true);
    select coalesce(array_agg(key), '{}'), coalesce(array_agg(id), '{}') into keys, gone_fields from custom_field where pack = gone;
    select coalesce(array_agg(row_id), '{}') into samples from pack_sample where pack = gone and table_name = 'customer';

    for told in select t from unnest(case gone when 'FINANCE' then array['advice','holding','credit_watch','credit_fact','risk_assessment'] when 'SERVICES' then array['service_request'] else '{}'::text[] end) t loop
      execute format('delete from %I', told.t);
      get diagnostics amount = row_count;
      removed := removed + amount;
      delete from revision where table_name = told.t;
    end loop;
    if gone = 'FINANCE' then
      -- A product without a price has a currency for the sake of its least amount alone.
      update product set kind = null, risk_level = null, min_amount_minor = null, currency = case when unit_price_minor is null and min_amount_minor is not null then null else currency end, version = version + 1, updated_at = now()
        where (kind is not null or risk_level is not null or min_amount_minor is not null) and id not in (select row_id from pack_sample where pack = gone and table_name = 'product');
    end if;

    delete from order_line where order_id in (select id from sales_order where customer_id = any(samples));
    delete from sales_order where customer_id = any(samples);
    delete from customer_summary where customer_id = any(samples);
    delete from customer where id = any(samples);
    delete from revision where row_id = any(samples) or row_id = any(gone_fields);
    delete from product p where p.id in (select row_id from pack_sample where pack = gone and table_name = 'product') and not exists (select 1 from order_line l where l.product_id = p.id);

    delete from review_item where policy_id in (select row_id from pack_sample where pack = gone and table_name = 'review_policy');
    delete from review_policy where id in (select row_id from pack_sample where pack = gone and table_name = 'review_policy');
    delete from revision where row_id in (select row_id from pack_sample where pack = gone);

    update customer set custom = nullif(custom - keys, '{}'), version = version + 1, updated_at = now() where custom ?| keys;
    get diagnostics amount = row_count;
    removed := removed + amount;
    update role_grant set fields = nullif(fields - array(select 'custom.' || k from unnest(keys) k), '{}') where fields ?| array(select 'custom.' || k from unnest(keys) k);
    for told in select id from custom_field where pack = gone and indexed loop
      perform index_custom_field(told.id, false);
    end loop;
    delete from custom_field where pack = gone;
    delete from industry_pack where code = gone;
    perform set_config('app.scope', coalesce(scope, ''), true);
    return removed;
  end $$;`;
