import { Access } from '@dossier/kernel/access';
import { Job, type JobHandler, type JobRun } from '@dossier/kernel/events';
import { Compute } from '../../models/compute';
import { BasketReader } from './basket.reader';
import { BASKET_JOB, BasketService } from './basket.service';

/** A rule has three things at most: two that go before, and what follows. */
const LONGEST = 3;
const MOST_RULES = 2_000;

/** Reads the baskets of a run, looks for rules in a thread of its own, and keeps them. A second run begins anew: nothing is kept before the end. */
@Job(BASKET_JOB, 'job.model')
@Access('job.model')
export class BasketJob implements JobHandler {
  constructor(
    private readonly service: BasketService,
    private readonly reader: BasketReader,
    private readonly compute: Compute,
  ) {}

  async run(job: JobRun): Promise<void> {
    const id = String(job.data['runId']);
    const wish = await this.service.wish(id);
    if (wish === null) return;
    const baskets = await this.reader.read(wish, (done, total) => job.progress(done, total));
    if (await job.cancelled()) return;
    const { items, starts, ids } = baskets;
    const mined = await this.compute.do(
      'mineBaskets', { items, starts, kinds: ids.length, support: wish.minSupport, confidence: wish.minConfidence, significance: wish.significance, longest: LONGEST, most: MOST_RULES },
      { transfer: [items.buffer, starts.buffer] },
    );
    await job.work(() => this.service.keep(id, baskets, mined));
  }
}
