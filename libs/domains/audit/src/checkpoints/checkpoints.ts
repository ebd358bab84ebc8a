import { Injectable } from '@nestjs/common';
import { KeyRing } from '@dossier/kernel/crypto';
import { Database, Deployment } from '@dossier/kernel/data';
import { Clock } from '@dossier/kernel/time';
import { appendStatement, checkpointFile, readCheckpoints, trustedFor } from './checkpoint-file';
import type { Statement } from './statements';

export const EVERY_MINUTES = 5;

export interface ChainEnd {
  sequence: number;
  head: string;
}

/** Writes where the chain stands to a file outside the database, so that whoever owns the database cannot write it anew unnoticed. */
@Injectable()
export class Checkpoints {
  readonly file: string;
  private last: Statement | null = null;

  constructor(
    private readonly database: Database,
    private readonly ring: KeyRing,
    private readonly clock: Clock,
    deployment: Deployment,
  ) {
    this.file = checkpointFile(deployment.dataDir);
  }

  async chainEnd(): Promise<ChainEnd> {
    const [row] = await this.database.query<{ sequence: number; head: string }>(`select sequence, encode(head, 'hex') as head from audit_state`);
    return { sequence: Number(row!.sequence), head: row!.head };
  }

  /** Writes one where five minutes have passed and the chain has grown; where it has not, the last one still speaks for all of it. */
  async keep(): Promise<void> {
    const { sequence } = await this.chainEnd();
    const last = this.latest();
    const isOld = !last || this.clock.now().getTime() - Date.parse(last.at) >= EVERY_MINUTES * 60_000;
    if (sequence > (last?.sequence ?? 0) && isOld) await this.write();
    else await this.database.query(`update audit_state set checkpoint_at = $1 where checkpoint_sequence = sequence and checkpoint_at < $1::timestamptz - interval '2 minutes'`, [this.clock.now()]);
  }

  /** Writes one, unless nothing was sealed since the last. */
  async write(): Promise<Statement | null> {
    const { sequence, head } = await this.chainEnd();
    if (sequence <= (this.latest()?.sequence ?? 0)) return null;
    const dropped = await this.droppedUpTo();
    const at = this.clock.now().toISOString();
    this.last = appendStatement(this.ring, this.file, { kind: 'CHECKPOINT', sequence, head, count: sequence - dropped, at });
    await this.database.query('update audit_state set checkpoint_at = $1, checkpoint_sequence = $2 where checkpoint_sequence <= $2', [at, sequence]);
    return this.last;
  }

  /** The seal that the last checkpoint speaks of no longer bears the hash that was signed. */
  async isBetrayed(): Promise<boolean> {
    const last = this.latest();
    if (!last || last.sequence <= (await this.droppedUpTo())) return false;
    const [seal] = await this.database.query<{ head: string }>(`select encode(hash, 'hex') as head from audit_seal where sequence = $1`, [last.sequence]);
    return seal?.head !== last.head;
  }

  /** Seals up to here are kept no longer. */
  private async droppedUpTo(): Promise<number> {
    const [row] = await this.database.query<{ sequence: number | null }>(`select max((statement->>'sequence')::bigint) as sequence from audit_dropped`);
    return Number(row?.sequence ?? 0);
  }

  /** The last checkpoint of this file. */
  latest(): Statement | null {
    this.last ??= readCheckpoints(this.file, trustedFor(this.file, this.ring))?.statements.findLast((one) => one.kind === 'CHECKPOINT') ?? null;
    return this.last;
  }
}
