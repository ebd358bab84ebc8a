import { describe, expect, it } from '@jest/globals';
import { cdnowFigures } from './cdnow.figures';
import { groupingFigures } from './grouping.figures';
import { away, type Published } from './published.figure';
import { survivalFigures } from './survival.figures';

const cdnow: readonly Published[] = [
  ['bgnbd.cdnow.r', 0.243, 0.001], ['bgnbd.cdnow.alpha', 4.414, 0.005], ['bgnbd.cdnow.a', 0.793, 0.005], ['bgnbd.cdnow.b', 2.426, 0.02],
  ['bgnbd.cdnow.ll', -9582.4, 0.1], ['bgnbd.cdnow.cond', 1.226, 0.002], ['bgnbd.cdnow.palive', 0.7266, 0.001], ['bgnbd.cdnow.ex39', 1.195, 0.002],
  ['bgnbd.cdnow.median_next', 15.67, 0.05], ['pnbd.cdnow.r', 0.553, 0.002], ['pnbd.cdnow.alpha', 10.578, 0.02], ['pnbd.cdnow.s', 0.606, 0.005],
  ['pnbd.cdnow.beta', 11.669, 0.1], ['pnbd.cdnow.ll', -9595.0, 0.1], ['gg.cdnow.p', 6.25, 0.02], ['gg.cdnow.q', 3.74, 0.02], ['gg.cdnow.v', 15.44, 0.05],
  ['gg.cdnow.n', 946, 0], ['gg.cdnow.mean', 35.08, 0.01], ['bgnbd.cdnow.hold_pred', 1653, 8], ['bgnbd.cdnow.hold_act', 1882, 0], ['bgnbd.cdnow.hold_corr', 0.626, 0.002],
];

const survival: readonly Published[] = [
  ['km.lung.med', 310, 0], ['km.lung.lo', 285, 0], ['km.lung.hi', 363, 0], ['km.lung.m', 270, 0], ['km.lung.w', 426, 0], ['lr.lung', 10.3, 0.05],
  ['cox.lung.sex', -0.55261, 0.0002], ['cox.lung.ecog', 0.46373, 0.0002], ['cox.lung.age', 0.01107, 0.0001], ['telco.n', 7043, 0], ['telco.churn', 1869, 0],
  ['telco.na', 11, 0], ['km.telco.12', 0.8433, 0.0006], ['km.telco.24', 0.789, 0.0006], ['km.telco.72', 0.593, 0.0006], ['km.telco.n', 3351, 0],
  ['km.telco.ev', 1556, 0], ['km.telco.med', 34, 0], ['cox.telco.dep', 0.72, 0.005], ['cox.telco.bk', -0.7766, 0.002], ['cox.telco.ts', -0.6392, 0.002],
  ['cox.telco.c', 0.64, 0.005],
];

const grouping: readonly Published[] = [
  ['basket.n', 9835, 0], ['basket.items', 169, 0], ['basket.rules.0.001.0.5', 5668, 0], ['basket.toplift', 18.99565, 0.0001], ['basket.rules.0.006.0.25', 463, 0],
  ['basket.toplift463', 3.956477, 1e-05], ['basket.rules.0.001.0.8', 410, 0], ['basket.rules.0.005.0.5', 120, 0], ['basket.rules.0.01.0.5', 15, 0],
  ['km.iris.wss', 78.85144, 0.0001], ['km.iris.sil', 0.5528, 0.0002], ['km.iris.ari', 0.7302, 0.0002], ['km.ruspini.sil4', 0.7377, 0.0005], ['km.ruspini.k', 4, 0],
  ['km.whole.wss', 1843.78, 0.02], ['km.whole.ari', 0.5135, 0.001], ['season.souv.dec', 3.1473, 0.001], ['season.souv.nov', 1.4798, 0.001],
];

describe('published results', () => {
  it('of CDNOW (Fader, Hardie & Lee 2005; Fader & Hardie 2013)', () => expect(away(cdnowFigures(), cdnow)).toEqual([]), 60_000);
  it('of lung and telco (Therneau & Grambsch 2000)', () => expect(away(survivalFigures(), survival)).toEqual([]), 60_000);
  it('of baskets, groups and months (Hahsler et al. 2006; Rousseeuw 1987; Hyndman & Athanasopoulos)', () => expect(away(groupingFigures(), grouping)).toEqual([]), 60_000);
});
