import { createHash, randomUUID } from 'node:crypto';
import { decryptField, encryptField, type KeyRing } from '@dossier/kernel/crypto';
import type { Viewer } from '@dossier/kernel/access';
import type { Database, Work } from '@dossier/kernel/data';
import type { Clock } from '@dossier/kernel/time';

/** An answer as it left. */
export interface KeptAnswer {
  status: number;
  type: string;
  body: string;
}

type Outcome = 'CLAIMED' | 'RUNNING' | 'DONE' | 'LOST';

interface Row extends Record<string, unknown> {
  outcome: Outcome;
  request_hash: Buffer | null;
  rights_hash: Buffer | null;
  status: number | null;
  answer: Buffer | null;
}

/** What is known of an earlier request under the same key. */
export interface Earlier {
  outcome: Exclude<Outcome, 'CLAIMED'>;
  requestHash: Buffer | null;
  rightsHash: Buffer | null;
  answer(): KeptAnswer | null;
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The rights an answer was given under: with others it is not given again. */
export const rightsOf = (viewer: Viewer): Buffer => sha256(JSON.stringify([viewer.ownerId, viewer.grants, viewer.teamIds, viewer.treeIds]));

/** One key of one account: taken before the act, marked with it, answered from afterwards. */
export class Claim {
  private readonly id = randomUUID();
  private readonly key: Buffer;
  private readonly owner: string;

  constructor(
    private readonly viewer: Viewer,
    given: string,
    private readonly parts: { database: Database; ring: KeyRing; clock: Clock },
  ) {
    this.key = sha256(given);
    this.owner = viewer.userId!;
  }

  /** Takes the key; null when it is ours, else what is known of the one who took it. */
  async take(): Promise<Earlier | null> {
    const [row] = await this.ask<Row>('select * from idempotency_claim($1, $2, $3, $4)', [this.id, this.parts.clock.now()]);
    if (!row || row.outcome === 'CLAIMED') return null;
    return { outcome: row.outcome, requestHash: row.request_hash, rightsHash: row.rights_hash, answer: () => this.opened(row.answer) };
  }

  /** Stands in the transaction of the act itself: the act is done exactly when this says so. */
  async mark(work: Work): Promise<void> {
    await work.query('select idempotency_effect($1, $2, $3)', [this.owner, this.key, this.id]);
  }

  /** Keeps the answer where there was an effect, sealed; an act that was refused may be tried again under the same key. */
  async settle(requestHash: Buffer, answer: KeptAnswer): Promise<void> {
    const kept = { status: answer.status, request: requestHash.toString('hex'), rights: rightsOf(this.viewer).toString('hex') };
    const { ring } = this.parts;
    const sealed = encryptField(ring.derive('idempotency', ring.current), JSON.stringify(answer), this.place(), ring.current);
    await this.ask('select idempotency_settle($1, $2, $3, $4, $5)', [this.id, JSON.stringify(kept), sealed]);
    await this.ask('select idempotency_release($1, $2, $3)', [this.id]);
  }

  async beat(): Promise<void> {
    await this.ask('select idempotency_beat($1, $2, $3, $4)', [this.id, this.parts.clock.now()]);
  }

  private opened(box: Buffer | null): KeptAnswer | null {
    if (box === null) return null;
    try {
      return JSON.parse(decryptField(this.parts.ring.derive('idempotency', box[0] ?? 0), box, this.place())) as KeptAnswer;
    } catch {
      // Its key has been retired since: that the act was done is still known.
      return null;
    }
  }

  private ask<R extends Record<string, unknown>>(text: string, values: readonly unknown[]): Promise<R[]> {
    return this.parts.database.query<R>(text, [this.owner, this.key, ...values]);
  }

  private place = () => ({ table: 'idempotency', column: 'answer', rowId: `${this.owner}:${this.key.toString('hex')}` });
}
