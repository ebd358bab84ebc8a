/** Histories of purchases in columns, a place a customer: what the mathematics of value works on. Days; money in minor units. */
export interface ValueHistories {
  repeats: Float64Array;
  last: Float64Array;
  age: Float64Array;
  /** Mean net spend of a day with a repeat purchase. */
  spend: Float64Array;
}

/** The same as it was known at an earlier day, beside what came between that day and the cut-off. */
export interface HeldHistories extends ValueHistories {
  laterDays: Float64Array;
  laterSpend: Float64Array;
}

/** How customers stand on one day: days since the last order, orders, net spend; NaN where they had not bought yet. */
export interface Standing {
  recency: Float64Array;
  frequency: Float64Array;
  monetary: Float64Array;
}

/** What a score of value is made from. */
export interface ScoreColumns {
  now: ValueHistories;
  standing: Standing;
  /** How they stood at the end of the month before. */
  before: Standing;
  /** Days with a purchase and net spend within the last 365 days. */
  yearDays: Float64Array;
  yearSpend: Float64Array;
  /** The place in the list of teams and owners. */
  place: Uint32Array;
}

/** Which part of the spend is counted, and how money of later months is worth less. */
export interface Worth {
  margin: number;
  /** By the month: 0.008 for 0.8 of 100. */
  discount: number;
}

/** A month in days, and how many months value looks ahead. */
export const MONTH = 365.25 / 12;
export const MONTHS = 12;
export const LONG_MONTHS = 36;
/** The held-out time, and that for which silence is foretold: a quarter. */
export const QUARTER = 91;
