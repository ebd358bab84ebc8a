interface Range { readonly difference?: number | null; readonly low?: number | null; readonly high?: number | null }

/** What a difference of two parts says, its figures as they are read out: how much higher or lower, or that its interval holds zero. */
export type Difference = { readonly says: 'HIGHER' | 'LOWER' | 'ALIKE'; readonly difference: number; readonly low: number; readonly high: number };

/** Null where no difference is told. Of a lower part size and interval are those of the distance down: the smaller end first. */
export function differenceOf({ difference, low, high }: Range): Difference | null {
  if (typeof difference !== 'number' || typeof low !== 'number' || typeof high !== 'number') return null;
  if (low <= 0 && high >= 0) return { says: 'ALIKE', difference, low, high };
  return difference > 0 ? { says: 'HIGHER', difference, low, high } : { says: 'LOWER', difference: -difference, low: -high, high: -low };
}
