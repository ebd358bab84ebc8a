import { describe, expect, it } from '@jest/globals';
import { chanceOf, type Feature } from '@dossier/metrics';
import { aloneAuc, fitOutcome, leaksOf } from './outcome.compute';
import { calibrated, learn, learnCalibrator, partsOf, said } from './outcome.learn';
import { LATEST, recalibrated, shiftOf, walked } from './outcome.recalibrate';

const N = 4_000;
const chance = chanceOf(5);
const kinds = Array.from({ length: N }, () => (chance.even() < 0.5 ? 'new' : 'old'));
const size = Float64Array.from({ length: N }, () => (chance.even() < 0.2 ? NaN : chance.even() * 10));
const truth = kinds.map((kind, at) => 1 / (1 + Math.exp(-((kind === 'new' ? 0.8 : -0.8) + (Number.isNaN(size[at]) ? 0 : (size[at]! - 5) / 4)))));
const outcome = Float64Array.from(truth, (p) => (chance.even() < p ? 1 : 0));
const day = Float64Array.from({ length: N }, (_, at) => Math.floor(at / 20));
const features: Feature[] = [{ name: 'kind', kind: 'WORD', values: kinds }, { name: 'size', kind: 'NUMBER', values: size }];
const task = { features, outcome, day, known: day.map((one) => one + 1), rule: new Float64Array(0), after: [] as string[] };

describe('what goes with an outcome', () => {
  it('is learned, calibrated and judged on rows not seen', () => {
    const found = fitOutcome(task);
    if (found.status === 'REFUSED') throw new Error(found.lack);
    expect(found.judged.auc).toBeGreaterThan(0.65);
    expect(found.judged.expectedError).toBeLessThan(0.05);
    expect(found.judged.brier).toBeLessThan(found.judged.naiveBrier);
    expect([found.leaks, found.judged.n, found.judged.ruleAuc]).toEqual([[], 800, null]);
  });

  it('is refused where too little is known', () => {
    const some = (rows: number): typeof task => ({ ...task, features: [{ name: 'kind', kind: 'WORD', values: kinds.slice(0, rows) }, { name: 'size', kind: 'NUMBER', values: size.slice(0, rows) }], outcome: outcome.slice(0, rows), day: day.slice(0, rows), known: task.known.slice(0, rows) });
    expect(fitOutcome(some(150))).toMatchObject({ status: 'REFUSED', lack: 'ROWS', found: 150, needed: 200 });
    expect(fitOutcome({ ...task, outcome: outcome.map((_, at) => (at % 100 === 0 ? 1 : 0)) })).toMatchObject({ status: 'REFUSED', lack: 'EVENTS', found: 40, needed: 50 });
  });

  it('leaves out what tells the outcome alone, and what is known only after it; what never differs tells nothing', () => {
    const trace: Feature[] = [...features, { name: 'trace', kind: 'WORD', values: Array.from(outcome, (one) => (one > 0 ? 'yes' : 'no')) }, { name: 'fee', kind: 'NUMBER', values: outcome.map((one) => 5 - one) }, { name: 'same', kind: 'WORD', values: kinds.map(() => 'x') }];
    expect(leaksOf(trace, outcome, ['size']).map(({ feature, why }) => [feature, why])).toEqual([['size', 'AFTER'], ['trace', 'TELLS'], ['fee', 'TELLS']]);
    expect(aloneAuc(trace[4]!, outcome)).toBeLessThan(0.6);
  });

  it('says what moves each row, all columns of a thing together', () => {
    const fit = learn(features, outcome);
    if (fit.status === 'REFUSED') throw new Error(fit.lack);
    const [likely, unlikely] = partsOf(fit.value, [{ name: 'kind', kind: 'WORD', values: ['new', 'old'] }, { name: 'size', kind: 'NUMBER', values: [9, 1] }]) as [{ feature: string; weight: number }[], { feature: string; weight: number }[]];
    expect(likely.map(({ feature }) => feature).sort()).toEqual(['kind', 'size']);
    expect(likely.every(({ weight }) => weight > 0) && unlikely.every(({ weight }) => weight < 0)).toBe(true);
  });

  it('is calibrated by two numbers where few had the outcome, by steps where many had, and moved by what came of late', () => {
    const raw = Float64Array.from(truth);
    expect(learnCalibrator(raw, outcome).kind).toBe('STEPS');
    expect(learnCalibrator(raw.slice(0, 900), outcome.slice(0, 900)).kind).toBe('PLATT');
    expect(Array.from(calibrated(learnCalibrator(raw, outcome), Float64Array.from([0, 1]))).every((p) => p > 0 && p < 1)).toBe(true);
    expect(shiftOf([], [])).toBe(0);
    expect(shiftOf(Array.from({ length: 1_000 }, () => 0.2), Array.from({ length: 1_000 }, (_, at) => (at % 2)))).toBeCloseTo(Math.log(4), 1);
    // Ten rows say less: the ridge draws them to nothing.
    expect(shiftOf(Array.from({ length: 10 }, () => 0.2), Array.from({ length: 10 }, (_, at) => (at % 2)))).toBeLessThan(1.2);
    const fit = learn(features, outcome);
    expect(fit.status === 'REFUSED' ? 0 : said(fit.value, features).length).toBe(N);
  });
});

describe('the intercept as days go by', () => {
  const few = 3_000;
  const rise = (at: number): number => (at < 1_500 ? 0.1 : 0.4);
  const drawn = chanceOf(9);
  const own = { told: Float64Array.from({ length: few }, () => 0.1), outcome: Float64Array.from({ length: few }, (_, at) => (drawn.even() < rise(at) ? 1 : 0)), day: Float64Array.from({ length: few }, (_, at) => Math.floor(at / 10)), known: Float64Array.from({ length: few }, (_, at) => Math.floor(at / 10) + 20) };

  it('follows a base rate that has risen fourfold, and says what it rests on', () => {
    const { probability, base } = walked(own, 1_000, few);
    expect([probability[0], base[0], probability.at(-1)]).toEqual([expect.closeTo(0.1, 1), expect.closeTo(0.1, 1), expect.closeTo(0.4, 1)]);
    expect(recalibrated(own)).toMatchObject({ n: LATEST, from: 250 + 20, to: 299 + 20, base: expect.closeTo(0.4, 1) });
    expect(recalibrated({ told: new Float64Array(0), outcome: new Float64Array(0), day: new Float64Array(0), known: new Float64Array(0) })).toEqual({ shift: 0, base: null, n: 0, from: null, to: null });
  });

  it('never looks at what was not known before the day: outcomes that came later change nothing', () => {
    const at = 2_000;
    const before = walked(own, 1_000, few).probability;
    const other = { ...own, outcome: own.outcome.map((one, row) => (own.known[row]! >= own.day[at]! ? 1 - one : one)) };
    const after = walked(other, 1_000, few).probability;
    expect(Array.from(after.subarray(0, at - 1_000 + 1))).toEqual(Array.from(before.subarray(0, at - 1_000 + 1)));
    expect(after.at(-1)).not.toBe(before.at(-1));
  });

  it('keeps a fit in force where the part that is won has changed: off had it never been moved, in order as it was', () => {
    const base = Float64Array.from({ length: N }, (_, at) => (at < 3_000 ? 0 : 2));
    const moved = Float64Array.from(truth, (p, at) => (chance.even() < 1 / (1 + Math.exp(-(Math.log(p / (1 - p)) + base[at]!))) ? 1 : 0));
    const found = fitOutcome({ ...task, outcome: moved });
    if (found.status === 'REFUSED') throw new Error(found.lack);
    expect(found.judged.unmovedError).toBeGreaterThan(0.05);
    expect(found.judged.expectedError).toBeLessThan(found.judged.unmovedError);
  });
});
