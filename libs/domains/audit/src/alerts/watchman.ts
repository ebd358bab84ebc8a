import { Injectable } from '@nestjs/common';
import { Database } from '@dossier/kernel/data';
import { Clock } from '@dossier/kernel/time';
import { Installation } from '@dossier/workspace';
import { Checkpoints } from '../checkpoints/checkpoints';
import { AuditState, LATE_SECONDS } from '../seal/audit-state';
import { Alerts, type Cause } from './alerts';
import { touchedBait } from './watch-bait';
import { backupCause, diskCause, diskUsed } from './watch-house';
import { probing, refusedCiphers, refusedGrants, selfGrants } from './watch-rights';
import { accountFailures, addressFailures, newDevices, newNetworks } from './watch-sign-in';
import type { Look, Watch } from './watch.types';
import { outOfHours, unusualVolume } from './watch-volume';

const LOCK = 7_421_010;
const watches: readonly Watch[] = [accountFailures, addressFailures, newDevices, newNetworks, probing, selfGrants, refusedGrants, refusedCiphers, touchedBait, outOfHours, unusualVolume];

/** Looks at the trail, the chain and the house, and tells what needs a look. One at a time over all processes. */
@Injectable()
export class Watchman {
  constructor(
    private readonly database: Database,
    private readonly alerts: Alerts,
    private readonly state: AuditState,
    private readonly checkpoints: Checkpoints,
    private readonly installation: Installation,
    private readonly clock: Clock,
  ) {}

  /** One round; gives how many alerts were new. */
  async round(): Promise<number> {
    const causes = [...(await this.trail()), ...(await this.house())];
    const raised = await Promise.allSettled(causes.map((cause) => this.alerts.raise(cause)));
    // One that could not be told must not keep the others back; it is found again in the next round.
    const failed = raised.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
    return raised.filter((one) => one.status === 'fulfilled' && one.value).length;
  }

  /** The chain does not end where the sealer left it. */
  async chainCut(): Promise<void> {
    const { sequence, sealedAt } = await this.state.now();
    await this.alerts.raise({ kind: 'TRAIL_BROKEN', cause: `end:${sequence}`, facts: { fault: 'TRUNCATED', sequence }, seenAt: sealedAt ?? new Date(0) });
  }

  private async trail(): Promise<Cause[]> {
    const client = await this.database.background.connect();
    let broken: Error | undefined;
    try {
      await client.query('begin');
      const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1) as mine', [LOCK]);
      const look: Look = { zone: this.clock.zone, ask: async <R extends object>(text: string, values: readonly unknown[] = []) => (await client.query(text, values as unknown[])).rows as R[] };
      const causes: Cause[] = [];
      if (rows[0]!.mine) for (const watch of watches) causes.push(...(await watch(look)));
      await client.query('commit');
      return causes;
    } catch (fault) {
      await client.query('rollback').catch((dead: Error) => (broken = dead));
      throw fault;
    } finally {
      client.release(broken);
    }
  }

  /** What lasts is told with the time it began, so that an acknowledgement holds for as long. */
  private async house(): Promise<Cause[]> {
    const now = this.clock.now();
    const { dataDir, cluster } = this.installation;
    const causes = diskCause(Math.max(...(await Promise.all([dataDir, ...(cluster ? [cluster] : [])].map(diskUsed)))), now);
    causes.push(...backupCause(await Installation.backups.age((text) => this.database.look(text))));
    const { late, waiting } = await this.state.now();
    if (late > LATE_SECONDS) causes.push({ kind: 'SEAL_LATE', cause: 'seal', facts: { seconds: late, count: waiting }, seenAt: new Date(now.getTime() - late * 1_000) });
    const last = this.checkpoints.latest();
    if (last && (await this.checkpoints.isBetrayed()))
      causes.push({ kind: 'TRAIL_BROKEN', cause: `checkpoint:${last.sequence}`, facts: { fault: 'CHECKPOINT_MISMATCH', sequence: last.sequence }, seenAt: new Date(last.at) });
    return causes;
  }
}
