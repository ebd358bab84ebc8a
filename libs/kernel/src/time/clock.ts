import { Injectable } from '@nestjs/common';
import { type Day, daysBetween } from './day';
import { DEFAULT_ZONE, dayOf, isZone } from './zone';

/** The only source of now. Whatever depends on time takes it from here, so that a test can set it. */
@Injectable()
export class Clock {
  private companyZone = DEFAULT_ZONE;

  /** The company's zone, in which days begin and end unless another is asked for. */
  get zone(): string {
    return this.companyZone;
  }

  /** Sets the company's zone. @throws RangeError for a zone that is not known. */
  useZone(zone: string): void {
    if (!isZone(zone)) throw new RangeError(`There is no time zone ${zone}`);
    this.companyZone = zone;
  }

  now(): Date {
    return new Date();
  }

  /** Today in the company's zone, or in another one. */
  today(zone: string = this.companyZone): Day {
    return dayOf(this.now(), zone);
  }
}

/** A clock that stands still until it is moved; for tests. */
export class FixedClock extends Clock {
  private moment: Date;

  /** @param moment an instant, or a day (then noon in Shanghai) */
  constructor(moment: Date | string) {
    super();
    this.moment = typeof moment === 'string' && moment.length === 10 ? new Date(`${moment}T04:00:00Z`) : new Date(moment);
  }

  override now(): Date {
    return new Date(this.moment);
  }

  set(moment: Date): void {
    this.moment = moment;
  }

  /** Moves on by days, hours, minutes or seconds. */
  advance(by: { days?: number; hours?: number; minutes?: number; seconds?: number }): void {
    const seconds = (((by.days ?? 0) * 24 + (by.hours ?? 0)) * 60 + (by.minutes ?? 0)) * 60 + (by.seconds ?? 0);
    this.moment = new Date(this.moment.getTime() + seconds * 1000);
  }

  /** Goes to the same time of another day. */
  moveTo(day: Day): void {
    this.advance({ days: daysBetween(this.today(), day) });
  }
}
