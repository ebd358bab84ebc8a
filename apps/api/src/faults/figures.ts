/** How a fault is run: at full size, or small enough for every test run. */
export interface FaultOptions {
  small: boolean;
}

/** One measured figure; `passed` is null where it only informs. */
export interface Figure {
  name: string;
  value: number | string;
  unit?: string;
  /** What it must be, in words. */
  must?: string;
  passed: boolean | null;
}

export type Figures = readonly Figure[];

/** A fault that the product must survive: what it is called, and how it is brought about and measured. */
export interface Fault {
  name: string;
  title: string;
  run(options: FaultOptions): Promise<Figures>;
}

const rounded = (value: number | string): number | string => (typeof value === 'number' && !Number.isInteger(value) ? Math.round(value * 100) / 100 : value);

/** A figure that may not exceed a bound. */
export const atMost = (name: string, value: number, most: number, unit = ''): Figure => ({ name, value: rounded(value), unit, must: `<= ${most}${unit && ` ${unit}`}`, passed: value <= most });

/** A figure that must be exactly so. */
export const exactly = (name: string, value: number | string, wanted: number | string): Figure => ({ name, value, must: String(wanted), passed: value === wanted });

/** A figure that must at least be so much: a test that did nothing proves nothing. */
export const atLeast = (name: string, value: number, least: number, unit = ''): Figure => ({ name, value: rounded(value), unit, must: `>= ${least}`, passed: value >= least });

/** A figure for the reader alone. */
export const told = (name: string, value: number | string, unit = ''): Figure => ({ name, value: rounded(value), unit, passed: null });

export const hasPassed = (figures: Figures): boolean => figures.every((figure) => figure.passed !== false);
