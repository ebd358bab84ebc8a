import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Database } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Beat, Queue } from '@dossier/kernel/events';
import { Clock } from '@dossier/kernel/time';
import { inOrder, SegmentRefresher, type Computed } from './refresher';
import { SegmentsJob } from './segments.job';

const BEAT_MS = 1_300;
/** Marks taken at once: each stands for two thousand customers at most. */
const MARKS = 25;
/** Customers looked at in one statement. */
const AT_ONCE = 5_000;
/** So many marks, and all segments are computed as a whole: that is less work. */
const FLOOD = 60;

interface Mark extends Record<string, unknown> {
  number: string;
  ids: string[];
}

/**
 * Looks again at customers whose membership may have changed, a moment after the change: every dynamic segment, but these customers alone.
 * Nothing is held in a process: what a dead one left undone is still marked, and whoever beats next does it.
 */
@Injectable()
export class SegmentKeeper implements OnApplicationShutdown {
  private readonly due: Beat;
  private draining: Promise<number> | null = null;

  constructor(
    private readonly database: Database,
    queue: Queue,
    private readonly refresher: SegmentRefresher,
    private readonly job: SegmentsJob,
    private readonly clock: Clock,
  ) {
    this.due = new Beat(queue, () => this.turn());
  }

  @Interval(BEAT_MS)
  beat(): void {
    this.due.strike();
  }

  onApplicationShutdown(): Promise<void> {
    return this.due.end();
  }

  private async turn(): Promise<void> {
    await this.drain();
    await this.roll();
    await this.job.ask();
  }

  /** Takes what is due until nothing is left, or somebody else is at it; gives how many marks it took. Whoever asks while it goes on waits for that. */
  drain(): Promise<number> {
    return (this.draining ??= this.steps().finally(() => (this.draining = null)));
  }

  private async steps(): Promise<number> {
    for (let done = 0; ; ) {
      const taken = await this.step();
      done += taken;
      if (this.due.isEnding || taken < MARKS) return done;
    }
  }

  private async step(): Promise<number> {
    const marks = await this.database.query<Mark>('select number::text, customer_ids as ids from segment_due order by number limit $1', [FLOOD + 1]);
    if (marks.length === 0) return 0;
    if (marks.length > FLOOD) return this.flood(marks);
    const taken = marks.slice(0, MARKS);
    const ids = [...new Set(taken.flatMap((mark) => mark.ids))].sort();
    const segments = inOrder(await this.segments());
    const zones = segments.length === 0 ? [] : await this.refresher.zones();
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      for (const segment of segments) if (!(await this.look(segment, ids.slice(at, at + AT_ONCE), zones))) return 0;
    }
    await this.database.query('select segment_done($1::bigint[])', [taken.map(({ number }) => number)]);
    return taken.length;
  }

  /** False: somebody else is writing this segment. The marks stand, and the next beat looks again. */
  private async look(segment: Computed, ids: readonly string[], zones: readonly string[]): Promise<boolean> {
    try {
      const changed = await this.refresher.keep(segment, ids, await this.refresher.belonging(segment, ids, zones));
      if (changed === null) return false;
      segment.turn = String(Number(segment.turn) + 1);
      return true;
    } catch (fault) {
      // A definition that cannot be computed any more must not keep the others waiting.
      if (!(fault instanceof DomainError) || fault.code === 'UNAVAILABLE') throw fault;
      await this.database.query('select segment_failed($1, $2, $3)', [segment.id, fault.code, this.clock.now()]);
      return true;
    }
  }

  private segments(): Promise<Computed[]> {
    return this.database.query<Computed>('select s.id, s.definition, s.refers, t.turn from segment s join segment_state t on t.segment_id = s.id where s.archived_at is null order by s.id');
  }

  private async flood(marks: readonly Mark[]): Promise<number> {
    await this.database.query('select segment_flood($1::bigint[])', [marks.map(({ number }) => number)]);
    return marks.length;
  }

  /** Where the day has changed in a zone that some customers keep, they are looked at again. */
  private async roll(): Promise<void> {
    for (const zone of await this.refresher.zones()) {
      const today = this.clock.today(zone);
      const [kept] = await this.database.query<{ day: string }>('select day::text from segment_zone where zone = $1', [zone]);
      if (kept?.day !== today) await this.database.query('select segment_zone_rolls($1, $2)', [zone, today]);
    }
  }
}
