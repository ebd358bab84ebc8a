import { AssignmentAct, WaitReason, WhyNotChosen, type LeadGrade, type LeadOrigin } from '@dossier/vocabulary/lead-enums';

/** Somewhere: a country, a part of it, a city; what is not said may be any. */
export interface Place {
  country?: string | null;
  region?: string | null;
  city?: string | null;
}

/** What a rule asks of a lead: all that it names must hold, and of each list one. A rule that asks for nothing takes every lead. */
export interface RuleWhen {
  sourceIds?: readonly string[];
  origins?: readonly LeadOrigin[];
  productIds?: readonly string[];
  places?: readonly Place[];
  languages?: readonly string[];
  grades?: readonly LeadGrade[];
  scoreFrom?: number | null;
  scoreTo?: number | null;
  /** In minor units of `currency`; a lead of another currency has no such amount. */
  amountFrom?: number | null;
  amountTo?: number | null;
  /** Not said: each lead's own. */
  currency?: string | null;
  attributes?: readonly { name: string; values: readonly string[] }[];
}

export interface AssignmentRule {
  name: string;
  when: RuleWhen;
  people: readonly { userId: string; weight: number }[];
  teams: readonly { teamId: string; weight: number }[];
  /** Whoever is chosen has them all. */
  skills: readonly string[];
  languages: readonly string[];
  /** Only people in whose territory the person lives; only people who speak their language. */
  byTerritory: boolean;
  byLanguage: boolean;
  /** Instead of people: the pool that such leads go to. */
  poolId: string | null;
  /** After so many working minutes without anybody, the lead goes to the fallback. */
  escalateMinutes: number | null;
  fallbackUserId: string | null;
  fallbackPoolId: string | null;
}

/** What is known of a lead that nobody owns. */
export interface FreeLead {
  id: string;
  customerId: string;
  sourceId: string | null;
  origin: LeadOrigin;
  productId: string | null;
  place: Place;
  language: string | null;
  grade: LeadGrade | null;
  score: number | null;
  amountMinor: number | null;
  currency: string | null;
  attributes: Readonly<Record<string, string | number | boolean>> | null;
  /** Who works with this person already: owns the record of a customer, or another open lead of it. */
  knownBy: string | null;
  /** The record is a customer of somebody: only those who reach it may be given its leads. */
  reachedBy: ReadonlySet<string> | null;
  /** It has waited so long that its rule's fallback is due. */
  isOverdue: boolean;
}

/** Somebody who may be given leads, as they stand now. `load` grows with every lead that a round gives them. */
export interface Seat {
  userId: string;
  skills: readonly string[];
  languages: readonly string[];
  territories: readonly Place[];
  weight: number;
  /** So many open leads at most; null: no bound. */
  cap: number | null;
  receives: boolean;
  isAbsent: boolean;
  isWorking: boolean;
  /** Open leads. */
  load: number;
  /** When they were last given one, for ties: whoever has waited longest comes first. */
  lastAt: number;
}

/** The people whom one rule names, each once, with the weight that counts for them there. */
export type Candidates = readonly { userId: string; weight: number }[];

export type Outcome =
  | { kind: 'GIVE'; act: AssignmentAct.RULE | AssignmentAct.RECORD_OWNER | AssignmentAct.ESCALATED; userId: string }
  | { kind: 'POOL'; act: AssignmentAct.POOLED | AssignmentAct.ESCALATED; poolId: string }
  | { kind: 'WAIT'; why: WaitReason };

export interface Decision {
  outcome: Outcome;
  /** Place of the rule that matched. */
  rule: number | null;
  /** Of each candidate of that rule, in their order: open leads, and why not (a letter of `LETTERS`; `*` is the chosen one). */
  loads: number[];
  refusals: string;
}

/** One letter a reason: a decision over fifty candidates is kept as fifty letters. */
export const LETTERS: Readonly<Record<WhyNotChosen, string>> = { CLOSED: 'c', ABSENT: 'a', OFF_HOURS: 'o', CAPPED: 'f', SKILL: 's', LANGUAGE: 'l', TERRITORY: 't', OUT_OF_REACH: 'r', BUSIER: 'b' };
export const CHOSEN = '*';
const reasons = new Map(Object.entries(LETTERS).map(([reason, letter]) => [letter, reason as WhyNotChosen]));

/** The reason that a letter stands for; null: this one was chosen. */
export const reasonOf = (letter: string): WhyNotChosen | null => reasons.get(letter) ?? null;

const within = <T>(list: readonly T[] | undefined, value: T | null): boolean => !list || list.length === 0 || (value !== null && list.includes(value));
const between = (value: number | null, from?: number | null, to?: number | null): boolean =>
  (from === undefined || from === null || (value !== null && value >= from)) && (to === undefined || to === null || (value !== null && value <= to));
const folded = (text: string): string => text.trim().toLowerCase();
const sameText = (one: string | null | undefined, other: string | null | undefined): boolean => !one || (Boolean(other) && folded(one) === folded(other!));

/** Whether a place lies in an area: every part that the area names is the same. */
export const liesIn = (place: Place, area: Place): boolean => sameText(area.country, place.country) && sameText(area.region, place.region) && sameText(area.city, place.city);

/** Whether a rule takes a lead. */
export function takes({ when }: AssignmentRule, lead: FreeLead): boolean {
  return within(when.sourceIds, lead.sourceId) && within(when.origins, lead.origin) && within(when.productIds, lead.productId) && within(when.grades, lead.grade)
    && (!when.places || when.places.length === 0 || when.places.some((area) => liesIn(lead.place, area)))
    && (!when.languages || when.languages.length === 0 || (lead.language !== null && when.languages.some((one) => folded(one) === folded(lead.language!))))
    && between(lead.score, when.scoreFrom, when.scoreTo) && between(!when.currency || when.currency === lead.currency ? lead.amountMinor : null, when.amountFrom, when.amountTo)
    && (when.attributes ?? []).every(({ name, values }) => lead.attributes?.[name] !== undefined && values.some((value) => folded(value) === folded(String(lead.attributes![name]))));
}

/** Why somebody may be given nothing at all just now; null: they may. */
export function shut(seat: Seat | undefined): WhyNotChosen | null {
  if (!seat || !seat.receives) return WhyNotChosen.CLOSED;
  if (seat.isAbsent) return WhyNotChosen.ABSENT;
  if (!seat.isWorking) return WhyNotChosen.OFF_HOURS;
  return seat.cap !== null && seat.load >= seat.cap ? WhyNotChosen.CAPPED : null;
}

const speaks = (seat: Seat, language: string): boolean => seat.languages.some((one) => folded(one) === folded(language));

/** Why this lead is not for somebody by this rule; null: it may be. */
export function unfit(rule: AssignmentRule, lead: FreeLead, seat: Seat | undefined): WhyNotChosen | null {
  const closed = shut(seat);
  if (closed !== null || !seat) return closed;
  if (lead.reachedBy !== null && !lead.reachedBy.has(seat.userId)) return WhyNotChosen.OUT_OF_REACH;
  if (!rule.skills.every((skill) => seat.skills.some((one) => folded(one) === folded(skill)))) return WhyNotChosen.SKILL;
  if (!rule.languages.every((language) => speaks(seat, language)) || (rule.byLanguage && lead.language !== null && !speaks(seat, lead.language))) return WhyNotChosen.LANGUAGE;
  if (rule.byTerritory && !seat.territories.some((area) => liesIn(lead.place, area))) return WhyNotChosen.TERRITORY;
  return null;
}

/** How full somebody would be with one more, by their weight: the smallest is chosen. */
export const fullness = (load: number, weight: number): number => (load + 1) / weight;

function lightest(fit: readonly { seat: Seat; weight: number; at: number }[]): { seat: Seat; at: number } | null {
  let best: { seat: Seat; weight: number; at: number } | null = null;
  for (const one of fit) {
    if (best === null) {
      best = one;
      continue;
    }
    const [mine, theirs] = [fullness(one.seat.load, one.weight), fullness(best.seat.load, best.weight)];
    if (mine < theirs || (mine === theirs && (one.seat.lastAt < best.seat.lastAt || (one.seat.lastAt === best.seat.lastAt && one.seat.userId < best.seat.userId)))) best = one;
  }
  return best;
}

const known = (lead: FreeLead, seats: ReadonlyMap<string, Seat>): Outcome | null =>
  (lead.knownBy !== null && shut(seats.get(lead.knownBy)) === null ? { kind: 'GIVE', act: AssignmentAct.RECORD_OWNER, userId: lead.knownBy } : null);

function escalated(rule: AssignmentRule, lead: FreeLead, seats: ReadonlyMap<string, Seat>): Outcome | null {
  if (!lead.isOverdue) return null;
  const mayHave = rule.fallbackUserId !== null && shut(seats.get(rule.fallbackUserId)) === null && (lead.reachedBy === null || lead.reachedBy.has(rule.fallbackUserId));
  if (mayHave) return { kind: 'GIVE', act: AssignmentAct.ESCALATED, userId: rule.fallbackUserId! };
  return rule.fallbackPoolId === null ? null : { kind: 'POOL', act: AssignmentAct.ESCALATED, poolId: rule.fallbackPoolId };
}

/**
 * Who gets a lead: whoever works with the person already; else the first rule that takes it chooses, among those who may have it, the one who is
 * least full for their weight. Where nobody may, it waits, and goes to the fallback of its rule when that is due.
 */
export function decide(lead: FreeLead, rules: readonly AssignmentRule[], candidates: readonly Candidates[], seats: ReadonlyMap<string, Seat>): Decision {
  const familiar = known(lead, seats);
  if (familiar) return { outcome: familiar, rule: null, loads: [], refusals: '' };
  const at = rules.findIndex((rule) => takes(rule, lead));
  const rule = rules[at];
  if (!rule) return { outcome: { kind: 'WAIT', why: WaitReason.NO_RULE }, rule: null, loads: [], refusals: '' };
  if (rule.poolId !== null) return { outcome: { kind: 'POOL', act: AssignmentAct.POOLED, poolId: rule.poolId }, rule: at, loads: [], refusals: '' };
  const fit: { seat: Seat; weight: number; at: number }[] = [];
  const loads: number[] = [];
  const letters = candidates[at]!.map(({ userId, weight }, place) => {
    const seat = seats.get(userId);
    loads.push(seat?.load ?? 0);
    const why = unfit(rule, lead, seat);
    if (why === null) fit.push({ seat: seat!, weight, at: place });
    return LETTERS[why ?? WhyNotChosen.BUSIER];
  });
  const best = lightest(fit);
  if (best) letters[best.at] = CHOSEN;
  const found = { rule: at, loads, refusals: letters.join('') };
  if (best) return { outcome: { kind: 'GIVE', act: AssignmentAct.RULE, userId: best.seat.userId }, ...found };
  return { outcome: escalated(rule, lead, seats) ?? { kind: 'WAIT', why: WaitReason.NOBODY_FREE }, ...found };
}

/** Counts a lead that was given: the next decision sees it. */
export function took(seat: Seat, at: number): void {
  seat.load += 1;
  seat.lastAt = at;
}

/** The people of each rule: those it names, and the members of its teams, each once with the greater of the weights, times their own. */
export function candidatesOf(rules: readonly AssignmentRule[], membersOf: (teamId: string) => readonly string[], seats: ReadonlyMap<string, Seat>): Candidates[] {
  return rules.map((rule) => {
    const weights = new Map<string, number>();
    const add = (userId: string, weight: number): void => void weights.set(userId, Math.max(weights.get(userId) ?? 0, weight));
    for (const { teamId, weight } of rule.teams) for (const userId of membersOf(teamId)) add(userId, weight);
    for (const { userId, weight } of rule.people) add(userId, weight);
    return [...weights].map(([userId, weight]) => ({ userId, weight: weight * (seats.get(userId)?.weight ?? 1) })).sort((one, other) => (one.userId < other.userId ? -1 : 1));
  });
}
