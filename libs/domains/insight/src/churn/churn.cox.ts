import { coxSurvival, fitCox, quantile, type CoxFit } from '@dossier/metrics';

/** Customers from one day on: how long until they left or were seen no longer, by their team, with what was known of them. */
export interface HazardTask {
  time: number[];
  event: number[];
  team: (string | null)[];
  columns: { name: string; values: number[]; isFlag: boolean }[];
}

export interface HazardFound {
  team: string | null;
  customers: number;
  left: number;
  concordance: number;
  hazards: { name: string; ratio: number; low: number; high: number; p: number; isUnsteady: boolean }[];
  curves: { value: string; customers: number; left: number; points: { at: number; survival: number; low: number; high: number }[] }[];
}

const PROFILES = [['LITTLE', 0.1], ['MIDDLING', 0.5], ['MUCH', 0.9]] as const;
const MONTH = 30;
const LEAST_FLAGGED = 10;
const EVENTS_PER_COLUMN = 10;
const UNSTEADY = 0.05;
const MOST_RATIO = 1_000;

/** What goes with leaving early or late, of all customers and of each team that has enough of them. */
export function fitHazards({ time, event, team, columns }: HazardTask): HazardFound[] {
  const teams = [...new Set(team.filter((id) => id !== null))].sort();
  return [null, ...teams].flatMap((id) => {
    const places = time.map((_, at) => at).filter((at) => id === null || team[at] === id);
    const found = hazardsOf({ time, event, columns, places });
    return found ? [{ team: id, ...found }] : [];
  });
}

function hazardsOf({ time, event, columns, places }: Pick<HazardTask, 'time' | 'event' | 'columns'> & { places: number[] }): Omit<HazardFound, 'team'> | null {
  const durations = { time: places.map((at) => time[at]!), event: places.map((at) => event[at]!) };
  const left = durations.event.filter((one) => one > 0).length;
  // Ten who left for each column: where fewer did, the first columns alone are asked.
  const own = columns.flatMap((column) => usable(column, places)).slice(0, Math.floor(left / EVENTS_PER_COLUMN));
  if (own.length === 0) return null;
  const answer = fitCox(durations, own);
  if (answer.status === 'REFUSED') return null;
  const fit = answer.value;
  return {
    customers: fit.n, left: fit.events, concordance: fit.concordance, curves: curvesOf(fit, durations, own),
    // A range without an end says that too few of one kind left to tell.
    hazards: fit.hazards.filter(({ interval }) => interval.high < MOST_RATIO && interval.low > 1 / MOST_RATIO).map(({ name, ratio, interval, p, steadyP }) => ({ name, ratio, ...interval, p, isUnsteady: steadyP < UNSTEADY })),
  };
}

/** A column in units of its own spread; yes and no stay as they are. One that hardly differs says nothing. */
function usable({ name, values, isFlag }: HazardTask['columns'][number], places: readonly number[]): { name: string; values: number[] }[] {
  const own = places.map((at) => values[at]!);
  if (isFlag) {
    const flagged = own.filter((value) => value > 0).length;
    return Math.min(flagged, own.length - flagged) < LEAST_FLAGGED ? [] : [{ name, values: own }];
  }
  const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
  const spread = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length);
  return spread > 1e-9 ? [{ name, values: own.map((value) => (value - mean) / spread) }] : [];
}

function curvesOf(fit: CoxFit, durations: { time: number[]; event: number[] }, columns: readonly { name: string; values: number[] }[]): HazardFound['curves'] {
  const risk = durations.time.map((_, at) => columns.reduce((sum, { values }, j) => sum + values[at]! * fit.hazards[j]!.coefficient, 0));
  const profiles = PROFILES.map(([, share]) => {
    const wanted = quantile(risk, share)!;
    const nearest = risk.reduce((best, own, at) => (Math.abs(own - wanted) < Math.abs(risk[best]! - wanted) ? at : best), 0);
    return columns.map(({ values }) => values[nearest]!);
  });
  return coxSurvival(fit, durations, columns, profiles).map((steps, at) => ({
    value: PROFILES[at]![0], customers: fit.n, left: fit.events,
    points: thinned(steps).map(({ time, survival, low, high }) => ({ at: Math.round((time / MONTH) * 100) / 100, survival, low, high })),
  }));
}

const MOST_POINTS = 60;
const thinned = <T>(steps: readonly T[]): T[] => steps.filter((_, at) => at === steps.length - 1 || at % Math.ceil(steps.length / MOST_POINTS) === 0);
