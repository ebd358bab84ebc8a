import { adjustedRand, chanceOf, chooseClusters, frequentItemsets, kMeans, pointsOf, rulesOf, seasonalIndex, silhouette, standardise } from '@dossier/metrics';
import { valueOf, type PublishedFigure } from './published.figure';
import { loadBaskets, loadPublished, type PublishedSet } from './published.set';

/** What goes with what in baskets, which rows belong together, and which months sell. */
export const groupingFigures = (): PublishedFigure[] => [...basketFigures(), ...irisFigures(), ...ruspiniFigures(), ...wholesaleFigures(), ...seasonFigures()];

const RULES = [[0.001, 0.5], [0.006, 0.25], [0.001, 0.8], [0.005, 0.5], [0.01, 0.5]] as const;

function basketFigures(): PublishedFigure[] {
  const { items, baskets } = loadBaskets();
  const n = baskets.length;
  const often = new Map([0.001, 0.005, 0.006, 0.01].map((support) => [support, valueOf(frequentItemsets(baskets, { support }))]));
  const rules = ([support, confidence]: (typeof RULES)[number]) => rulesOf(often.get(support)!, { confidence });
  return [
    { id: 'basket.n', value: n, digits: 0, unit: 'baskets', n }, { id: 'basket.items', value: items.length, digits: 0, unit: 'items', n },
    ...RULES.map((one): PublishedFigure => ({ id: `basket.rules.${one[0]}.${one[1]}`, value: rules(one).found, digits: 0, unit: 'rules', n })),
    { id: 'basket.toplift', value: rules(RULES[0]).rules[0]!.lift, digits: 5, unit: 'times', n }, { id: 'basket.toplift463', value: rules(RULES[1]).rules[0]!.lift, digits: 6, unit: 'times', n },
  ];
}

const rowsOf = (set: PublishedSet, columns: readonly string[]): number[][] => {
  const values = columns.map((column) => set.numbers(column));
  return Array.from({ length: set.rows }, (_, row) => values.map((column) => column[row]!));
};

function irisFigures(): PublishedFigure[] {
  const set = loadPublished('iris');
  const points = pointsOf(rowsOf(set, ['Sepal.Length', 'Sepal.Width', 'Petal.Length', 'Petal.Width']));
  const chance = chanceOf(1);
  const found = valueOf(kMeans(points, 3, { chance }));
  return [
    { id: 'km.iris.wss', value: found.within, digits: 5, unit: 'cm2', n: set.rows }, { id: 'km.iris.sil', value: silhouette(points, found.label, chance) ?? NaN, digits: 4, unit: '1', n: set.rows },
    { id: 'km.iris.ari', value: adjustedRand(found.label, set.words('Species')), digits: 4, unit: '1', n: set.rows },
  ];
}

function ruspiniFigures(): PublishedFigure[] {
  const set = loadPublished('ruspini');
  const { best, tried } = valueOf(chooseClusters(pointsOf(rowsOf(set, ['x', 'y'])), { from: 2, to: 7, chance: chanceOf(1) }));
  return [
    { id: 'km.ruspini.sil4', value: tried.find(({ k }) => k === 4)!.silhouette, digits: 4, unit: '1', n: set.rows }, { id: 'km.ruspini.k', value: best.k, digits: 0, unit: 'groups', n: set.rows },
  ];
}

function wholesaleFigures(): PublishedFigure[] {
  const set = loadPublished('wholesale');
  const rows = rowsOf(set, ['Fresh', 'Milk', 'Grocery', 'Frozen', 'Detergents_Paper', 'Delicassen']).map((row) => row.map(Math.log));
  const found = valueOf(kMeans(standardise(rows).points, 2, { chance: chanceOf(1) }));
  return [
    { id: 'km.whole.wss', value: found.within, digits: 3, unit: '1', n: set.rows }, { id: 'km.whole.ari', value: adjustedRand(found.label, set.words('Channel')), digits: 4, unit: '1', n: set.rows },
  ];
}

function seasonFigures(): PublishedFigure[] {
  const set = loadPublished('souvenirs');
  const index = valueOf(seasonalIndex(Array.from(set.numbers('value')), Number(set.words('period')[0]!.slice(5))));
  return [{ id: 'season.souv.dec', value: index[11]!, digits: 4, unit: 'times', n: set.rows }, { id: 'season.souv.nov', value: index[10]!, digits: 4, unit: 'times', n: set.rows }];
}
