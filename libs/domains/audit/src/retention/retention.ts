import { Injectable } from '@nestjs/common';
import { KeyRing } from '@dossier/kernel/crypto';
import { Database } from '@dossier/kernel/data';
import { Clock } from '@dossier/kernel/time';
import { appendStatement } from '../checkpoints/checkpoint-file';
import { Checkpoints } from '../checkpoints/checkpoints';
import type { Statement } from '../checkpoints/statements';

/** Whatever a company sets, this much is kept. */
export const LEAST_MONTHS = 6;
/** Months that have their partition ready; whatever falls outside goes to the spare one. */
const AHEAD = 2;
const BASES = ['audit_entry', 'audit_change', 'audit_seal'] as const;

/** The first instant that is kept: the beginning of a month, so that whole months go. */
export function keptSince(now: Date, months: number): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - Math.max(LEAST_MONTHS, months), 1));
}

const monthOf = (at: Date): string => at.toISOString().slice(0, 10);

/** Makes the months to come, and drops those that are kept no longer: under a statement that is signed before anything goes. */
@Injectable()
export class Retention {
  constructor(
    private readonly database: Database,
    private readonly checkpoints: Checkpoints,
    private readonly ring: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** Partitions for this month and the next, and for months whose rows wait in the spare one. Gives how many were made. */
  async prepare(): Promise<number> {
    const now = this.clock.now();
    let made = 0;
    for (const base of BASES) {
      const caught = await this.database.query<{ month: string }>('select month from audit_waiting_months($1) month', [base]);
      const ahead = Array.from({ length: AHEAD + 1 }, (_, at) => monthOf(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + at, 1))));
      for (const month of new Set([...caught.map((row) => row.month), ...ahead])) if (await this.make(base, month)) made += 1;
    }
    return made;
  }

  /** Drops the months before the bound that the company has set. Gives the statement, or null where nothing is old enough. */
  async drop(): Promise<Statement | null> {
    const [company] = await this.database.query<{ months: number }>('select audit_months as months from company');
    const before = keptSince(this.clock.now(), company?.months ?? 36);
    const parts = await this.partsBefore(before);
    if (parts.length === 0) return null;
    const statement = await this.state(before);
    for (const { base, month } of parts) await this.database.query('select audit_drop_month($1, $2)', [base, month]);
    return statement;
  }

  private async make(base: string, month: string): Promise<boolean> {
    const [row] = await this.database.query<{ made: boolean }>('select audit_make_month($1, $2) as made', [base, month]);
    return row?.made === true;
  }

  private async partsBefore(before: Date): Promise<{ base: string; month: string }[]> {
    const rows = await this.database.query<{ base: string; month: string }>(
      `select p.relname as base, to_char(to_date(right(c.relname, 7), 'YYYY_MM'), 'YYYY-MM-DD') as month from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
       where p.relname = any($1::text[]) and c.relkind = 'r' and c.relname ~ '_[0-9]{4}_[0-9]{2}$'`,
      [BASES],
    );
    return rows.filter(({ month }) => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 1)) <= before);
  }

  /** Signed first, in the file and in the table: a month that is gone without it reads as deleted. */
  private async state(before: Date): Promise<Statement> {
    const [last] = await this.database.query<{ sequence: number; head: string; sealed: number }>(
      `select coalesce(max(sequence), 0)::float8 as sequence, coalesce((select encode(hash, 'hex') from audit_seal where sealed_at < $1 order by sequence desc limit 1), '') as head, count(*)::float8 as sealed from audit_seal where sealed_at < $1`,
      [before],
    );
    const [known] = await this.database.query<{ statement: Statement }>('select statement from audit_dropped order by before desc limit 1');
    const upTo = last!.sequence > 0 ? { sequence: last!.sequence, head: last!.head } : { sequence: known?.statement.sequence ?? 0, head: known?.statement.head ?? '' };
    const statement = appendStatement(this.ring, this.checkpoints.file, { kind: 'DROPPED', ...upTo, count: last!.sealed, at: this.clock.now().toISOString(), before: before.toISOString() });
    await this.database.query('insert into audit_dropped (before, statement) values ($1, $2) on conflict (before) do nothing', [before, JSON.stringify(statement)]);
    return statement;
  }
}
