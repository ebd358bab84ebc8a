import { Injectable } from '@nestjs/common';
import { Database } from '@dossier/kernel/data';
import { Checkpoints } from '../checkpoints/checkpoints';
import { AuditState, LATE_SECONDS } from './audit-state';
import type { AuditSeal } from './audit-seal.view';

/** What the seal looks like now, with its evidence. */
@Injectable()
export class SealService {
  constructor(
    private readonly database: Database,
    private readonly state: AuditState,
    private readonly checkpoints: Checkpoints,
  ) {}

  async now(): Promise<AuditSeal> {
    const { sequence, head, sealedAt, waiting, late } = await this.state.now();
    const [kept] = await this.database.query<{ before: Date }>('select before from audit_dropped order by before desc limit 1');
    const last = this.checkpoints.latest();
    return {
      sequence, head, sealedAt, waiting, lateSeconds: late, isLate: late > LATE_SECONDS, keptSince: kept?.before ?? null,
      checkpointAt: last ? new Date(last.at) : null, checkpointSequence: last?.sequence ?? null, isTrue: !(await this.checkpoints.isBetrayed()),
    };
  }
}
