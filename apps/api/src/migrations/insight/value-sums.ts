/** The head of a day whose sums were taken: by which version, in which currency, where the scores are cut. */
export const sums = `
  create table value_taken (
    taken_on date primary key, version_id uuid not null, basis text not null check (basis in ('MODEL','RULE')), currency text not null,
    cuts jsonb not null default '[]', tied text[] not null default '{}', taken_at timestamptz not null default now()
  );
  select guard_table('value_taken', '{"key":"taken_on","audit":false}');
  alter table value_step add column variance float8 not null default 0;
  select segments_follow('customer_value');`;

/**
 * Keeps the sums of a day and of the end of the month before it; of other days only ends of months stay. It runs as the owner and marks
 * itself as the product's own work: what follows from scores is no act that the trail would hold.
 */
export const keepSums = `
  create function value_sums_keep(day date, before date, head jsonb, cells jsonb, earlier jsonb, steps jsonb) returns void language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    perform set_config('app.request_id', coalesce(nullif(current_setting('app.request_id', true), ''), 'scores'), true);
    delete from value_cell where taken_on in (day, before) or taken_on <> (date_trunc('month', taken_on) + interval '1 month - 1 day')::date;
    delete from value_taken where taken_on in (day, before) or taken_on <> (date_trunc('month', taken_on) + interval '1 month - 1 day')::date;
    delete from value_step;
    insert into value_taken (taken_on, version_id, basis, currency, cuts, tied)
      select at.on_day, (head->>'versionId')::uuid, head->>'basis', head->>'currency', case when at.on_day = day then head->'cuts' else '[]' end, array(select jsonb_array_elements_text(head->'tied'))
      from unnest(array[day, before]) at(on_day);
    insert into value_cell (taken_on, team_id, owner_id, recency, frequency, rfm_group, customers, revenue_minor)
      select day, c.team, c.owner, c.r, c.f, c.g, c.n, c.sum from jsonb_to_recordset(cells) c(team uuid, owner uuid, r smallint, f smallint, g text, n int, sum bigint)
      union all select before, c.team, c.owner, c.r, c.f, c.g, c.n, c.sum from jsonb_to_recordset(earlier) c(team uuid, owner uuid, r smallint, f smallint, g text, n int, sum bigint);
    insert into value_step (taken_on, team_id, owner_id, kind, step, customers, sum_minor, variance, least_minor, most_minor)
      select day, s.team, s.owner, s.kind, s.step, s.n, s.sum, s.variance, s.least, s.most from jsonb_to_recordset(steps) s(team uuid, owner uuid, kind text, step smallint, n int, sum bigint, variance float8, least bigint, most bigint);
  end $$;
  revoke all on function value_sums_keep(date, date, jsonb, jsonb, jsonb, jsonb) from public;
  grant execute on function value_sums_keep(date, date, jsonb, jsonb, jsonb, jsonb) to dossier_app;`;
