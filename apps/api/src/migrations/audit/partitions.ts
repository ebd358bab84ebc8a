/**
 * The three tables of the trail lie in one partition a month, by the clock of UTC. `audit_make_month` makes one that is
 * missing and takes over what the default partition has caught meanwhile; `audit_drop_month` removes a whole one, never
 * younger than six months, and only under a signed statement. Both run as the owner: the app login owns nothing.
 */
export const partitionFunctions = `
create function audit_keep(part text) returns void language plpgsql as $$
begin
  execute format('create trigger %I before update or delete or truncate on %I for each statement execute function refuse_change()', part || '_kept', part);
  execute format('grant select on %I to dossier_backup', part);
end $$;

create function audit_make_month(base text, month date) returns boolean language plpgsql
  security definer set search_path = public, pg_temp set timezone = 'UTC' as $$
declare
  part text := format('%s_%s', base, to_char(month, 'YYYY_MM'));
  spare text := base || '_default';
  dated text := case base when 'audit_seal' then 'sealed_at' else 'at' end;
  since timestamptz := date_trunc('month', month::timestamptz);
  ends timestamptz := date_trunc('month', month::timestamptz) + interval '1 month';
  caught boolean;
begin
  if base <> all (array['audit_entry', 'audit_change', 'audit_seal']) then
    raise exception 'no partitions of %', base using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(hashtext('audit_make_month'));
  if to_regclass(part) is not null then
    return false;
  end if;
  execute format('create table %I (like %I including defaults including constraints)', part, base);
  execute format('select exists (select 1 from %I where %I >= $1 and %I < $2)', spare, dated, dated) into caught using since, ends;
  if caught then
    execute format('alter table %I detach partition %I', base, spare);
    execute format('alter table %I disable trigger %I', spare, spare || '_kept');
    execute format('with moved as (delete from %I where %I >= $1 and %I < $2 returning *) insert into %I select * from moved', spare, dated, dated, part) using since, ends;
    execute format('alter table %I enable trigger %I', spare, spare || '_kept');
  end if;
  execute format('alter table %I attach partition %I for values from (%L) to (%L)', base, part, since, ends);
  if caught then
    execute format('alter table %I attach partition %I default', base, spare);
  end if;
  perform audit_keep(part);
  return true;
end $$;

create function audit_drop_month(base text, month date) returns boolean language plpgsql
  security definer set search_path = public, pg_temp set timezone = 'UTC' as $$
declare
  part text := format('%s_%s', base, to_char(month, 'YYYY_MM'));
  ends timestamptz := date_trunc('month', month::timestamptz) + interval '1 month';
begin
  if base <> all (array['audit_entry', 'audit_change', 'audit_seal']) then
    raise exception 'no partitions of %', base using errcode = '42501';
  end if;
  if ends > now() - interval '6 months' or not exists (select 1 from audit_dropped d where d.before >= ends) then
    raise exception 'the month % is kept', to_char(month, 'YYYY-MM') using errcode = '42501';
  end if;
  if to_regclass(part) is null then
    return false;
  end if;
  execute format('drop table %I', part);
  return true;
end $$;

revoke all on function audit_keep(text), audit_make_month(text, date), audit_drop_month(text, date) from public;
grant execute on function audit_make_month(text, date), audit_drop_month(text, date) to dossier_app;`;
