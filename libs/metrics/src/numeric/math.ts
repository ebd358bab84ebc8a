/** The functions of `Math` that inner loops call, looked up once: in a context of its own, as specs have one, a lookup costs more than the function. */
export const { abs, exp, expm1, floor, imul, log, log1p, log2, max, min, sqrt } = Math;
