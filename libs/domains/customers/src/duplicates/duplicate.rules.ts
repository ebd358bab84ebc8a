import { DuplicateReason } from '@dossier/vocabulary/enums';

/** A match by contact says more than one by name: of several reasons the strongest is shown. */
const WEIGHT: Readonly<Record<DuplicateReason, number>> = { PHONE: 4, EMAIL: 3, IDENTITY: 2, NAME: 1 };

export interface Match {
  id: string;
  reason: DuplicateReason;
}

/** One match for each customer, the strongest reason, contacts before names. */
export function strongest(matches: readonly Match[]): Match[] {
  const best = new Map<string, Match>();
  for (const match of matches) {
    const known = best.get(match.id);
    if (!known || WEIGHT[match.reason] > WEIGHT[known.reason]) best.set(match.id, match);
  }
  return [...best.values()].sort((a, b) => WEIGHT[b.reason] - WEIGHT[a.reason]);
}

/** The same pair is one pair, whichever side it was found from. */
export const pairOf = (a: string, b: string): readonly [string, string] => (a < b ? [a, b] : [b, a]);
