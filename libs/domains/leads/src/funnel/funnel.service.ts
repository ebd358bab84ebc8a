import { Injectable } from '@nestjs/common';
import { Params, type Viewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import type { MoneyValue } from '@dossier/kernel/graphql';
import { Clock } from '@dossier/kernel/time';
import { dayAfter } from '@dossier/metrics';
import { CompanyService } from '@dossier/workspace';
import { LeadDimension, LeadStep } from '@dossier/vocabulary/lead-enums';
import { bestQuarter, compared, rateOf, stratumOf, timeOf, type StepTime, type StratumRow } from './funnel.figures';
import type { LeadFunnelInput } from './funnel.inputs';
import { FunnelNames, type NameOf } from './funnel.names';
import { periodOf } from './funnel.period';
import { countsSql, pathsSql, PLAN, STRATA, stepsOf as stepsSql, strataSql, timesSql, type Part, type Window } from './funnel.sql';
import type { LeadCohort, LeadComparison, LeadFunnel, LeadFunnelGroup, LeadFunnelStep, LeadImprovement } from './funnel.views';

const STEPS = Object.values(LeadStep);
const WEEK = 7;
const DEPTHS = [1, 2, 3, 4, 5] as const;
/** Leads of a week, or else of a part, that took so many steps within the window; so many of them with an amount, of so much together. */
interface CountRow { value: string; week: string | null; valid: boolean; mature: boolean; depth: number; n: number; counted: number; minor: number }
interface TimeRow extends StepTime, Record<string, unknown> { step: number }
interface PartRow extends Record<string, unknown> { by: LeadDimension; value: string; part: string; n: number; won: number }
interface Found extends Record<string, unknown> { counts: CountRow[]; times: TimeRow[]; strata: PartRow[] }

/** Of leads that ever were one: how many, how many of them mature, and how many of both took each step. */
interface Sums { leads: number; invalid: number; mature: number; reached: number[]; everReached: number[] }
const countOf = (rows: readonly CountRow[]): number => rows.reduce((sum, { n }) => sum + n, 0);

function summed(rows: readonly CountRow[]): Sums {
  const valid = rows.filter((row) => row.valid);
  const mature = valid.filter((row) => row.mature);
  const deep = (own: readonly CountRow[]): number[] => [countOf(own), ...DEPTHS.map((k) => countOf(own.filter(({ depth }) => depth >= k)))];
  return { leads: countOf(valid), invalid: countOf(rows) - countOf(valid), mature: countOf(mature), reached: deep(mature), everReached: deep(valid) };
}

/** How far leads came, step by step, in cohorts of the week in which they were opened. */
@Injectable()
export class FunnelService {
  constructor(
    private readonly database: Database,
    private readonly names: FunnelNames,
    private readonly company: CompanyService,
    private readonly clock: Clock,
  ) {}

  /** The funnel of the leads within reach that were opened in a time. */
  async read(viewer: Viewer, { openedWithin, by, windowDays, one, other }: LeadFunnelInput): Promise<LeadFunnel> {
    const today = this.clock.today();
    const window: Window = { ...periodOf(openedWithin, today), days: windowDays, today, now: this.clock.now() };
    const plain = { from: window.from, to: window.to, asOf: today, windowDays, by };
    if (!this.names.seesPart(viewer, by)) return { ...plain, ...nothing };
    const { currency } = await this.company.settings();
    const { counts: both, times, strata } = await this.found(viewer, window, { by, currency });
    const [counts, weeks] = [both.filter(({ week }) => week === null), both.filter(({ week }) => week !== null)];
    const all = summed(counts);
    const parts = await this.groups(counts, cutOf(by));
    const groups = by === LeadDimension.NONE ? [] : parts;
    const lost = this.names.sees(viewer, ['amount']) ? { rows: counts, currency } : null;
    return {
      ...plain, isClosed: false, leads: all.leads, mature: all.mature, invalid: all.invalid, steps: stepsOf(all, times, windowDays), cohorts: cohortsOf(weeks, window), groups,
      comparison: await this.comparison(viewer, strata, { by, groups, one, other }), improvements: improvementsOf(all, parts, lost),
    };
  }

  private async groups(rows: readonly CountRow[], by: LeadDimension): Promise<LeadFunnelGroup[]> {
    const nameOf = await this.names.of([...new Set(rows.map(({ value }) => value))].map((value) => ({ by, value })));
    return [...Map.groupBy(rows, ({ value }) => value)].map(([value, own]) => groupOf(value, summed(own), nameOf(by, value))).sort((a, b) => b.leads - a.leads || (a.value < b.value ? -1 : 1));
  }

  /** Everything that is counted on the paths of leads: they are laid once. */
  private async found(viewer: Viewer, window: Window, { by, currency }: { by: LeadDimension; currency: string }): Promise<Found> {
    const params = Params.empty();
    const cut = cutOf(by);
    const paths = pathsSql(viewer, params, window, stepsSql(cut, params.add(window.now, 'timestamptz')));
    const each = (sql: string): string => `(select coalesce(json_agg(x), '[]') from (${sql}) x)`;
    const [row] = await this.database.planned<Found>(PLAN, `with ${paths} select ${each(countsSql(cut, params.add(currency, 'text')))} as counts, ${each(timesSql)} as times,
      ${by === LeadDimension.NONE ? `'[]'::json` : each(strataSql(cut))} as strata`, params.values(viewer));
    return row!;
  }

  /** Two groups, and whether the gap between them points the same way within the parts of each other division that the viewer may see. */
  private async comparison(viewer: Viewer, rows: readonly PartRow[], { by, groups, one, other }: { by: LeadDimension; groups: readonly LeadFunnelGroup[]; one: string | null | undefined; other: string | null | undefined }): Promise<LeadComparison | null> {
    const first = groups.find(({ value }) => value === one) ?? groups.find(({ value }) => value !== other);
    const second = groups.find(({ value }) => value === other && value !== first?.value) ?? groups.find(({ value }) => value !== first?.value);
    if (!first || !second) return null;
    const open = rows.filter((row) => (row.value === first.value || row.value === second.value) && this.names.seesPart(viewer, row.by));
    const nameOf = await this.names.of(open.map((row) => ({ by: row.by, value: row.part })));
    const found = STRATA.filter((own) => own !== by).flatMap((own) => stratumRows(open.filter((row) => row.by === own), [first.value, second.value], own, nameOf) ?? []);
    return compared(first, second, found);
  }
}

/** Undivided, leads are laid out by source: so the best quarter of sources is known. */
const cutOf = (by: LeadDimension): Part => (by === LeadDimension.NONE ? LeadDimension.SOURCE : by);

const nothing = { isClosed: true, leads: 0, mature: 0, invalid: 0, steps: [], cohorts: [], groups: [], comparison: null, improvements: [] };

const groupOf = (value: string, sums: Sums, name: string | null): LeadFunnelGroup => ({ value, name, leads: sums.leads, invalid: sums.invalid, reached: sums.reached, won: rateOf(sums.reached.at(-1)!, sums.mature) });

function stepsOf(all: Sums, times: readonly TimeRow[], windowDays: number): LeadFunnelStep[] {
  const { reached } = all;
  return STEPS.map((step, k) => ({
    step, reached: reached[k]!, ofAll: rateOf(reached[k]!, all.mature), fromBefore: k === 0 ? null : rateOf(reached[k]!, reached[k - 1]!),
    time: k === 0 ? null : timeOf(times.filter((row) => row.step === k), windowDays),
  }));
}

function cohortsOf(rows: readonly CountRow[], { days, today }: Window): LeadCohort[] {
  return [...Map.groupBy(rows, ({ week }) => week!)].map(([week, own]) => {
    const sums = summed(own);
    const isMature = dayAfter(week, WEEK - 1 + days) < today;
    return { week, leads: sums.leads, isMature, reached: sums.everReached, won: isMature ? rateOf(sums.reached.at(-1)!, sums.mature) : null };
  }).sort((a, b) => (a.week < b.week ? -1 : 1));
}

/** Parts in which both groups have leads; with fewer than two there is nothing to tell apart. */
function stratumRows(rows: readonly PartRow[], [one, other]: readonly [string, string], by: LeadDimension, nameOf: NameOf) {
  const part = (own: readonly PartRow[], value: string) => {
    const found = own.find((row) => row.value === value);
    return { hits: found?.won ?? 0, n: found?.n ?? 0 };
  };
  const both = [...Map.groupBy(rows, ({ part: name }) => name)].map(([name, own]): StratumRow => ({ part: name, one: part(own, one), other: part(own, other) })).filter((row) => row.one.n > 0 && row.other.n > 0);
  return both.length < 2 ? null : stratumOf(by, both, (value) => nameOf(by, value));
}

/** What leads are worth on average, of those with an amount. */
function meanOf(rows: readonly CountRow[]): number | null {
  const counted = rows.reduce((sum, row) => sum + row.counted, 0);
  return counted === 0 ? null : rows.reduce((sum, row) => sum + row.minor, 0) / counted;
}

/** For each step: what it loses, times what that is worth, times how far it lies below the best quarter of parts. */
function improvementsOf(all: Sums, parts: readonly LeadFunnelGroup[], money: { rows: readonly CountRow[]; currency: string } | null): LeadImprovement[] {
  const { reached } = all;
  const amount = (minor: number): MoneyValue => ({ minor: Math.round(minor), currency: money!.currency });
  return STEPS.flatMap((step, k): LeadImprovement[] => {
    const best = k === 0 || reached[k - 1] === 0 ? null : bestQuarter(parts.map((part) => ({ hits: part.reached[k]!, n: part.reached[k - 1]! })));
    if (best === null) return [];
    const [rate, lost] = [reached[k]! / reached[k - 1]!, reached[k - 1]! - reached[k]!];
    const mean = money && meanOf(money.rows.filter((row) => row.valid && row.mature && row.depth === k - 1));
    return [{ step, lost, rate, best, meanAmount: mean === null ? null : amount(mean), worth: mean === null ? null : amount(lost * mean * Math.max(0, best - rate)) }];
  }).sort((a, b) => (b.worth?.minor ?? -1) - (a.worth?.minor ?? -1) || (b.best - b.rate) * b.lost - (a.best - a.rate) * a.lost);
}
