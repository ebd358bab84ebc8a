import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../answer';
import { chanceOf, type Chance } from '../numeric/random';
import { fitBgNbd, bgNbdLogLikelihood, type BgNbd } from './bgnbd';
import { aliveProbability, expectedIfAlive, expectedOfNew, expectedPurchases, scoreBgNbd, silenceProbability, timeToNext } from './bgnbd.predict';
import { lifetimeValue, lifetimeValueRange } from './clv';
import { expectedSpend, fitGammaGamma, type GammaGamma } from './gamma-gamma';
import type { Histories } from './histories';
import { aliveUnderPareto, expectedUnderPareto, fitParetoNbd } from './pareto-nbd';
import { simulateValue } from './simulate';

const TRUTH: BgNbd = { kind: 'BG', r: 0.6, alpha: 9, a: 1.2, b: 3.1 };
const SPEND: GammaGamma = { p: 5, q: 4, v: 3000 };

const valueOf = <T>(answer: Answer<T>): T => {
  if (answer.status === 'REFUSED') throw new Error(answer.lack);
  return answer.value;
};

/** A customer who buys and leaves as the model says, watched for `age`, and how often they buy in the `ahead` after it. */
function life(model: BgNbd, age: number, { chance, ahead = 0 }: { chance: Chance; ahead?: number }): { repeats: number; last: number; age: number; later: number } {
  const rate = chance.gamma(model.r) / model.alpha;
  const leaving = chance.beta(model.a, model.b);
  let [repeats, last, time, later] = [0, 0, 0, 0];
  let stays = model.kind === 'BG' || chance.even() >= leaving;
  while (stays) {
    time -= Math.log(1 - chance.even()) / rate;
    if (time > age + ahead) break;
    if (time <= age) [repeats, last] = [repeats + 1, time];
    else later += 1;
    stays = chance.even() >= leaving;
  }
  return { repeats, last, age, later };
}

function lives(n: number, { model = TRUTH, ahead = 0, seed = 5 } = {}): Histories & { later: number[]; spend: number[] } {
  const chance = chanceOf(seed);
  const all = Array.from({ length: n }, (_, at) => life(model, 20 + (at % 30), { chance, ahead }));
  const spend = all.map(({ repeats }) => (repeats === 0 ? 0 : chance.gamma(SPEND.p * repeats) * (SPEND.v / chance.gamma(SPEND.q)) / repeats));
  return { repeats: all.map(({ repeats }) => repeats), last: all.map(({ last }) => last), age: all.map(({ age }) => age), later: all.map(({ later }) => later), spend };
}

const crowd = lives(3_000, { ahead: 26 });

describe('a fit of BG/NBD', () => {
  const fit = valueOf(fitBgNbd(crowd));

  it('finds the parameters that the customers were made with, within its intervals', () => {
    for (const name of ['r', 'alpha', 'a', 'b'] as const) {
      const range = fit.intervals[name]!;
      expect([name, range.low < TRUTH[name] && TRUTH[name] < range.high]).toEqual([name, true]);
      expect(range.low).toBeLessThan(fit.model[name]);
    }
    expect(fit.logLikelihood).toBeGreaterThanOrEqual(bgNbdLogLikelihood(TRUTH, crowd));
    expect(fit.logLikelihood).toBeCloseTo(bgNbdLogLikelihood(fit.model, crowd), 5);
  });

  it('foretells what comes', () => {
    const { expected, silent } = scoreBgNbd(fit.model, crowd, 26);
    const [foretold, came] = [expected.reduce((sum, value) => sum + value, 0), crowd.later.reduce((sum, value) => sum + value, 0)];
    expect(Math.abs(foretold / came - 1)).toBeLessThan(0.08);
    const quiet = silent.reduce((sum, value) => sum + value, 0);
    expect(Math.abs(quiet / crowd.later.filter((later) => later === 0).length - 1)).toBeLessThan(0.02);
  });

  it('is the same for the customers in another order, counted in groups and in other units of time', () => {
    const back: Histories = { repeats: Array.from(crowd.repeats).reverse(), last: Array.from(crowd.last).reverse(), age: Array.from(crowd.age).reverse() };
    expect(valueOf(fitBgNbd(back)).model.alpha).toBeCloseTo(fit.model.alpha, 3);
    const twice = valueOf(fitBgNbd({ ...crowd, count: Array.from(crowd.repeats, () => 2) }));
    expect(twice.model.a).toBeCloseTo(fit.model.a, 3);
    expect(twice.customers).toBe(6_000);
    const inDays = valueOf(fitBgNbd({ repeats: crowd.repeats, last: Array.from(crowd.last, (time) => time * 7), age: Array.from(crowd.age, (time) => time * 7) }));
    expect(inDays.model.alpha / 7).toBeCloseTo(fit.model.alpha, 3);
    expect(inDays.model.b).toBeCloseTo(fit.model.b, 3);
  });

  it('refuses where there is too little, and what cannot be', () => {
    expect(fitBgNbd(lives(150))).toEqual({ status: 'REFUSED', lack: 'CUSTOMERS', found: 150, needed: 200 });
    const nobodyAgain: Histories = { repeats: new Array<number>(300).fill(0), last: new Array<number>(300).fill(0), age: new Array<number>(300).fill(9) };
    expect(fitBgNbd(nobodyAgain)).toEqual({ status: 'REFUSED', lack: 'REPEAT_PURCHASES', found: 0, needed: 100 });
    expect(fitBgNbd({ repeats: [], last: [], age: [] }).status).toBe('REFUSED');
    for (const [x, tx, age] of [[1, 5, 4], [-1, 0, 4], [0, 2, 4], [1, Number.NaN, 4], [1.5, 2, 4]] as const) expect(() => fitBgNbd({ repeats: [x], last: [tx], age: [age] })).toThrow(RangeError);
  });

  it('says that leaving is not seen where nobody leaves', () => {
    const faithful = fitBgNbd(lives(1_500, { model: { kind: 'BG', r: 0.9, alpha: 12, a: 1e-7, b: 5 }, seed: 3 }));
    expect(faithful).toMatchObject({ status: 'WEAK', cautions: expect.arrayContaining(['DROPOUT_NOT_SEEN']) });
    const { model, intervals, logCovariance } = valueOf(faithful);
    expect(aliveProbability(model, { repeats: 3, last: 5, age: 40 })).toBeGreaterThan(0.9999);
    // Without leaving the expectation is that of a gamma rate.
    expect(expectedPurchases(model, { repeats: 3, last: 5, age: 40 }, 10)).toBeCloseTo(((model.r + 3) / (model.alpha + 40)) * 10, 5);
    expect([intervals.a, intervals.b]).toEqual([null, null]);
    expect(Math.abs(Math.log(model.r / 0.9))).toBeLessThan(3 * Math.sqrt(logCovariance![0]![0]!));
    expect(Math.abs(Math.log(model.alpha / 12))).toBeLessThan(3 * Math.sqrt(logCovariance![1]![1]!));
  });

  it('knows the other kind, where one may leave after the first purchase', () => {
    const model: BgNbd = { ...TRUTH, kind: 'MBG' };
    const fickle = lives(2_500, { model, seed: 9, ahead: 26 });
    const found = valueOf(fitBgNbd(fickle, 'MBG'));
    expect(found.logLikelihood).toBeGreaterThan(valueOf(fitBgNbd(fickle)).logLikelihood);
    const foretold = scoreBgNbd(found.model, fickle, 26).expected.reduce((sum, value) => sum + value, 0);
    expect(Math.abs(foretold / fickle.later.reduce((sum, value) => sum + value, 0) - 1)).toBeLessThan(0.1);
    expect(aliveProbability(found.model, { repeats: 0, last: 0, age: 30 })).toBeLessThan(1);
  });
});

describe('what a model says', () => {
  it('stays finite and within its bounds for any history', () => {
    for (const kind of ['BG', 'MBG'] as const) for (const a of [1e-9, 0.3, 1, 1 + 1e-7, 4]) for (const b of [0.01, 2, 300]) {
      const model: BgNbd = { kind, r: 0.2, alpha: 4, a, b };
      for (const history of [{ repeats: 0, last: 0, age: 0 }, { repeats: 1, last: 0.1, age: 5_000 }, { repeats: 20_000, last: 10, age: 5_000 }, { repeats: 20_000, last: 5_000, age: 5_000 }]) {
        for (const time of [0, 1, 1_000]) {
          const said = { alive: aliveProbability(model, history), expected: expectedPurchases(model, history, time), silent: silenceProbability(model, history, time) };
          const holds = said.alive >= 0 && said.alive <= 1 && said.expected >= 0 && Number.isFinite(said.expected) && said.silent >= 0 && said.silent <= 1;
          expect({ model, history, time, said, holds }).toMatchObject({ holds: true });
        }
      }
    }
  });

  it('has no jump where a is 1', () => {
    const at = (a: number): number => expectedIfAlive({ ...TRUTH, a }, 3, 30, 20);
    expect(at(1)).toBeCloseTo(at(1 + 2e-3), 2);
    expect(at(1)).toBeCloseTo((at(1 + 2e-3) + at(1 - 2e-3)) / 2, 5);
  });

  it('grows with time and with newness, and joins up', () => {
    const history = { repeats: 2, last: 30, age: 39 };
    const path = [0, 5, 10, 40, 400].map((time) => expectedPurchases(TRUTH, history, time));
    expect(path).toEqual([...path].sort((a, b) => a - b));
    expect(aliveProbability(TRUTH, { ...history, last: 39 })).toBeGreaterThan(aliveProbability(TRUTH, history));
    expect(timeToNext(TRUTH, history, 0.8)).toBeGreaterThan(timeToNext(TRUTH, history));
    const median = timeToNext(TRUTH, history);
    expect(silenceProbability(TRUTH, history, median)).toBeCloseTo(1 - aliveProbability(TRUTH, history) / 2, 10);
    expect(expectedOfNew(TRUTH, 10)).toBeCloseTo(expectedIfAlive(TRUTH, 0, 0, 10), 12);
    const scores = scoreBgNbd(TRUTH, { repeats: [2, 2], last: [30, 10], age: [39, 39] }, 7);
    expect(scores.expected[0]).toBeCloseTo(expectedPurchases(TRUTH, history, 7), 12);
    expect(scores.silent[1]).toBeCloseTo(silenceProbability(TRUTH, { ...history, last: 10 }, 7), 12);
  });
});

describe('Pareto/NBD', () => {
  it('agrees with the integral that it is', () => {
    // By quadrature of s ∫ (α + u)^−(r+x) (β + u)^−(s+1) du, SciPy 1.17.
    const model = { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 };
    const at = (repeats: number, last: number): number => aliveUnderPareto(model, { repeats, last, age: 38.86 });
    expect(at(2, 30.43)).toBeCloseTo(0.8691675591530111, 9);
    expect(at(0, 0)).toBeCloseTo(0.2952866046168934, 9);
    expect(at(20, 10) / 3.2914066586292575e-7).toBeCloseTo(1, 6);
    const turned = { r: 0.553, alpha: 12, s: 0.606, beta: 4 };
    expect(aliveUnderPareto(turned, { repeats: 5, last: 20, age: 20 })).toBe(1);
    expect(expectedUnderPareto(model, { repeats: 2, last: 30, age: 39 }, 0)).toBe(0);
    expect(expectedUnderPareto({ ...model, s: 1 }, { repeats: 2, last: 30, age: 39 }, 10)).toBeCloseTo(expectedUnderPareto({ ...model, s: 1 + 1e-6 }, { repeats: 2, last: 30, age: 39 }, 10), 5);
  });
  it('refuses as BG/NBD does', () => expect(fitParetoNbd(lives(20))).toMatchObject({ status: 'REFUSED', lack: 'CUSTOMERS' }));
});

describe('what customers spend', () => {
  const fit = valueOf(fitGammaGamma(crowd.repeats, crowd.spend));

  it('is found within its intervals', () => {
    for (const name of ['p', 'q', 'v'] as const) expect([name, fit.intervals![name].low < SPEND[name] && SPEND[name] < fit.intervals![name].high]).toEqual([name, true]);
    expect(Math.abs(fit.correlation)).toBeLessThan(0.1);
  });

  it('scales with the money, and draws the single ones to the mean', () => {
    const pence = valueOf(fitGammaGamma(crowd.repeats, crowd.spend.map((amount) => amount / 100)));
    expect(pence.model.v * 100).toBeCloseTo(fit.model.v, 0);
    expect(pence.model.q).toBeCloseTo(fit.model.q, 3);
    const all = expectedSpend(fit.model, 0, 0);
    expect(expectedSpend(fit.model, 1, 4 * all)).toBeLessThan(expectedSpend(fit.model, 9, 4 * all));
    expect(expectedSpend(fit.model, 9, 4 * all)).toBeLessThan(4 * all);
  });

  it('is refused where there is too little, and told where it goes with how often', () => {
    expect(fitGammaGamma([1, 2], [10, 20])).toMatchObject({ status: 'REFUSED', lack: 'REPEAT_BUYERS', found: 2 });
    expect(fitGammaGamma(new Array<number>(80).fill(2), new Array<number>(80).fill(500))).toMatchObject({ status: 'REFUSED', lack: 'SPREAD' });
    const repeats = Array.from({ length: 300 }, (_, at) => 1 + (at % 12));
    const chance = chanceOf(2);
    expect(fitGammaGamma(repeats, repeats.map((x) => 100 * x * (0.8 + 0.4 * chance.even())))).toMatchObject({ cautions: expect.arrayContaining(['SPEND_DEPENDS_ON_FREQUENCY']) });
  });
});

describe('lifetime value', () => {
  const fits = { purchase: valueOf(fitBgNbd(crowd)), spend: valueOf(fitGammaGamma(crowd.repeats, crowd.spend)) };
  const some = { repeats: [0, 3, 8], last: [0, 18, 28], age: [20, 20, 30], spend: [0, 900, 1_500] };
  const horizon = { periods: 12, length: 4, discount: 0.01, margin: 0.3 };

  it('is purchases times spend where nothing is discounted, and less where it is', () => {
    const plain = lifetimeValue(fits.purchase.model, fits.spend.model, some, { periods: 1, length: 48, discount: 0, margin: 1 });
    expect(plain[1]).toBeCloseTo(expectedPurchases(fits.purchase.model, { repeats: 3, last: 18, age: 20 }, 48) * expectedSpend(fits.spend.model, 3, 900), 8);
    const own = lifetimeValue(fits.purchase.model, fits.spend.model, some, horizon);
    own.forEach((value, at) => expect(value).toBeLessThan(0.3 * plain[at]!));
    expect(lifetimeValue(fits.purchase.model, fits.spend.model, some, { ...horizon, periods: 0 })[2]).toBe(0);
  });

  it('has a range that holds the truth, and none where the fit has none', () => {
    const range = lifetimeValueRange(fits, some, horizon)!;
    const truth = lifetimeValue(TRUTH, SPEND, some, horizon);
    truth.forEach((value, at) => expect([at, range.low[at]! < value && value < range.high[at]!]).toEqual([at, true]));
    expect(lifetimeValueRange({ ...fits, spend: { ...fits.spend, logCovariance: null } }, some, horizon)).toBeNull();
  });

  it('is the mean of many lives, which differ far more', () => {
    const history = { repeats: 8, last: 28, age: 30, spend: 1_500 };
    const still = { purchase: { ...fits.purchase, logCovariance: null }, spend: { ...fits.spend, logCovariance: null } };
    const outlook = simulateValue(still, history, { horizon, draws: 6_000, chance: chanceOf(4) });
    const expected = lifetimeValue(fits.purchase.model, fits.spend.model, some, horizon)[2]!;
    expect(Math.abs(outlook.mean / expected - 1)).toBeLessThan(0.06);
    expect(outlook.low80).toBeLessThan(expected);
    expect(outlook.high95).toBeGreaterThan(2 * expected);
    expect(simulateValue(fits, history, { horizon, chance: chanceOf(4) })).toEqual(simulateValue(fits, history, { horizon, chance: chanceOf(4) }));
  });
});
