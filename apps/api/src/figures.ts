import { matchingFigures } from './figures/matching.figures';
import { retailFigures, type Figure } from './seed/retail.figures';
import { loadRetail } from './seed/retail.set';

/** The figures as they are printed and as `docs/figures.md` holds them, one line each. */
export function printedFigures(): string[] {
  const set = loadRetail();
  const figures: Figure[] = [...retailFigures(set), ...matchingFigures(set)];
  return figures.map(({ id, value, unit, n }) => `${id} ${value} ${unit} n=${n}`);
}

if (process.argv[1]?.includes('figures')) process.stdout.write(`${printedFigures().join('\n')}\n`);
