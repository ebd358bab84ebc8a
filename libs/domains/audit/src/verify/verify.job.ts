import { Access } from '@dossier/kernel/access';
import { KeyRing } from '@dossier/kernel/crypto';
import { currentWork, Database } from '@dossier/kernel/data';
import { Job, type JobHandler, type JobRun } from '@dossier/kernel/events';
import { Clock } from '@dossier/kernel/time';
import { Alerts } from '../alerts/alerts';
import { readCheckpoints, trustedFor } from '../checkpoints/checkpoint-file';
import { Checkpoints } from '../checkpoints/checkpoints';
import type { Verdict } from './faults';
import { verifyTrail } from './verify-trail';

export const VERIFY_JOB = 'audit.verify';

const PATIENCE = '15min';

/** Runs the check in the background and writes down what it found; what is broken is told at once. */
@Job(VERIFY_JOB, 'job.audit')
@Access('job.audit')
export class VerifyJob implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly checkpoints: Checkpoints,
    private readonly ring: KeyRing,
    private readonly alerts: Alerts,
    private readonly clock: Clock,
  ) {}

  async run(job: JobRun): Promise<void> {
    const checkId = String(job.data['checkId']);
    try {
      const verdict = await this.check(job);
      await job.work(() => this.keep(checkId, verdict));
      if (verdict.fault)
        await this.alerts.raise({ kind: 'TRAIL_BROKEN', cause: `check:${verdict.fault.kind}:${verdict.fault.sequence ?? ''}`, facts: { fault: verdict.fault.kind, sequence: verdict.fault.sequence ?? 0 }, seenAt: this.clock.now() });
    } catch (fault) {
      await job.work(() => currentWork().query(`update audit_check set state = 'FAILED', version = version + 1, updated_at = now() where id = $1 and state = 'RUNNING'`, [checkId]));
      throw fault;
    }
  }

  private check(job: JobRun): Promise<Verdict> {
    const trusted = trustedFor(this.checkpoints.file, this.ring);
    return verifyTrail({
      ask: (text, values) => this.patiently(text, values), trusted, checkpoints: readCheckpoints(this.checkpoints.file, trusted),
      progress: (checked, total) => job.progress(checked, total),
    });
  }

  private async keep(id: string, { isSound, fault, faults, checked, sequence, waiting, checkpoints, millis }: Verdict): Promise<void> {
    Object.assign(currentWork().note, { objectType: 'AuditCheck', objectId: id, facts: { sound: isSound, fault: fault?.kind ?? null, sequence: fault?.sequence ?? null } });
    await currentWork().query(
      `update audit_check set state = $2, checked = $3, total = $4, millis = $5, fault = $6, sequence = $7, facts = $8, version = version + 1, updated_at = now() where id = $1`,
      [id, isSound ? 'SOUND' : 'BROKEN', checked, sequence, millis, fault?.kind ?? null, fault?.sequence ?? null, JSON.stringify({ waiting, checkpoints, faults: faults.slice(0, 20) })],
    );
  }

  /** A trail of many years takes longer than any other question may. */
  private async patiently<R extends object>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    const client = await this.database.background.connect();
    let broken: Error | undefined;
    try {
      await client.query(`begin read only; set local statement_timeout = '${PATIENCE}'`);
      const { rows } = await client.query(text, values as unknown[]);
      await client.query('commit');
      return rows as R[];
    } catch (fault) {
      await client.query('rollback').catch((dead: Error) => (broken = dead));
      throw fault;
    } finally {
      client.release(broken);
    }
  }
}
