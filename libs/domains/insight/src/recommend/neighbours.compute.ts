import { coverage, easeNeighbours, gini, hitRate, itemNeighbours, popular, rankedGain, recommend, type Answer, type Neighbours, type Recommended } from '@dossier/metrics';

/** Who bought what and on which day for the first time, in columns: that of customer i from `start[i]` to `start[i + 1]`. */
export interface Bought {
  start: Uint32Array;
  item: Uint32Array;
  day: Int32Array;
  items: number;
}

export type Way = 'KNN' | 'EASE';

/** How one way did on what was bought later. */
export interface Trial {
  way: Way | 'POPULAR';
  hits: number;
  gain: number;
  coverage: number;
  gini: number;
}

export type TrialAnswer = { status: 'REFUSED'; lack: string; found: number; needed: number } | { status: 'OK'; way: Way; trials: Trial[]; judged: number; customers: number };

/** Of each product so many neighbours are kept, and no more products take part in EASE. */
const MOST = 50;
const MOST_ITEMS = 3_000;
const LEAST_JUDGED = 50;
const FIRST = 10;
/** So much more a dearer way must hit to be taken. */
const WORTH = 0.01;

/** λ of EASE: 500 for a few thousand customers, less for fewer. */
const holdOf = (customers: number): number => Math.max(20, Math.min(500, 0.15 * customers));

const listsOf = ({ start, item, day }: Bought, keeps: (day: number) => boolean): number[][] =>
  Array.from({ length: start.length - 1 }, (_, customer) => Array.from({ length: start[customer + 1]! - start[customer]! }, (__, at) => start[customer]! + at).filter((at) => keeps(day[at]!)).map((at) => item[at]!));

function neighboursOf(way: Way, lists: readonly number[][], items: number): Answer<Neighbours> {
  const own = lists.filter((list) => list.length > 0);
  return way === 'EASE' ? easeNeighbours(own, items, { hold: holdOf(own.length), most: MOST, items: MOST_ITEMS }) : itemNeighbours(own, items, { most: MOST });
}

/** Tries both ways (or the named one) on a split in time: what was known before a day foretells what was bought for the first time after it, judged beside what most buy. */
export function tryNeighbours({ bought, split, ways = ['KNN', 'EASE'] }: { bought: Bought; split: number; ways?: readonly Way[] }): TrialAnswer {
  const [before, after] = [listsOf(bought, (day) => day <= split), listsOf(bought, (day) => day > split)];
  const known = new Set(before.flat());
  const judged = before.flatMap((own, customer) => {
    const fresh = new Set(after[customer]!.filter((item) => known.has(item)));
    return own.length > 0 && fresh.size > 0 ? [{ own, fresh }] : [];
  });
  if (judged.length < LEAST_JUDGED) return { status: 'REFUSED', lack: 'LATER_BUYERS', found: judged.length, needed: LEAST_JUDGED };
  const later = judged.map(({ fresh }) => fresh);
  const trialOf = (way: Trial['way'], of: (own: readonly number[]) => Recommended[]): Trial => {
    const lists = judged.map(({ own }) => of(own).map(({ item }) => item));
    const shown = new Float64Array(bought.items);
    for (const item of lists.flat()) shown[item]! += 1;
    return { way, hits: hitRate(lists, later) ?? 0, gain: rankedGain(lists, later) ?? 0, coverage: coverage(lists.flat(), known.size) ?? 0, gini: gini(shown.filter((_, item) => known.has(item))) ?? 0 };
  };
  const trials: Trial[] = [];
  for (const way of ways) {
    const found = neighboursOf(way, before, bought.items);
    if (found.status === 'REFUSED') return found;
    if (trials.length === 0) trials.push(trialOf('POPULAR', (own) => popular(found.value, { most: FIRST, isExcluded: (item) => own.includes(item) })));
    trials.push(trialOf(way, (own) => recommend(found.value, own, { most: FIRST })));
  }
  const hits = (way: Way): number => trials.find((trial) => trial.way === way)?.hits ?? -1;
  return { status: 'OK', way: hits('EASE') > hits('KNN') + WORTH ? 'EASE' : 'KNN', trials, judged: judged.length, customers: before.filter((own) => own.length > 0).length };
}

/** The neighbours of every product, from all purchases: which speaks for which, and how much. */
export function findNeighbours({ bought, way }: { bought: Bought; way: Way }): { from: Uint32Array; to: Uint32Array; weight: Float64Array } {
  const found = neighboursOf(way, listsOf(bought, () => true), bought.items);
  if (found.status === 'REFUSED') return { from: new Uint32Array(), to: new Uint32Array(), weight: new Float64Array() };
  const { start, item, likeness } = found.value;
  const from = new Uint32Array(item.length);
  for (let i = 0; i + 1 < start.length; i += 1) from.fill(i, start[i]!, start[i + 1]!);
  return { from, to: item, weight: likeness };
}
