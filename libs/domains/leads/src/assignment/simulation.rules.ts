import type { WaitReason, WhyNotChosen } from '@dossier/vocabulary/lead-enums';
import { CHOSEN, decide, reasonOf, shut, took, type AssignmentRule, type Candidates, type FreeLead, type Seat } from './assign.rules';

/** A lead as it came, when it was closed, and who had it in truth. */
export interface PastLead {
  lead: FreeLead;
  at: number;
  closedAt: number | null;
  tookBy: string | null;
  tookAt: number | null;
}

/** When somebody is there: asked of the calendars, with the moments at which the answer may change. */
export interface Timetable {
  isAbsent(userId: string, at: number): boolean;
  isWorking(userId: string, at: number): boolean;
  /** In order; nobody's state changes between two of them. */
  readonly changes: readonly number[];
}

export interface Placed {
  leadId: string;
  userId: string | null;
  poolId: string | null;
  rule: number | null;
  at: number;
  decidedAt: number | null;
  why: WaitReason | null;
  /** Of those who found nobody: the reason of each candidate, once each. */
  refusals?: readonly WhyNotChosen[];
}

export interface PersonLoad {
  userId: string;
  /** Leads given by the rules, and those that were theirs in truth. */
  given: number;
  had: number;
  /** The most open leads at any moment, and those at the end. */
  most: number;
  open: number;
  weight: number;
  cap: number | null;
}

/** Open leads by weight at the end, the most to the least, among so many of the people of a rule who were there all the time, without a cap. */
export interface LoadRatio {
  value: number;
  people: number;
}

export interface RuleOutcome {
  name: string;
  leads: number;
  given: number;
  pooled: number;
  waiting: number;
  /** Null: fewer than two people to compare, or one of them has no lead at all. */
  ratio: LoadRatio | null;
  /** Why leads of this rule found nobody: of how many leads a candidate was refused for each reason. */
  reasons: { why: WhyNotChosen; leads: number }[];
}

export interface SimulationResult {
  from: string;
  to: string;
  leads: number;
  given: number;
  pooled: number;
  waiting: number;
  /** Minutes from opening to an owner; null where no lead found one. */
  median: number | null;
  p90: number | null;
  /** The same as it really was. */
  medianReal: number | null;
  p90Real: number | null;
  people: PersonLoad[];
  rules: RuleOutcome[];
  unmatched: number;
}

/** Something that may let a lead be given: one comes in, somebody has room again, hours begin or leave ends. */
type Moment = { at: number; lead?: PastLead };

const MINUTE = 60_000;

/** Everything that happens, in order; of one moment, what frees somebody comes before what comes in. */
function momentsOf(leads: readonly PastLead[], timetable: Timetable): Moment[] {
  return [...timetable.changes.map((at): Moment => ({ at })), ...leads.map((lead): Moment => ({ at: lead.at, lead }))].sort((one, other) => one.at - other.at || Number(one.lead !== undefined) - Number(other.lead !== undefined));
}

/** Leads that are closed, the earliest end first: whoever has one then has room for another. */
class Endings {
  private readonly heap: { at: number; userId: string }[] = [];

  add(at: number, userId: string): void {
    let place = this.heap.push({ at, userId }) - 1;
    while (place > 0 && this.heap[(place - 1) >> 1]!.at > this.heap[place]!.at) {
      this.swap(place, (place - 1) >> 1);
      place = (place - 1) >> 1;
    }
  }

  /** The next one that is not later than a moment. */
  next(until: number): { at: number; userId: string } | null {
    const first = this.heap[0];
    if (!first || first.at > until) return null;
    const last = this.heap.pop()!;
    if (this.heap.length > 0) this.heap[0] = last;
    for (let place = 0; ; ) {
      let least = place;
      for (const child of [2 * place + 1, 2 * place + 2]) if (child < this.heap.length && this.heap[child]!.at < this.heap[least]!.at) least = child;
      if (least === place) return first;
      this.swap(least, place);
      place = least;
    }
  }

  private swap(one: number, other: number): void {
    [this.heap[one], this.heap[other]] = [this.heap[other]!, this.heap[one]!];
  }
}

/** What happens while rules are tried: told to whoever measures it. */
export interface Watch {
  placed?(placed: Placed, seats: ReadonlyMap<string, Seat>): void;
  /** After everything of a moment has been done: who still waits. */
  settled?(at: number, waiting: readonly PastLead[], seats: ReadonlyMap<string, Seat>): void;
}

/** Who is on leave and for whom it is working time, from one change to the next: two bits a person and change. */
export interface Presences {
  changes: readonly number[];
  /** By person: 1 on leave, 2 working time. */
  states: ReadonlyMap<string, Uint8Array>;
}

/** A timetable of what was asked of the calendars before. A moment stands for the change that it follows. */
export function timetableOf({ changes, states }: Presences): Timetable {
  let last = { at: NaN, place: 0 };
  const placeOf = (at: number): number => {
    if (last.at === at) return last.place;
    let [low, high] = [0, changes.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (changes[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    last = { at, place: low };
    return low;
  };
  const has = (bit: number) => (userId: string, at: number): boolean => ((states.get(userId)?.[placeOf(at)] ?? 0) & bit) !== 0;
  return { changes, isAbsent: has(1), isWorking: has(2) };
}

/** Rules, people and calendars while past leads come in one by one. */
class Trial {
  readonly placed: Placed[] = [];
  private readonly endings = new Endings();
  private waiting: PastLead[] = [];
  /** Leads go to a pool at any hour. */
  private readonly hasPools: boolean;

  constructor(
    private readonly rules: readonly AssignmentRule[],
    private readonly desk: Desk,
    private readonly watch: Watch,
  ) {
    this.hasPools = rules.some(({ poolId }) => poolId !== null);
  }

  /** A lead comes in. */
  comes(past: PastLead): void {
    if (!this.look(past, past.at)) this.waiting.push(past);
    this.watch.settled?.(past.at, this.waiting, this.desk.seats);
  }

  /** Looks again at those who wait, the oldest first: somebody may be free. */
  turn(at: number): void {
    const { seats, timetable } = this.desk;
    for (const seat of seats.values()) Object.assign(seat, { isAbsent: timetable.isAbsent(seat.userId, at), isWorking: timetable.isWorking(seat.userId, at) });
    const anyone = (): boolean => [...seats.values()].some((seat) => shut(seat) === null);
    let isOpen = this.waiting.length > 0 && (anyone() || this.hasPools);
    this.waiting = this.waiting.filter((past) => {
      if (!isOpen) return true;
      if (!this.look(past, at)) return true;
      isOpen = anyone() || this.hasPools;
      return false;
    });
    this.watch.settled?.(at, this.waiting, seats);
  }

  /** Closes what was closed up to a moment: each gives somebody room again. */
  free(until: number): void {
    for (let ended = this.endings.next(until); ended; ended = this.endings.next(until)) {
      this.desk.seats.get(ended.userId)!.load -= 1;
      if (this.waiting.length > 0) this.turn(ended.at);
    }
  }

  /** Those who wait to the end have found nobody. */
  ends(): Placed[] {
    for (const { lead, at } of this.waiting) {
      const { outcome, rule, refusals } = decide(lead, this.rules, this.desk.candidates, this.desk.seats);
      const why = outcome.kind === 'WAIT' ? outcome.why : null;
      this.placed.push({ leadId: lead.id, userId: null, poolId: null, rule, at, decidedAt: null, why, refusals: [...new Set(refusals)].flatMap((letter) => (letter === CHOSEN ? [] : [reasonOf(letter)!])) });
    }
    return this.placed;
  }

  private look({ lead, at: came, closedAt }: PastLead, at: number): boolean {
    const { outcome, rule } = decide(lead, this.rules, this.desk.candidates, this.desk.seats);
    if (outcome.kind === 'WAIT') return false;
    const userId = outcome.kind === 'GIVE' ? outcome.userId : null;
    const one: Placed = { leadId: lead.id, userId, poolId: outcome.kind === 'POOL' ? outcome.poolId : null, rule, at: came, decidedAt: at, why: null };
    this.watch.placed?.(one, this.desk.seats);
    this.placed.push(one);
    if (userId !== null) {
      took(this.desk.seats.get(userId)!, at);
      if (closedAt !== null) this.endings.add(Math.max(closedAt, at), userId);
    }
    return true;
  }
}

/** Who may be given leads in a trial run, whom each rule names, and when they are there. */
export interface Desk {
  seats: Map<string, Seat>;
  candidates: readonly Candidates[];
  timetable: Timetable;
}

/**
 * Runs rules over leads as they came, with the same decisions as the product takes: each lead is looked at when it comes in, and those that wait
 * again, the oldest first, whenever somebody is free.
 */
export function simulate(leads: readonly PastLead[], rules: readonly AssignmentRule[], desk: Desk, watch: Watch = {}): Placed[] {
  const trial = new Trial(rules, desk, watch);
  for (const { at, lead } of momentsOf(leads, desk.timetable)) {
    trial.free(at);
    if (lead) trial.comes(lead);
    else trial.turn(at);
  }
  return trial.ends();
}

/** A value that a share of all does not exceed; null of none. */
export function share(values: readonly number[], part: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted.length === 0 ? null : sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)]!;
}

/** How the load was shared among the people of a rule who were alike: receiving and there all the time, without a cap. */
function ratioOf(people: Candidates, { seats, timetable }: Desk): LoadRatio | null {
  const alike = people.flatMap(({ userId, weight }) => {
    const seat = seats.get(userId);
    return seat?.receives && seat.cap === null && !timetable.changes.some((at) => timetable.isAbsent(userId, at)) ? [seat.load / weight] : [];
  });
  return alike.length < 2 || Math.min(...alike) === 0 ? null : { value: Math.max(...alike) / Math.min(...alike), people: alike.length };
}

function outcomesOf(placed: readonly Placed[], rules: readonly AssignmentRule[], desk: Desk): RuleOutcome[] {
  return rules.map(({ name, poolId }, at) => {
    const own = placed.filter(({ rule }) => rule === at);
    const waiting = own.filter(({ decidedAt }) => decidedAt === null);
    const reasons = new Map<WhyNotChosen, number>();
    for (const { refusals = [] } of waiting) for (const why of refusals) reasons.set(why, (reasons.get(why) ?? 0) + 1);
    return {
      name, leads: own.length, given: own.filter(({ userId }) => userId !== null).length, pooled: own.filter((one) => one.poolId !== null).length, waiting: waiting.length,
      ratio: poolId === null ? ratioOf(desk.candidates[at]!, desk) : null, reasons: [...reasons].map(([why, leads]) => ({ why, leads })).sort((a, b) => b.leads - a.leads),
    };
  });
}

/** Runs rules over leads as they came, and says what that has shown, beside what really happened. */
export function tried(leads: readonly PastLead[], rules: readonly AssignmentRule[], desk: Desk): Omit<SimulationResult, 'from' | 'to'> {
  const people = new Map<string, PersonLoad>();
  const weights = new Map(desk.candidates.flatMap((list) => list.map(({ userId, weight }) => [userId, weight] as const)));
  const of = (userId: string): PersonLoad => {
    const seat = desk.seats.get(userId);
    return people.get(userId) ?? people.set(userId, { userId, given: 0, had: 0, most: seat?.load ?? 0, open: 0, weight: weights.get(userId) ?? seat?.weight ?? 1, cap: seat?.cap ?? null }).get(userId)!;
  };
  for (const userId of weights.keys()) of(userId);
  const placed = simulate(leads, rules, desk, {
    placed: ({ userId }, seats) => {
      if (userId === null) return;
      const one = of(userId);
      one.given += 1;
      one.most = Math.max(one.most, seats.get(userId)!.load + 1);
    },
  });
  for (const { tookBy } of leads) if (tookBy !== null) of(tookBy).had += 1;
  for (const one of people.values()) one.open = desk.seats.get(one.userId)?.load ?? 0;
  const waits = placed.flatMap(({ decidedAt, at }) => (decidedAt === null ? [] : [(decidedAt - at) / MINUTE]));
  const real = leads.flatMap(({ tookAt, at }) => (tookAt === null ? [] : [Math.max(0, tookAt - at) / MINUTE]));
  return {
    leads: leads.length, given: placed.filter(({ userId }) => userId !== null).length, pooled: placed.filter(({ poolId }) => poolId !== null).length, waiting: placed.filter(({ decidedAt }) => decidedAt === null).length,
    median: share(waits, 0.5), p90: share(waits, 0.9), medianReal: share(real, 0.5), p90Real: share(real, 0.9),
    people: [...people.values()].sort((a, b) => b.given - a.given || b.had - a.had || (a.userId < b.userId ? -1 : 1)), rules: outcomesOf(placed, rules, desk), unmatched: placed.filter(({ why }) => why === 'NO_RULE').length,
  };
}
