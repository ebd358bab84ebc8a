import { quantile } from '../statistics';

/** The three places where a bend may begin, and what stands in for an unknown value. */
export interface Spline {
  knots: readonly [number, number, number];
  /** The mean of the bend over the known values that it was learned from. */
  usual: number;
}

/** Where Harrell 2015 puts three knots. */
const PLACES = [0.1, 0.5, 0.9] as const;

/**
 * How a number may bend what follows from it, once a line alone is too stiff.
 * Formula: knots at the quantiles 0.1, 0.5 and 0.9 of the known values (Harrell 2015). Shapes: a place each, NaN where unknown. Unit: that of the
 * values. Edge: null where fewer than three of the quantiles differ: a line is all that can be told.
 */
export function learnSpline(values: ArrayLike<number>): Spline | null {
  const known = Array.from(values).filter((value) => !Number.isNaN(value));
  if (known.length === 0) return null;
  const knots = PLACES.map((place) => quantile(known, place)!) as [number, number, number];
  if (!(knots[0] < knots[1] && knots[1] < knots[2])) return null;
  const bends = known.map((value) => bendAt(knots, value));
  return { knots, usual: bends.reduce((sum, value) => sum + value, 0) / bends.length };
}

const cube = (value: number): number => (value > 0 ? value ** 3 : 0);

function bendAt([a, b, c]: Spline['knots'], value: number): number {
  return (cube(value - a) - (cube(value - b) * (c - a)) / (c - b) + (cube(value - c) * (b - a)) / (c - b)) / (c - a) ** 2;
}

/**
 * The column that bends a line: beside the value itself it makes a natural cubic spline of three knots.
 * Formula: ((x−k₁)₊³ − (x−k₂)₊³(k₃−k₁)/(k₃−k₂) + (x−k₃)₊³(k₂−k₁)/(k₃−k₂))/(k₃−k₁)² (Stone & Koo 1985). Unit: that of the value. Edge: straight beyond
 * the outer knots; an unknown value is the usual bend.
 */
export function bend(spline: Spline, values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values, (value) => (Number.isNaN(value) ? spline.usual : bendAt(spline.knots, value)));
}
