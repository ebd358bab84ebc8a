import { setTimeout as pause } from 'node:timers/promises';
import { Access } from '../access/access.decorator';
import { Job, type JobHandler, type JobRun } from '../events/job.decorator';
import { KeyKeeper } from './key-keeper';
import type { KeyAgreement } from './key-state';
import { Rotations } from './rotations';

export const ROTATE_KEYS = 'kernel.rotate-keys';

/** How long every process has to hear of a new agreement before anything is built upon it. */
const HEARD_MS = 3_000;
const PIECE = 1_000;

const other = (slot: 'a' | 'b'): 'a' | 'b' => (slot === 'a' ? 'b' : 'a');

/**
 * Moves what is sealed and indexed to a newer key while the product is in use. Each piece is a unit of work and the
 * agreement says how far things are, so a run that was killed goes on where it stood.
 */
@Job(ROTATE_KEYS, 'job.rotate')
@Access('job.rotate')
export class RotateKeysJob implements JobHandler {
  constructor(
    private readonly keeper: KeyKeeper,
    private readonly rotations: Rotations,
  ) {}

  async run(job: JobRun): Promise<void> {
    const to = Number(job.data['to']);
    await this.sealWith(job, to);
    const counter = { done: 0, total: await this.total() };
    for (const step of this.rotations.steps) await this.through(job, counter, async () => step.move(await this.keeper.agreed(), PIECE));
    const filling = (await this.keeper.agreed()).beside.find((slot) => slot.version === to);
    if (filling) {
      for (const index of this.rotations.indexes) await this.through(job, counter, () => index.fill(filling.slot, to, PIECE));
      await this.turn(job, to);
    }
    await this.clear(job, counter);
    await job.progress(counter.done, counter.done);
  }

  /** Everybody knows the key before anybody seals with it, and writes both indexes before the old ones are read over. */
  private async sealWith(job: JobRun, to: number): Promise<void> {
    await pause(HEARD_MS);
    await job.work(async () => {
      const agreed = await this.keeper.agreed();
      if (agreed.current === to && (agreed.live.version === to || agreed.beside.length > 0)) return;
      await this.keeper.agree({ current: to, live: agreed.live, beside: [{ slot: other(agreed.live.slot), version: to }] });
    });
    await pause(HEARD_MS);
  }

  /** The new indexes are complete: from now on they are looked into. The old ones are still written for whoever has not heard. */
  private async turn(job: JobRun, to: number): Promise<void> {
    await job.work(async () => {
      const agreed = await this.keeper.agreed();
      const next = agreed.beside.find((slot) => slot.version === to);
      if (next) await this.keeper.agree({ current: to, live: next, beside: [agreed.live] });
    });
    await pause(HEARD_MS);
  }

  private async clear(job: JobRun, counter: Counter): Promise<void> {
    const agreed = await this.keeper.agreed();
    if (agreed.beside.length === 0) return;
    for (const released of this.rotations.releases) while (!(await job.work(released))) await pause(HEARD_MS);
    await job.work(async () => this.keeper.agree({ ...agreed, beside: [] } satisfies KeyAgreement));
    await pause(HEARD_MS);
    for (const index of this.rotations.indexes) await this.through(job, counter, () => index.clear(other(agreed.live.slot), PIECE));
  }

  private async total(): Promise<number> {
    const agreed = await this.keeper.agreed();
    let total = 0;
    for (const step of this.rotations.steps) total += await step.remaining(agreed);
    for (const { slot } of agreed.beside) for (const index of this.rotations.indexes) total += 2 * (await index.remaining(slot));
    return total;
  }

  private async through(job: JobRun, counter: Counter, move: () => Promise<number>): Promise<void> {
    for (;;) {
      const moved = await job.work(move);
      if (moved === 0) return;
      counter.done += moved;
      await job.progress(counter.done, Math.max(counter.total, counter.done));
    }
  }
}

interface Counter {
  done: number;
  total: number;
}
