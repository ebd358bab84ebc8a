/** Which packs are applied, which rules they brought, and which sample rows are theirs. */
export const packTables = `
  create table industry_pack (
    id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    code text not null unique check (code in ('FINANCE','ECOMMERCE','RETAIL','SERVICES')), applied_by uuid, edition int not null
  );
  create table pack_rule (
    id uuid primary key, version int not null default 1,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz,
    pack text not null references industry_pack (code) on delete cascade, code text not null unique, edition int not null, params jsonb not null default '{}'
  );
  create index pack_rule_of on pack_rule (pack);
  create table pack_sample (
    pack text not null references industry_pack (code) on delete cascade, table_name text not null, row_id uuid not null,
    primary key (pack, table_name, row_id)
  );
  select guard_table('industry_pack', '{"ignore":["updated_at"]}');
  select guard_table('pack_rule', '{"ignore":["updated_at"]}');
  select guard_table('pack_sample', '{"key":"row_id","bulk":true}');
  -- The rows of a pack reach over all owners and teams, and revisions are not ours to forget: so the owner login does it, inside the
  -- unit of work of the one who removes.
  create function remove_pack(gone text) returns int language plpgsql security definer set search_path = public, pg_temp as $$
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
      update product set kind = null, risk_level = null, min_amount_minor = null, version = version + 1, updated_at = now()
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
  end $$;
  revoke all on function remove_pack(text) from public;
  grant execute on function remove_pack(text) to dossier_app;

  select set_config('app.request_id', 'migration', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.actor', 'migration', true);
  insert into role_grant (role_id, action, scope) select r.id, x.action, x.scope from role r
    join (values ('ADMINISTRATOR','field.manage','ALL'), ('ADMINISTRATOR','pack.manage','ALL'), ('ADMINISTRATOR','finance.read','ALL'), ('ADMINISTRATOR','finance.write','ALL'),
      ('MARKETING_MANAGER','field.manage','ALL'), ('MARKETING_MANAGER','finance.read','TEAM_TREE'), ('MARKETING_MANAGER','finance.write','TEAM_TREE'),
      ('SALES','finance.read','SELF'), ('SALES','finance.write','SELF')) x(code, action, scope) on x.code = r.code
    on conflict do nothing;
  select set_config('app.request_id', '', true), set_config('app.entry_id', '', true), set_config('app.actor', '', true);`;
