import { describe, expect, it } from '@jest/globals';
import { away, type Published } from './published.figure';
import { boostingFigures } from './boosting.figures';
import { scoringFigures } from './scoring.figures';

const scoring: readonly Published[] = [
  ['em.c', 0.212, 0.001], ['em.mle', 0.077, 0.002], ['em.js', 0.022, 0.001], ['ucb.male', 0.4452, 0.0001], ['ucb.female', 0.3035, 0.0001], ['ucb.mh', 0.9047, 0.0002],
  ['wilson.81.263.lo', 0.2553, 0.0001], ['wilson.81.263.hi', 0.3662, 0.0001], ['wilson.15.148.lo', 0.0624, 0.0001], ['wilson.15.148.hi', 0.1605, 0.0001],
  ['newcombe.lo', 0.0524, 0.0001], ['newcombe.hi', 0.3339, 0.0001], ['glm.telco.ll', -3056.360268, 0.001], ['glm.telco.tenure', -0.03678067, 1e-05],
  ['glm.telco.two', -1.928058, 0.0001], ['glm.telco.se', 0.00205869, 1e-05], ['bank.n', 41188, 0], ['bank.yes', 4640, 0], ['glm.bank.ll', -12511.23811, 0.001],
  ['glm.bank.eur', -0.4498267, 1e-05], ['lead.bank.lr.auc', 0.7914, 0.006], ['lead.bank.chrono', 0.745, 0.02], ['churn.telco.lr.auc', 0.8453, 0.004],
  ['churn.telco.brier', 0.1354, 0.001], ['lead.bank.dur', 0.935, 0.006],
];

const boosting: readonly Published[] = [
  ['churn.telco.gb.auc', 0.8428, 0.006], ['lead.bank.gb.auc', 0.807, 0.008], ['lead.bank.gb.alift', 0.7724, 0.008], ['lead.bank.gb.top50', 0.834, 0.01], ['lead.bank.brier', 0.0762, 0.001],
];

describe('published results', () => {
  it('of logistic regression, rates and shrinkage (R glm; Newcombe 1998; Bickel et al. 1975; Efron & Morris 1975)', () => expect(away(scoringFigures(), scoring)).toEqual([]), 120_000);
  it('of boosted trees (Moro, Cortez & Rita 2014)', () => expect(away(boostingFigures(), boosting)).toEqual([]), 120_000);
});
