import { rfmScores, scoreBgNbd, valueOutlook, type Caution, type RfmScores, type ValueModels } from '@dossier/metrics';
import { LONG_MONTHS, MONTH, MONTHS, QUARTER, type ScoreColumns, type Standing, type Worth } from './value.columns';

/** Customers of one cell of the grid, at one place of the list of teams and owners. */
export interface Cell {
  place: number;
  recency: number;
  frequency: number;
  customers: number;
  revenue: number;
}

/** Customers of one tenth, at one place; the sums that a board adds up. */
export interface Step {
  place: number;
  step: number;
  customers: number;
  sum: number;
  variance: number;
  least: number;
  most: number;
}

/** Scores of customers, a place each; NaN where nothing is told. */
export interface ValueScores {
  alive: Float64Array;
  silence: Float64Array;
  purchases: Float64Array;
  purchasesLow: Float64Array;
  purchasesHigh: Float64Array;
  lifetime: Float64Array;
  lifetimeLow: Float64Array;
  lifetimeHigh: Float64Array;
  longLifetime: Float64Array;
  decile: Float64Array;
  recency: Float64Array;
  frequency: Float64Array;
  monetary: Float64Array;
  cells: Cell[];
  before: Cell[];
  deciles: Step[];
  aliveBins: Step[];
  cuts: RfmScores['cuts'] | null;
  rfmCautions: readonly Caution[];
  tied: RfmScores['tied'];
}

interface Input {
  columns: ScoreColumns;
  /** Null: by the plain rule, which expects of the next year what the last one was. */
  models: ValueModels | null;
  worth: Worth;
}

/** What is told of customers: how they stand among all, and by the models (or by the plain rule) what they will do and bring. */
export function scoreValue({ columns, models, worth }: Input): ValueScores {
  const ahead = models === null ? byRule(columns, worth) : byModel(columns, models, worth);
  const rfm = rfmScores(columns.standing);
  const scored = rfm.status === 'REFUSED' ? null : rfm.value;
  const column = (name: 'recency' | 'frequency' | 'monetary'): Float64Array => (scored === null ? columns.yearDays.map(() => Number.NaN) : Float64Array.from(scored[name]));
  const decile = tenths(ahead.lifetime);
  return {
    ...ahead, decile, recency: column('recency'), frequency: column('frequency'), monetary: column('monetary'),
    cells: scored === null ? [] : cellsOf(scored, columns.standing, columns.place), before: beforeOf(columns), deciles: decilesOf(columns.place, decile, ahead), aliveBins: models === null ? [] : binsOf(columns.place, ahead.alive),
    cuts: scored?.cuts ?? null, rfmCautions: rfm.status === 'REFUSED' ? [] : rfm.cautions, tied: scored?.tied ?? [],
  };
}

type Ahead = Pick<ValueScores, 'alive' | 'silence' | 'purchases' | 'purchasesLow' | 'purchasesHigh' | 'lifetime' | 'lifetimeLow' | 'lifetimeHigh' | 'longLifetime'> & { variance: Float64Array };

function byModel({ now }: ScoreColumns, models: ValueModels, { margin, discount }: Worth): Ahead {
  const told = valueOutlook(models, now, { periods: MONTHS, length: MONTH, discount, margin }, LONG_MONTHS);
  return {
    alive: told.alive, silence: scoreBgNbd(models.purchase, now, QUARTER).silent, purchases: told.purchases, purchasesLow: told.purchasesLow, purchasesHigh: told.purchasesHigh,
    lifetime: told.value, lifetimeLow: told.valueLow, lifetimeHigh: told.valueHigh, longLifetime: told.longValue, variance: told.valueVariance,
  };
}

function byRule({ yearDays, yearSpend }: ScoreColumns, { margin }: Worth): Ahead {
  const none = yearDays.map(() => Number.NaN);
  return {
    alive: none, silence: none, purchases: yearDays.slice(), purchasesLow: none, purchasesHigh: none,
    lifetime: yearSpend.map((spend) => margin * Math.max(0, spend)), lifetimeLow: none, lifetimeHigh: none, longLifetime: none, variance: none,
  };
}

/** Tenths by rank, the tenth one highest; of equal values the earlier place ranks lower. None under ten customers. */
function tenths(values: Float64Array): Float64Array {
  const n = values.length;
  if (n < 10) return values.map(() => Number.NaN);
  const order = Uint32Array.from({ length: n }, (_, at) => at).sort((a, b) => values[a]! - values[b]! || a - b);
  const tenth = new Float64Array(n);
  order.forEach((at, rank) => (tenth[at] = Math.min(10, Math.floor((rank * 10) / n) + 1)));
  return tenth;
}

function cellsOf(scored: Pick<RfmScores, 'recency' | 'frequency'>, { monetary }: Pick<Standing, 'monetary'>, place: ArrayLike<number>): Cell[] {
  const cells = new Map<number, Cell>();
  for (let i = 0; i < monetary.length; i += 1) {
    const [recency, frequency] = [scored.recency[i]!, scored.frequency[i]!];
    const key = place[i]! * 25 + (recency - 1) * 5 + frequency - 1;
    let cell = cells.get(key);
    if (!cell) cells.set(key, (cell = { place: place[i]!, recency, frequency, customers: 0, revenue: 0 }));
    cell.customers += 1;
    cell.revenue += monetary[i]!;
  }
  return [...cells.values()];
}

/** How those who had bought by the end of the month before stood then. */
function beforeOf({ before, place }: ScoreColumns): Cell[] {
  const there = Uint32Array.from([...before.frequency.keys()].filter((at) => before.frequency[at]! > 0));
  const of = (column: Float64Array): Float64Array => Float64Array.from(there, (at) => column[at]!);
  const standing = { recency: of(before.recency), frequency: of(before.frequency), monetary: of(before.monetary) };
  const scored = rfmScores(standing);
  return scored.status === 'REFUSED' ? [] : cellsOf(scored.value, standing, Uint32Array.from(there, (at) => place[at]!));
}

function added(steps: Map<number, Step>, place: number, step: number): Step {
  const key = place * 16 + step;
  let found = steps.get(key);
  if (!found) steps.set(key, (found = { place, step, customers: 0, sum: 0, variance: 0, least: Infinity, most: -Infinity }));
  found.customers += 1;
  return found;
}

function decilesOf(place: ArrayLike<number>, decile: Float64Array, { lifetime, variance }: Ahead): Step[] {
  const steps = new Map<number, Step>();
  for (let i = 0; i < decile.length; i += 1) {
    if (Number.isNaN(decile[i]!)) continue;
    const step = added(steps, place[i]!, decile[i]!);
    step.sum += lifetime[i]!;
    step.variance += Number.isNaN(variance[i]!) ? 0 : variance[i]!;
    step.least = Math.min(step.least, lifetime[i]!);
    step.most = Math.max(step.most, lifetime[i]!);
  }
  return [...steps.values()];
}

function binsOf(place: ArrayLike<number>, alive: Float64Array): Step[] {
  const steps = new Map<number, Step>();
  for (let i = 0; i < alive.length; i += 1) added(steps, place[i]!, Math.min(10, Math.floor(alive[i]! * 10) + 1));
  return [...steps.values()];
}
