import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Queue, SWEEP } from './jobs';

/** The clock only sends; workers work. Every process ticks, one message a slot survives. */
@Injectable()
export class Ticks {
  constructor(private readonly queue: Queue) {}

  @Interval(15_000)
  async sweep(): Promise<void> {
    if (this.queue.started) await this.queue.boss.send(SWEEP, {}, { singletonSeconds: 15, retryLimit: 0 }).catch(() => undefined);
  }
}
