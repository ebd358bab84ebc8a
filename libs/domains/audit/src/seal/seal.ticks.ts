import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { plainFault } from '@dossier/kernel/errors';
import { Checkpoints } from '../checkpoints/checkpoints';
import { Watchman } from '../alerts/watchman';
import { ReadCounts } from '../reads/read-counts';
import { Sealer } from './sealer';

const SECOND = 1_000;

/** The clock of the trail: every process ticks, and whoever comes first does the work. */
@Injectable()
export class SealTicks implements OnApplicationShutdown {
  private readonly busy = new Set<string>();
  private readonly logger = new Logger('audit');
  private stopping = false;

  constructor(
    private readonly sealer: Sealer,
    private readonly checkpoints: Checkpoints,
    private readonly watchman: Watchman,
    private readonly reads: ReadCounts,
  ) {}

  @Interval(SECOND)
  seal(): Promise<void> {
    return this.alone('seal', async () => {
      const { intact } = await this.sealer.drain();
      if (!intact) await this.watchman.chainCut();
    });
  }

  @Interval(15 * SECOND)
  watch(): Promise<void> {
    return this.alone('watch', async () => {
      await this.reads.flush();
      await this.checkpoints.keep();
      await this.watchman.round();
    });
  }

  /** The last words: what was written until now is sealed and signed before the process ends. */
  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.reads.flush().catch(() => undefined);
    await this.sealer.drain().then(() => this.checkpoints.write()).catch(() => undefined);
  }

  /** One at a time in this process; a database that is away is told by whoever watches health, and the next tick tries again. */
  private async alone(name: string, run: () => Promise<void>): Promise<void> {
    if (this.stopping || this.busy.has(name)) return;
    this.busy.add(name);
    try {
      await run();
    } catch (fault) {
      if (!this.stopping && !isAway(fault)) this.logger.error(`${name}: ${plainFault(fault)}`);
    } finally {
      this.busy.delete(name);
    }
  }
}

const isAway = (fault: unknown): boolean => /UNAVAILABLE|ECONN|terminat|timeout|57P0|Cannot use a pool/i.test(`${(fault as { code?: string })?.code ?? ''} ${String((fault as Error)?.message ?? fault)}`);
