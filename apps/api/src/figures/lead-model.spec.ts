import { describe, expect, it } from '@jest/globals';
import { leadModelFigures } from './lead-model.figures';
import { away, type Published } from './published.figure';

/** L2 logistic of the public reference, without the length of the call: by row modulo 10, and learned on the first 32,950 calls. */
const published: readonly Published[] = [['lead.bank.model.auc', 0.7914, 0.006], ['lead.bank.model.chrono.auc', 0.745, 0.02]];

describe('the model of conversion on the calls of a bank', () => {
  const figures = leadModelFigures();
  const of = (id: string): number => figures.find((own) => own.id === `lead.bank.model.${id}`)!.value;

  it('gives what others have published', () => expect(away(figures, published)).toEqual([]));
  it('beats what knows nothing of a call, on a random and on a later part', () => {
    expect(of('brier')).toBeLessThan(of('brier_naive'));
    expect(of('newest.brier')).toBeLessThan(of('newest.brier_naive'));
  });
  it('keeps its word on rows of the same time, and on the newest fifth, where the base rate has risen threefold, as its intercept follows; unmoved it would not', () => {
    expect(of('ece')).toBeLessThanOrEqual(0.05);
    expect(of('newest.ece_unmoved')).toBeGreaterThan(0.05);
    expect(of('newest.ece')).toBeLessThanOrEqual(0.05);
    expect(of('newest.base') / of('newest.base_then')).toBeGreaterThan(2);
  });
  it('reads nothing that is known only after the call', () => expect(of('refused')).toBe(1));
});
