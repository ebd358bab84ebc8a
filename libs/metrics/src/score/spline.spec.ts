import { describe, expect, it } from '@jest/globals';
import { bend, learnSpline } from './spline';

describe('a natural spline of three knots', () => {
  const values = Array.from({ length: 101 }, (_, at) => at);
  const spline = learnSpline(values)!;

  it('has its knots at the tenth, the half and the nine tenths', () => expect(spline.knots).toEqual([10, 50, 90]));
  it('is nothing below the first knot, bends between, and goes on straight beyond the last', () => {
    const bent = bend(spline, values);
    expect([bent[0], bent[10]]).toEqual([0, 0]);
    // By hand: ((50 − 10)³)/(80²) = 10 at the middle knot.
    expect(bent[50]).toBeCloseTo(10, 12);
    expect(bent[100]! - bent[99]!).toBeCloseTo(bent[97]! - bent[96]!, 9);
    expect(bent[60]! - bent[59]!).toBeGreaterThan(bent[30]! - bent[29]!);
  });
  it('takes the usual bend for what is unknown, and is none where too few values differ', () => {
    expect(bend(spline, [NaN])[0]).toBe(spline.usual);
    expect([learnSpline([]), learnSpline([NaN]), learnSpline([1, 1, 1, 1, 2])]).toEqual([null, null, null]);
  });
});
