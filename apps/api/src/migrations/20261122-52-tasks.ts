import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When people work and when they are away; what they have to do; and tracks of tasks that leads go through while they are not ripe. */
export class Tasks1763780000052 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(calendars);
    await db.query(longWords);
    await db.query(tasks);
    await db.query(nurture);
    await db.query(`select set_config('app.request_id', 'migration', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true), set_config('app.actor', 'migration', true)`);
    await db.query(`insert into work_calendar (id, team_id, week) values (gen_random_uuid(), null, $1)`, [JSON.stringify(standardWeek)]);
    await db.query(`select set_config('app.request_id', '', true), set_config('app.entry_id', '', true), set_config('app.scope', '', true), set_config('app.actor', '', true)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}

const row = `id uuid primary key, version int not null default 1, created_at timestamptz not null default now(), updated_at timestamptz not null default now(), archived_at timestamptz`;

const standardWeek = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, hours: weekday <= 5 ? [{ from: '09:00', to: '18:00' }] : [] }));

/** One calendar for the company, and one for each team that goes its own way. */
const calendars = `
  create table work_calendar (${row}, team_id uuid references team on delete cascade, week jsonb not null check (jsonb_typeof(week) = 'array'));
  create unique index work_calendar_team on work_calendar (team_id) nulls not distinct where archived_at is null;
  create index work_calendar_of on work_calendar (team_id) where team_id is not null;
  create index work_calendar_created on work_calendar (created_at, id);
  create table calendar_day (
    ${row}, calendar_id uuid not null references work_calendar on delete cascade, day date not null, name text not null check (length(name) <= 80), hours jsonb not null default '[]' check (jsonb_typeof(hours) = 'array'),
    unique (calendar_id, day)
  );
  create table leave (
    ${row}, person_id uuid not null references app_user, team_id uuid references team, from_on date not null, to_on date not null, from_noon boolean not null default false, to_noon boolean not null default false,
    reason text check (length(reason) <= 200), check (to_on >= from_on)
  );
  create index leave_person on leave (person_id, from_on, id);
  create index leave_team on leave (team_id, from_on, id) where team_id is not null;
  create index leave_from on leave (from_on, id);
  select guard_table('work_calendar', '{"ignore":["updated_at"]}');
  select guard_table('calendar_day', '{"ignore":["updated_at"]}');
  select guard_table('leave', '{"personal":["reason"],"ignore":["updated_at"]}');`;

/**
 * A word that the line cannot carry is told in halves: the places of a task name everybody who takes part, and many such rows do not
 * fit into one. The ids go with the first half; whoever has lost a row hears so from its place.
 */
const longWords = `
  create or replace function live_tell(told jsonb) returns void language plpgsql as $$
  declare
    word text := json_build_array('change', told::text)::text;
    part text := case when jsonb_array_length(coalesce(told->'p', '[]')) > 1 then 'p' when jsonb_array_length(coalesce(told->'b', '[]')) > 1 then 'b' end;
    half int;
  begin
    if part is null or octet_length(word) < 7900 then
      perform pg_notify('dossier', word);
      return;
    end if;
    half := jsonb_array_length(told->part) / 2;
    perform live_tell(told || jsonb_build_object(part, (select jsonb_agg(x order by at) from jsonb_array_elements(told->part) with ordinality e(x, at) where at <= half)));
    perform live_tell(told - 'i' || jsonb_build_object(part, (select jsonb_agg(x order by at) from jsonb_array_elements(told->part) with ordinality e(x, at) where at > half)));
  end $$;`;

/** Whoever takes part in a task stands in one column, so that one test finds the tasks of a person. */
const tasks = `
  create table task (
    ${row}, title text not null check (length(title) between 1 and 200), description text, deliverable text, state text not null default 'OPEN' check (state in ('OPEN','DONE','CANCELLED')),
    priority text not null default 'NORMAL' check (priority in ('LOW','NORMAL','HIGH')), assignee_id uuid not null references app_user, team_id uuid references team, author_id uuid references app_user,
    collaborator_ids uuid[] not null default '{}', acceptor_id uuid references app_user, accepted_at timestamptz, due_on date, due_at timestamptz, depends_on_ids uuid[] not null default '{}',
    subject_type text, subject_id uuid, customer_id uuid references customer on delete cascade, repeats text not null default 'NEVER' check (repeats in ('NEVER','DAILY','WORKDAYS','WEEKLY','MONTHLY')), repeat_day int,
    done_at timestamptz, done_by_id uuid references app_user, follows_id uuid references task on delete set null, remind_at timestamptz,
    people_ids uuid[] generated always as (array_remove(array[assignee_id, author_id, acceptor_id] || collaborator_ids, null)) stored,
    check ((subject_type is null) = (subject_id is null)), check (due_at is null or due_on is not null), check (acceptor_id <> assignee_id)
  );
  select hangs_on_customer('task');
  create index task_customer on task (customer_id) where customer_id is not null;
  create index task_subject on task (subject_id, id) where subject_id is not null;
  create index task_assignee on task (assignee_id, due_on, id);
  create index task_team on task (team_id, due_on, id) where team_id is not null;
  create index task_author on task (author_id) where author_id is not null;
  create index task_acceptor on task (acceptor_id) where acceptor_id is not null;
  create index task_doer on task (done_by_id) where done_by_id is not null;
  create index task_follows on task (follows_id) where follows_id is not null;
  create index task_people on task using gin (people_ids);
  create index task_depends on task using gin (depends_on_ids);
  create index task_due_on on task (due_on, id);
  create index task_created on task (created_at, id);
  create index task_remind on task (remind_at) where remind_at is not null;
  create table task_handover (
    id uuid primary key, task_id uuid not null references task on delete cascade, at timestamptz not null default now(), from_id uuid references app_user, to_id uuid not null references app_user, by_id uuid references app_user
  );
  create index task_handover_task on task_handover (task_id, at, id);
  create index task_handover_from on task_handover (from_id) where from_id is not null;
  create index task_handover_to on task_handover (to_id);
  create index task_handover_by on task_handover (by_id) where by_id is not null;
  select guard_table('task', '{"revisions":true,"personal":["title","description","deliverable"],"ignore":["updated_at","remind_at","people_ids"]}');
  select guard_table('task_handover', '{"audit":false}');
  select tell_changes('task', '{"type":"Task","scope":["assignee_id","team_id","people_ids"],"ignore":["remind_at"]}');`;

/** A lead goes through one track at a time; every step it took there is kept. */
const nurture = `
  create table nurture_track (
    ${row}, name text not null check (length(name) between 1 and 80), is_active boolean not null default false, grades text[] not null default '{}', takes_bad_timing boolean not null default false,
    steps jsonb not null check (jsonb_typeof(steps) = 'array'), silent_limit int not null default 3 check (silent_limit between 1 and 20), reentry text not null default 'NEVER' check (reentry in ('NEVER','AFTER_DAYS','EACH_TIME')),
    reentry_days int not null default 90 check (reentry_days between 1 and 3650)
  );
  create index nurture_track_name on nurture_track (name, id);
  create table nurture_enrolment (
    ${row}, track_id uuid not null references nurture_track on delete cascade, lead_id uuid not null references lead on delete cascade,
    state text not null default 'ACTIVE' check (state in ('ACTIVE','HANDED_OFF','ANSWERED','REACHED','CLOSED','REOPENED','SILENT','FINISHED','STOPPED')), cause text not null check (cause in ('GRADE','BAD_TIMING')),
    from_grade text, to_grade text, occurrence timestamptz not null, step int not null default 0, silent int not null default 0, next_on date, task_id uuid references task on delete set null, ended_at timestamptz, signals jsonb,
    check ((state = 'ACTIVE') = (ended_at is null))
  );
  create unique index nurture_enrolment_one on nurture_enrolment (lead_id) where state = 'ACTIVE';
  create index nurture_enrolment_lead on nurture_enrolment (lead_id, created_at, id);
  create index nurture_enrolment_track on nurture_enrolment (track_id, created_at, id);
  create index nurture_enrolment_state on nurture_enrolment (state, created_at, id);
  create index nurture_enrolment_created on nurture_enrolment (created_at, id);
  create index nurture_enrolment_task on nurture_enrolment (task_id) where task_id is not null;
  create index nurture_enrolment_next on nurture_enrolment (next_on, id) where state = 'ACTIVE';
  create table nurture_event (
    id uuid primary key, enrolment_id uuid not null references nurture_enrolment on delete cascade, at timestamptz not null default now(), kind text not null, step int, task_id uuid
  );
  create index nurture_event_enrolment on nurture_event (enrolment_id, at, id);
  select guard_table('nurture_track', '{"ignore":["updated_at"]}');
  select guard_table('nurture_enrolment', '{"audit":false}');
  select guard_table('nurture_event', '{"audit":false}');`;
