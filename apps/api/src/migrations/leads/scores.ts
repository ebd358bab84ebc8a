const row = `id uuid primary key, version int not null default 1, created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz`;

/**
 * A narrow row for every lead that was scored. What is told of a score are rules and points; words and names are read when it is shown, so
 * nothing of an erased person stays here. \`lead_opening\` holds what was known when the lead came in: a model learns from that alone.
 */
export const leadScoreTables = `
  create table lead_scorecard (
    ${row}, number int not null unique, state text not null check (state in ('DRAFT','PUBLISHED','RETIRED')), rules jsonb not null check (jsonb_typeof(rules) = 'array'), grading jsonb not null,
    note text check (length(note) <= 400), author_id uuid references app_user on delete set null, published_at timestamptz, published_by_id uuid references app_user on delete set null, retired_at timestamptz
  );
  create unique index lead_scorecard_published on lead_scorecard (state) where state = 'PUBLISHED';
  create unique index lead_scorecard_draft on lead_scorecard (state) where state = 'DRAFT' and archived_at is null;
  create index lead_scorecard_created on lead_scorecard (created_at, id) where archived_at is null;
  create index lead_scorecard_author on lead_scorecard (author_id) where author_id is not null;
  create index lead_scorecard_publisher on lead_scorecard (published_by_id) where published_by_id is not null;
  create table lead_dry_run (
    ${row}, scorecard_id uuid not null references lead_scorecard, scorecard_version int not null, owner_id uuid not null references app_user on delete cascade, job_id uuid, state text not null check (state in ('RUNNING','DONE')),
    from_on date not null, to_on date not null, result jsonb, computed_at timestamptz
  );
  create index lead_dry_run_card on lead_dry_run (scorecard_id, created_at, id);
  create index lead_dry_run_owner on lead_dry_run (owner_id, created_at, id);
  create table lead_score (
    lead_id uuid primary key references lead on delete cascade, score smallint not null check (score between 1 and 99), grade text not null check (grade in ('A','B','C','D')),
    fit smallint not null check (fit between 0 and 100), engagement smallint not null check (engagement between 0 and 100), basis text not null check (basis in ('MODEL','RULE')),
    probability float8 check (probability between 0 and 1), scorecard_id uuid references lead_scorecard, contributions jsonb not null default '[]', scored_at timestamptz not null default now(), frozen_at timestamptz
  );
  create index lead_score_score on lead_score (score, lead_id);
  create index lead_score_grade on lead_score (grade, lead_id);
  create index lead_score_card on lead_score (scorecard_id) where scorecard_id is not null;
  create table lead_opening (
    lead_id uuid primary key references lead on delete cascade, source_id uuid, product_id uuid, amount_minor bigint, budget_minor bigint, authority text not null, decide_on date, has_need boolean not null
  );
  create table lead_score_due (number bigint generated always as identity primary key, lead_id uuid not null);
  select guard_table('lead_scorecard', '{"ignore":["updated_at"]}');
  select guard_table('lead_dry_run', '{"audit":false}');
  select guard_table('lead_score', '{"audit":false}');
  select guard_table('lead_opening', '{"audit":false}');
  select guard_table('lead_score_due', '{"key":"number","audit":false}');`;

/**
 * Keeps scores and takes away the marks they answer. A score whose marks are gone was computed by somebody else meanwhile, from a newer
 * state: it is not written. What is closed keeps the score it had; one that never had any is given one as of its close. It runs as the owner
 * and marks itself as the product's own work: what follows from a lead is no act that the trail would hold. Gives how many rows have changed.
 */
export const keepLeadScores = `
  create function lead_scores_keep(marks bigint[], told jsonb) returns int language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    changed int;
  begin
    perform set_config('app.request_id', coalesce(nullif(current_setting('app.request_id', true), ''), 'lead scores'), true);
    with gone as (delete from lead_score_due where number = any(marks) returning lead_id),
    kept as (
      insert into lead_score as s (lead_id, score, grade, fit, engagement, basis, probability, scorecard_id, contributions, frozen_at)
        select t.lead_id, t.score, t.grade, t.fit, t.engagement, t.basis, t.probability, t.scorecard_id, t.contributions, l.closed_at
        from jsonb_to_recordset(told) t(lead_id uuid, score smallint, grade text, fit smallint, engagement smallint, basis text, probability float8, scorecard_id uuid, contributions jsonb)
        join lead l on l.id = t.lead_id
        where t.lead_id in (select lead_id from gone) and (l.status = 'OPEN' or not exists (select 1 from lead_score x where x.lead_id = l.id))
        order by t.lead_id
        on conflict (lead_id) do update set score = excluded.score, grade = excluded.grade, fit = excluded.fit, engagement = excluded.engagement, basis = excluded.basis,
          probability = excluded.probability, scorecard_id = excluded.scorecard_id, contributions = excluded.contributions, scored_at = now(), frozen_at = excluded.frozen_at
        where s.frozen_at is null and (s.score, s.grade, s.fit, s.engagement, s.basis, s.probability, s.scorecard_id, s.contributions)
          is distinct from (excluded.score, excluded.grade, excluded.fit, excluded.engagement, excluded.basis, excluded.probability, excluded.scorecard_id, excluded.contributions)
        returning 1
    )
    select count(*)::int into changed from kept;
    return changed;
  end $$;
  revoke all on function lead_scores_keep(bigint[], jsonb) from public;
  grant execute on function lead_scores_keep(bigint[], jsonb) to dossier_app;

  -- All open leads are looked at again: another scorecard or model is in force, or time has passed.
  create function lead_scores_all_due() returns int language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    marked int;
  begin
    perform set_config('app.request_id', coalesce(nullif(current_setting('app.request_id', true), ''), 'lead scores'), true);
    with now_due as (
      insert into lead_score_due (lead_id) select l.id from lead l where l.status = 'OPEN' and l.archived_at is null order by l.id returning 1
    ) select count(*)::int into marked from now_due;
    return marked;
  end $$;
  revoke all on function lead_scores_all_due() from public;
  grant execute on function lead_scores_all_due() to dossier_app;`;

// A mark that waits already is no reason to leave one out: whoever computes may have read it before this change.
const functions = `
  create function lead_scores_begin() returns trigger language plpgsql as $$
  begin
    insert into lead_opening (lead_id, source_id, product_id, amount_minor, budget_minor, authority, decide_on, has_need)
      select id, source_id, product_id, amount_minor, budget_minor, authority, decide_on, coalesce(need, '') <> '' from new_rows;
    insert into lead_score_due (lead_id) select id from new_rows;
    return null;
  end $$;

  -- A close freezes the score as it stands; whatever opens the lead again thaws it.
  create function lead_scores_of_lead() returns trigger language plpgsql set enable_nestloop to off as $$
  begin
    update lead_score s set frozen_at = n.closed_at from new_rows n join old_rows o on o.id = n.id where s.lead_id = n.id and (n.status = 'OPEN') <> (o.status = 'OPEN');
    insert into lead_score_due (lead_id) select n.id from new_rows n join old_rows o on o.id = n.id
      where n.status = 'OPEN' and n.archived_at is null and (o.customer_id, o.origin, o.source_id, o.product_id, o.amount_minor, o.budget_minor, o.currency, o.authority, o.decide_on, o.attributes, coalesce(o.need, '') <> '', o.status, o.archived_at is null)
        is distinct from (n.customer_id, n.origin, n.source_id, n.product_id, n.amount_minor, n.budget_minor, n.currency, n.authority, n.decide_on, n.attributes, coalesce(n.need, '') <> '', n.status, true);
    return null;
  end $$;

  create function lead_scores_of_touch() returns trigger language plpgsql as $$
  begin
    insert into lead_score_due (lead_id) select distinct n.lead_id from new_rows n;
    return null;
  end $$;

  -- What changes of a record concerns the open leads of it: looked up by its index, and not at all while no lead is open.
  create function lead_scores_follow() returns trigger language plpgsql set enable_seqscan to off as $$
  declare
    ids uuid[];
  begin
    if not exists (select 1 from lead where status = 'OPEN' and archived_at is null) then
      return null;
    end if;
    if tg_op = 'DELETE' then
      execute format('select array_agg(distinct %I) from old_rows', tg_argv[0]) into ids;
    else
      execute format('select array_agg(distinct %I) from new_rows', tg_argv[0]) into ids;
    end if;
    insert into lead_score_due (lead_id) select l.id from lead l where l.customer_id = any(ids) and l.status = 'OPEN' and l.archived_at is null;
    return null;
  end $$;`;

const rows = { insert: 'new table as new_rows', update: 'new table as new_rows', delete: 'old table as old_rows' } as const;
const follows = (table: string, events: readonly (keyof typeof rows)[], named = 'customer_id'): string =>
  events.map((event) => `create trigger lead_scores_${event} after ${event} on ${table} referencing ${rows[event]} for each statement execute function lead_scores_follow('${named}');`).join('\n');

/** Marks leads whose score may have changed, once a statement. Behaviour says itself through \`interest_state\`, which is written for all whose events have changed. */
export const leadScoresDue = [
  functions,
  'create trigger lead_scores_insert after insert on lead referencing new table as new_rows for each statement execute function lead_scores_begin();',
  'create trigger lead_scores_update after update on lead referencing old table as old_rows new table as new_rows for each statement execute function lead_scores_of_lead();',
  'create trigger lead_scores_insert after insert on lead_touch referencing new table as new_rows for each statement execute function lead_scores_of_touch();',
  follows('customer', ['update'], 'id'),
  follows('customer_completeness', ['update']),
  follows('customer_value', ['insert', 'update', 'delete']),
  follows('interest_state', ['insert', 'update']),
  follows('consent_state', ['insert', 'update', 'delete']),
  follows('communication', ['insert', 'update', 'delete']),
].join('\n');
