import { addDays, momentOf } from '@dossier/kernel/time';
import { chanceOf } from '@dossier/metrics';
import { isWorking, STANDARD_WEEK, type WorkingTime } from '@dossier/teams';
import { LeadOrigin } from '@dossier/vocabulary/lead-enums';
import { candidatesOf, shut, type AssignmentRule, type FreeLead, type Seat } from './assign.rules';
import { simulate, type Desk, type PastLead, type Placed, type Watch } from './simulation.rules';
import { quarters } from './simulation.times';

/** How a trial company is made: so many leads over so many days, people with leave and caps. */
export interface TrialSettings {
  seed: number;
  leads: number;
  people: number;
  /** So many of the people are on leave at times, and so many have a cap; the others are there all the time, without one. */
  onLeave: number;
  capped: number;
  days: number;
}

export interface TrialFigures {
  given: number;
  waiting: number;
  /** Among people with the same weight and the same availability: most to fewest leads given, and the same of open leads at the end of the last working day on which leads came in. */
  givenRatio: number;
  openRatio: number;
  /** Leads that went to somebody who was absent, off hours or full. */
  wrong: number;
  /** Looks after which a lead waited although somebody might have had it. */
  stuck: number;
  /** The longest time for which a lead had no owner while somebody might have had it, in minutes. */
  longest: number;
}

const ZONE = 'Asia/Shanghai';
const FIRST = '2026-06-01';
const MINUTE = 60_000;
const DAY = 86_400_000;
const OFFICE: WorkingTime = { zone: ZONE, week: STANDARD_WEEK, days: new Map() };

const rule: AssignmentRule = { name: 'all', when: {}, people: [], teams: [{ teamId: 'everybody', weight: 1 }], skills: [], languages: [], byTerritory: false, byLanguage: false, poolId: null, escalateMinutes: null, fallbackUserId: null, fallbackPoolId: null };
const nameOf = (at: number): string => `person-${String(at).padStart(3, '0')}`;

/** A month of a company in which nothing is left to anybody's choice but the seed. */
export class TrialCompany {
  readonly leads: PastLead[];
  readonly away = new Map<string, { from: number; to: number }[]>();
  readonly caps = new Map<string, number>();
  private looked: { at: number; is: boolean } | null = null;
  private readonly chance: () => number;
  private readonly begin = momentOf(FIRST, '00:00', ZONE).getTime();

  constructor(readonly settings: TrialSettings) {
    const { even } = chanceOf(settings.seed);
    this.chance = even;
    for (let at = 0; at < settings.onLeave; at += 1) this.away.set(nameOf(at), [this.leave(), this.leave()]);
    for (let at = settings.onLeave; at < settings.onLeave + settings.capped; at += 1) this.caps.set(nameOf(at), 10 + Math.floor(this.chance() * 30));
    this.leads = Array.from({ length: settings.leads }, (_, at) => this.lead(at)).sort((one, other) => one.at - other.at);
  }

  isAway(userId: string, at: number): boolean {
    return (this.away.get(userId) ?? []).some(({ from, to }) => at >= from && at < to);
  }

  isOffice(at: number): boolean {
    if (this.looked?.at !== at) this.looked = { at, is: isWorking(OFFICE, new Date(at)) };
    return this.looked.is;
  }

  /** Everybody as they are before the first lead. */
  desk(): Desk {
    const seats = new Map(Array.from({ length: this.settings.people }, (_, at): [string, Seat] => [nameOf(at), {
      userId: nameOf(at), skills: [], languages: [], territories: [], weight: 1, cap: this.caps.get(nameOf(at)) ?? null, receives: true, isAbsent: false, isWorking: false, load: 0, lastAt: 0,
    }]));
    const changes = quarters(new Date(this.begin), new Date(this.begin + (this.settings.days + 7) * DAY), ZONE);
    return { seats, candidates: candidatesOf([rule], () => [...seats.keys()], seats), timetable: { changes, isAbsent: (userId, at) => this.isAway(userId, at), isWorking: (_, at) => this.isOffice(at) } };
  }

  /** Those who are there all the time, without a cap. */
  alike(): string[] {
    return Array.from({ length: this.settings.people }, (_, at) => nameOf(at)).filter((userId) => !this.away.has(userId) && !this.caps.has(userId));
  }

  run(watch: Watch = {}, desk = this.desk()): Placed[] {
    return simulate(this.leads, [rule], desk, watch);
  }

  private leave(): { from: number; to: number } {
    const first = Math.floor(this.chance() * this.settings.days);
    const length = 1 + Math.floor(this.chance() * 7);
    return { from: momentOf(addDays(FIRST, first), '00:00', ZONE).getTime(), to: momentOf(addDays(FIRST, first + length), '00:00', ZONE).getTime() };
  }

  /** Any hour of any day; a tenth come in a crowd, within the same hour. Closed after one to ten days. */
  private lead(at: number): PastLead {
    const hour = this.chance() < 0.1 ? Math.floor(this.chance() * 5) * 6 * DAY + 11 * 60 * MINUTE + this.chance() * 60 * MINUTE : this.chance() * this.settings.days * DAY;
    const came = Math.floor(this.begin + hour);
    return { lead: freeLead(at), at: came, closedAt: came + DAY + Math.floor(this.chance() * 9 * DAY), tookBy: null, tookAt: null };
  }
}

const freeLead = (at: number): FreeLead => ({
  id: `lead-${at}`, customerId: `customer-${at}`, sourceId: null, origin: LeadOrigin.FORM, productId: null, place: {}, language: null, grade: null, score: null, amountMinor: null, currency: null, attributes: null, knownBy: null, reachedBy: null, isOverdue: false,
});

const ratio = (values: readonly number[]): number => Math.max(...values) / Math.max(1, Math.min(...values));

/** Runs a trial company through the rules that the product runs, and measures what must hold. */
export function trialFigures(settings: TrialSettings): TrialFigures {
  const company = new TrialCompany(settings);
  const desk = company.desk();
  const alike = company.alike();
  const last = company.leads.at(-1)!.at;
  let open: number[] = [];
  const found = { wrong: 0, stuck: 0, longest: 0, since: null as number | null };
  const placed = company.run({
    placed: ({ userId, decidedAt }) => {
      const full = desk.seats.get(userId!)!.load >= (company.caps.get(userId!) ?? Infinity);
      if (company.isAway(userId!, decidedAt!) || !company.isOffice(decidedAt!) || full) found.wrong += 1;
    },
    settled: (at, waiting, seats) => {
      if (at <= last && company.isOffice(at)) open = alike.map((userId) => seats.get(userId)!.load);
      if (found.since !== null) found.longest = Math.max(found.longest, (at - found.since) / MINUTE);
      const isStuck = waiting.length > 0 && [...seats.values()].some((seat) => shut(seat) === null);
      found.stuck += Number(isStuck);
      found.since = isStuck ? (found.since ?? at) : null;
    },
  }, desk);
  const given = new Map<string, number>();
  for (const { userId } of placed) if (userId !== null) given.set(userId, (given.get(userId) ?? 0) + 1);
  return {
    given: [...given.values()].reduce((sum, count) => sum + count, 0), waiting: placed.filter(({ decidedAt }) => decidedAt === null).length,
    givenRatio: ratio(alike.map((userId) => given.get(userId) ?? 0)), openRatio: ratio(open), wrong: found.wrong, stuck: found.stuck, longest: found.longest,
  };
}
