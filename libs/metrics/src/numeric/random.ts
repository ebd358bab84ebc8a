import { exp, floor, imul, log, sqrt } from './math';

/** Chance from a seed: the same seed gives the same numbers on every machine. */
export interface Chance {
  /** Evenly from 0 to below 1. */
  even(): number;
  normal(): number;
  /** Of mean `shape`. */
  gamma(shape: number): number;
  beta(a: number, b: number): number;
  /** A whole number from 0 to below `n`. */
  below(n: number): number;
}

/**
 * A source of chance.
 * Formula: xoshiro128** (Blackman & Vigna 2021) filled from the seed by splitmix32; normal by Marsaglia's polar method, gamma by Marsaglia
 * & Tsang 2000, beta from two gammas. Unit: none. Edge: a seed is any whole number; not for secrets.
 */
export function chanceOf(seed: number): Chance {
  const even = evenFrom(seed);
  const normal = (): number => {
    for (;;) {
      const [u, v] = [2 * even() - 1, 2 * even() - 1];
      const s = u * u + v * v;
      if (s > 0 && s < 1) return u * sqrt((-2 * log(s)) / s);
    }
  };
  const gamma = (shape: number): number => {
    if (shape < 1) return exp(log(gamma(shape + 1)) + log(1 - even()) / shape);
    const d = shape - 1 / 3;
    const c = 1 / sqrt(9 * d);
    for (;;) {
      const x = normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && log(1 - even()) < 0.5 * x * x + d - d * v + d * log(v)) return d * v;
    }
  };
  const beta = (a: number, b: number): number => {
    const [x, y] = [gamma(a), gamma(b)];
    return x + y > 0 ? x / (x + y) : a / (a + b);
  };
  return { even, normal, gamma, beta, below: (n) => floor(even() * n) };
}

function evenFrom(seed: number): () => number {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = imul(z ^ (z >>> 16), 0x21f0aaad);
    z = imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  let [a, b, c, d] = [next(), next(), next(), next()];
  return () => {
    const product = imul(b, 5);
    const result = imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result / 4_294_967_296;
  };
}
