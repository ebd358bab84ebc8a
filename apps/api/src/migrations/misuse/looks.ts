/** How many records somebody may open or reveal within an hour before they say what for; what exports are marked with. */
export const lookTables = `
  alter table export_limit add column opens_per_hour int check (opens_per_hour > 0), add column reveals_per_hour int check (reveals_per_hour > 0),
    add column mark text check (mark in ('OFF','PEOPLE','ALL'));
  create index bait_of on bait ((coalesce(side_id, customer_id)));

  -- Which records somebody has opened or revealed within the hour; it names them by number, and is gone with the hour.
  create table record_look (
    user_id uuid not null references app_user on delete cascade, what text not null check (what in ('OPEN','REVEAL')), record_id uuid not null,
    at timestamptz not null default now(), primary key (user_id, what, record_id)
  );
  create table stated_purpose (
    id uuid primary key, created_at timestamptz not null default now(), user_id uuid not null references app_user on delete cascade,
    what text not null check (what in ('OPEN','REVEAL')), purpose text not null check (length(purpose) between 1 and 500), until timestamptz not null
  );
  create index stated_purpose_user on stated_purpose (user_id, what, until desc);

  -- What bounds one account: its own, else the widest of its roles, else the house's. Null: no bound.
  create function look_limits(account uuid) returns table (opens_per_hour int, reveals_per_hour int, mark text) language sql stable as $$
    with house as (select l.* from export_limit l where l.role_id is null and l.user_id is null),
    own as (select l.* from export_limit l where l.user_id = account),
    given as (
      select count(*) as roles, max(coalesce(l.opens_per_hour, 2147483647)) as opens, max(coalesce(l.reveals_per_hour, 2147483647)) as reveals,
        case max(case l.mark when 'ALL' then 3 when 'PEOPLE' then 2 when 'OFF' then 1 end) when 3 then 'ALL' when 2 then 'PEOPLE' when 1 then 'OFF' end as mark
      from export_limit l join user_role r on r.role_id = l.role_id and r.user_id = account and (r.until is null or r.until > now())
    )
    select nullif(case when o.id is not null then coalesce(o.opens_per_hour, 2147483647) when g.roles > 0 then g.opens else coalesce(h.opens_per_hour, 2147483647) end, 2147483647),
      nullif(case when o.id is not null then coalesce(o.reveals_per_hour, 2147483647) when g.roles > 0 then g.reveals else coalesce(h.reveals_per_hour, 2147483647) end, 2147483647),
      coalesce(o.mark, g.mark, h.mark, 'OFF')
    from given g left join own o on true left join house h on true $$;

  -- Whether one more record may be looked at now. One that was looked at within the hour counts once; whoever has said what for looks on.
  create function may_look(account uuid, act text, record uuid, most int) returns boolean language plpgsql as $$
  begin
    if not in_work() then
      perform set_config('app.request_id', 'look', true);
    end if;
    delete from record_look l where l.user_id = account and l.at < now() - interval '1 hour';
    if not exists (select 1 from record_look l where l.user_id = account and l.what = act and l.record_id = record)
      and not exists (select 1 from stated_purpose p where p.user_id = account and p.what = act and p.until > now())
      and (select count(*) from record_look l where l.user_id = account and l.what = act) >= most then
      return false;
    end if;
    insert into record_look (user_id, what, record_id) values (account, act, record) on conflict (user_id, what, record_id) do update set at = now();
    return true;
  end $$;`;

export const lookGuards = `
  select guard_table('record_look', '{"audit":false}');
  select guard_table('stated_purpose', '{"personal":["purpose"]}');`;
