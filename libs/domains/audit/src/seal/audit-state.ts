import { Injectable } from '@nestjs/common';
import { Database } from '@dossier/kernel/data';

export interface SealState {
  sequence: number;
  /** Hexadecimal. */
  head: string;
  sealedAt: Date | null;
  /** Rows that wait for their seal. */
  waiting: number;
  /** Seconds that the oldest of them has waited. */
  late: number;
}

/** A row may wait this long before somebody is told: a transaction that is still open holds back all that came after it. */
export const LATE_SECONDS = 60;

/** Where the sealer stands, and what waits. */
@Injectable()
export class AuditState {
  constructor(private readonly database: Database) {}

  async now(): Promise<SealState> {
    const [row] = await this.database.query<{ sequence: number; head: string; sealed_at: Date | null; waiting: number; late: number }>(
      `with waits as (
         select e.at from audit_entry e, audit_state s where (e.xid, e.id) > (s.entry_xid, s.entry_id)
         union all select c.at from audit_change c, audit_state s where (c.xid, c.id) > (s.change_xid, s.change_id)
       )
       select s.sequence, encode(s.head, 'hex') as head, s.sealed_at, (select count(*)::int from waits) as waiting,
         greatest(0, coalesce((select extract(epoch from clock_timestamp() - min(at)) from waits), 0))::int as late from audit_state s`,
    );
    return { sequence: Number(row!.sequence), head: row!.head, sealedAt: row!.sealed_at, waiting: row!.waiting, late: row!.late };
  }
}
