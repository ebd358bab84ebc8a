import { assignmentFigures } from './figures/assignment.figures';
import { boostingFigures } from './figures/boosting.figures';
import { cdnowFigures } from './figures/cdnow.figures';
import { groupingFigures } from './figures/grouping.figures';
import { leadModelFigures } from './figures/lead-model.figures';
import { matchingFigures } from './figures/matching.figures';
import { printed } from './figures/published.figure';
import { easeFigures, recommendFigures } from './figures/recommend.figures';
import { retailBasketFigures } from './figures/retail-baskets.figures';
import { retailValueFigures } from './figures/retail-value.figures';
import { scoringFigures } from './figures/scoring.figures';
import { survivalFigures } from './figures/survival.figures';
import { retailFigures, type Figure } from './seed/retail.figures';
import { loadRetail } from './seed/retail.set';

/** The figures as they are printed and as `docs/figures.md` holds them, one line each. */
export function printedFigures(): string[] {
  const set = loadRetail();
  const methods = [...retailValueFigures(set), ...retailBasketFigures(set), ...recommendFigures(set), ...easeFigures(set), ...cdnowFigures(), ...survivalFigures(), ...scoringFigures(), ...boostingFigures(), ...leadModelFigures(), ...assignmentFigures(), ...groupingFigures()].map(printed);
  const figures: Figure[] = [...retailFigures(set), ...matchingFigures(set), ...methods];
  return figures.map(({ id, value, unit, n }) => `${id} ${value} ${unit} n=${n}`);
}

if (process.argv[1]?.includes('figures')) process.stdout.write(`${printedFigures().join('\n')}\n`);
