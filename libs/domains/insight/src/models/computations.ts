import { fitChurn, judgeChurn, scoreChurn } from '../churn/churn.compute';
import { fitHazards } from '../churn/churn.cox';
import { mineBaskets } from '../groups/baskets/mine';
import { fitClusters, placeClusters } from '../groups/clusters/cluster.compute';
import { checkNeed, fitNeed, ruleOfNeed, scoreNeed } from '../next/need.compute';
import { findNeighbours, tryNeighbours } from '../recommend/neighbours.compute';
import { checkValue, fitValue } from '../value/value.fit';
import { scoreValue } from '../value/value.score';
import { fitOutcome, lookAtOutcome, outcomeProbability } from './outcome.compute';

/**
 * Heavy mathematics that runs in a thread of its own, by name: pure functions of one argument that can be cloned (typed arrays, plain objects)
 * and an answer that can be cloned. One line each; this file and what it imports may import nothing but @dossier/metrics and types.
 */
export const computations = {
  mineBaskets,
  fitClusters,
  placeClusters,
  fitChurn, fitHazards, judgeChurn, scoreChurn,
  checkValue, fitValue, scoreValue,
  checkNeed, fitNeed, ruleOfNeed, scoreNeed,
  findNeighbours, tryNeighbours,
  fitOutcome, lookAtOutcome, outcomeProbability,
} as const;

export type Computations = typeof computations;
export type Computation = keyof Computations;
