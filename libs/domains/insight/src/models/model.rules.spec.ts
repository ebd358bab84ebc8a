import { describe, expect, it } from '@jest/globals';
import type { Reliability, ReliabilityPoint } from './model-card';
import { farthestOf, healthOf } from './model.rules';

const point = (predicted: number, observed: number, half = 0.03): ReliabilityPoint => ({ n: 500, predicted, observed, low: observed - half, high: observed + half });
const reliability = (change: Partial<Reliability> = {}): Reliability => ({
  what: { zh: '', en: '' }, from: '2026-08-01', to: '2026-10-30', n: 1_000, predicted: 0.3, observed: 0.3, points: [point(0.2, 0.2), point(0.4, 0.4)], deciles: [], unit: null, ...change,
});

describe('whether a model keeps its word', () => {
  it('is not told while nothing can be looked at', () => {
    expect(healthOf({ psi: null, reliability: null })).toBe('UNKNOWN');
    expect(healthOf({ psi: 0.1, reliability: null })).toBe('GREEN');
  });

  it('ends with drift beyond 0.2, and with a mean more than five points off', () => {
    expect(healthOf({ psi: 0.21, reliability: reliability() })).toBe('AMBER');
    expect(healthOf({ psi: 0.01, reliability: reliability({ observed: 0.36 }) })).toBe('AMBER');
    expect(healthOf({ psi: 0.01, reliability: reliability({ observed: 0.34 }) })).toBe('GREEN');
  });

  it('ends with one tenth more than five points off, where tenths are judged and have customers enough', () => {
    const off = [point(0.2, 0.27), point(0.4, 0.33)];
    expect(healthOf({ psi: null, reliability: reliability({ points: off, byTenth: true }) })).toBe('AMBER');
    expect(healthOf({ psi: null, reliability: reliability({ points: off }) })).toBe('GREEN');
    const few = off.map((one) => ({ ...one, low: one.observed - 0.06, high: one.observed + 0.06 }));
    expect(healthOf({ psi: null, reliability: reliability({ points: few, byTenth: true }) })).toBe('GREEN');
    expect([farthestOf({ points: few }), farthestOf({ points: [...few, point(0.5, 0.52)] })]).toEqual([null, expect.closeTo(0.02, 9)]);
  });

  it('may drift as far as it has kept its word through, and ends with a calibration error beyond five points where that is judged', () => {
    expect(healthOf({ psi: 0.5, reliability: reliability(), mostPsi: 0.6 })).toBe('GREEN');
    expect(healthOf({ psi: 0.7, reliability: reliability(), mostPsi: 0.6 })).toBe('AMBER');
    expect(healthOf({ psi: 0.1, reliability: reliability({ error: 0.06 }) })).toBe('AMBER');
    expect(healthOf({ psi: 0.1, reliability: reliability({ error: 0.04 }) })).toBe('GREEN');
  });

  it('is not broken by more than was promised, where only falling short is a fault, and only beyond chance', () => {
    const hits = (observed: number, half = 0.02): Reliability => reliability({ predicted: 0.3, observed, points: [point(0.3, observed, half)], shortOnly: true });
    expect(healthOf({ psi: null, reliability: hits(0.4) })).toBe('GREEN');
    expect(healthOf({ psi: null, reliability: hits(0.22) })).toBe('AMBER');
    expect(healthOf({ psi: null, reliability: hits(0.22, 0.1) })).toBe('GREEN');
  });
});
