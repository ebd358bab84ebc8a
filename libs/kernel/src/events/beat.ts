import { inBackground } from '../data/errand';
import type { Queue } from './jobs';

/**
 * Work that falls due by itself, done a moment later by whichever process comes first: one run at a time here, none before the queue has
 * started nor once the end has begun. What fails waits for the next beat: it is still due.
 */
export class Beat {
  private running: Promise<void> | null = null;
  private ending = false;

  constructor(
    private readonly queue: Queue,
    private readonly run: () => Promise<unknown>,
  ) {}

  /** Whether the process is about to end: a run stops after the step it is in. */
  get isEnding(): boolean {
    return this.ending;
  }

  strike(): void {
    if (!this.queue.started || this.ending) return;
    this.running ??= inBackground(this.run).then(() => undefined, () => undefined).finally(() => (this.running = null));
  }

  /** Waits for the run that is under way, and lets none begin. */
  async end(): Promise<void> {
    this.ending = true;
    await this.running;
  }
}
