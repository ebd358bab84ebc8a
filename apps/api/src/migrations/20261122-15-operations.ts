import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What operators look at: jobs with their signs of life, the processes that run, statements that took long. */
export class Operations1763780000015 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table job add column detail text, add column heartbeat_at timestamptz, add column takeovers int not null default 0;
      create index job_recent on job (created_at desc, id desc);
      create index job_by_state on job (state, created_at desc, id desc);
      create index job_by_name on job (name, created_at desc);
      create index job_ended on job (ended_at) where state in ('DONE','FAILED','CANCELLED');
      grant delete on job to dossier_app;
      create table running_process (
        id text primary key, part text not null check (part in ('PRODUCT','WORKER')), host text not null, pid int not null,
        version text not null, started_at timestamptz not null, seen_at timestamptz not null default now(), facts jsonb not null default '{}'
      );
      create table slow_statement (
        id bigint generated always as identity primary key, at timestamptz not null default now(),
        ms int not null, operation text, statement text not null
      );
      create index slow_statement_at on slow_statement (at desc);
      select guard_table('running_process', '{"audit":false}');
      select guard_table('slow_statement', '{"audit":false}');
      grant usage on all sequences in schema public to dossier_app;
    `);
    await db.query(signOfLife);
    await db.query(`select set_config('app.request_id', 'migration', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.actor', 'migration', true)`);
    await db.query(`insert into role_grant (role_id, action, scope) select id, 'operation.manage', 'ALL' from role where code = 'ADMINISTRATOR' on conflict do nothing`);
    await db.query(`select set_config('app.request_id', '', true), set_config('app.entry_id', '', true), set_config('app.actor', '', true)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}

/** One statement a beat: that the process lives, and what it has seen since the last one. What is past is cleared along the way. */
const signOfLife = `
create function sign_of_life(process jsonb, statements jsonb) returns void language plpgsql as $$
begin
  perform set_config('app.request_id', 'sign-of-life', true);
  if process ? 'ended_at' then
    delete from running_process where id = process->>'id';
    return;
  end if;
  insert into running_process (id, part, host, pid, version, started_at, facts)
    select id, part, host, pid, version, started_at, facts from jsonb_to_record(process) as x(id text, part text, host text, pid int, version text, started_at timestamptz, facts jsonb)
    on conflict (id) do update set seen_at = now(), facts = excluded.facts;
  insert into slow_statement (ms, operation, statement) select ms, operation, statement from jsonb_to_recordset(statements) as x(ms int, operation text, statement text);
  delete from running_process where seen_at < now() - interval '1 hour';
  delete from slow_statement where at < now() - interval '7 days';
end $$;`;
