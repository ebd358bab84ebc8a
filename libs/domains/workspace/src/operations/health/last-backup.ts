/** What is known of the backup that was made last: the command notes it when the file is whole. */
export interface LastBackup {
  /** When it was begun: what was saved later is not in it. */
  at: string;
  size: number;
  rows: number;
  /** Whether the file was read back to its end and every sum compared. */
  checked: boolean;
}

/** The last backup and its age. Without one the age is that of the company's data, and null for the demo, of which nothing would be lost. */
export interface BackupAge {
  backup: LastBackup | null;
  hours: number | null;
  since: string | null;
}

type Run = <R extends object>(text: string, values?: readonly unknown[]) => Promise<readonly R[]>;

const NAME = 'last-backup';
/** By the clock of the database, which is the one that rows are dated by. */
const AGE = `select i.value as backup, case
    when i.value is not null then extract(epoch from now() - (i.value->>'at')::timestamptz)::float8 / 3600
    else (select extract(epoch from now() - c.created_at)::float8 / 3600 from company c where not c.demo limit 1) end as hours,
    coalesce(i.value->>'at', (select to_char(c.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from company c limit 1)) as since
  from (select 1) one left join installation i on i.key = '${NAME}'`;

/** The backups of an installation, as its database knows of them. */
export class Backups {
  /** After so many hours without one somebody is told. */
  readonly most = 26;

  async age(look: Run): Promise<BackupAge> {
    const [row] = await look<BackupAge>(AGE);
    return row ?? { backup: null, hours: null, since: null };
  }

  async note(run: Run, backup: LastBackup): Promise<void> {
    await run(`insert into installation (key, value) values ('${NAME}', $1) on conflict (key) do update set value = excluded.value`, [JSON.stringify(backup)]);
  }
}
