import { trialFigures } from '@dossier/leads';
import type { PublishedFigure } from './published.figure';

const SEEDS = [1, 2, 3, 5, 8];

/** What must hold of assignment, over a trial month of 10,000 leads and 50 people with leave and caps: the worst of several seeds. */
export function assignmentFigures(): PublishedFigure[] {
  const found = SEEDS.map((seed) => trialFigures({ seed, leads: 10_000, people: 50, onLeave: 15, capped: 10, days: 28 }));
  const worst = (pick: (one: (typeof found)[number]) => number): number => Math.max(...found.map(pick));
  const n = SEEDS.length * 10_000;
  return [
    { id: 'assign.givenratio', value: worst((one) => one.givenRatio), digits: 3, unit: 'times', n }, { id: 'assign.openratio', value: worst((one) => one.openRatio), digits: 3, unit: 'times', n },
    { id: 'assign.wrong', value: worst((one) => one.wrong), digits: 0, unit: 'leads', n }, { id: 'assign.waiting', value: worst((one) => one.waiting), digits: 0, unit: 'leads', n },
    { id: 'assign.longest', value: worst((one) => one.longest), digits: 1, unit: 'minutes', n },
  ];
}
