import { createHash } from 'node:crypto';
import { RecommendationArm, RecommendationReason } from '@dossier/vocabulary/insight-enums';

/** One product that nothing speaks against, with what speaks for it. */
export interface Candidate {
  id: string;
  categoryId: string | null;
  /** How near it is to what the customer has, in the sum; null: nothing of theirs speaks for it. */
  weight: number | null;
  gapDays: number | null;
  topicId: string | null;
  declared: boolean;
  interest: number | null;
  there: boolean;
  buyers: number | null;
}

/** Five of a hundred customers are kept out at each place, to compare with. */
export const HOLDOUT_PART = 0.05;
/** Of one category there is no more than this part, and at least one. */
const MOST_OF_CATEGORY = 0.4;
/** How much a topic of interest adds, and how much being bought by many, beside the nearest of all products. */
const ADDS = { due: 2, interest: 0.5, popular: 0.1 } as const;

/** To which arm a customer belongs at a place: from the ids alone, so that it is the same for good and differs from place to place. */
export function armOf(slot: string, customerId: string): RecommendationArm {
  const part = createHash('sha256').update(`${slot}:${customerId}`).digest().readUInt32BE(0) / 2 ** 32;
  return part < HOLDOUT_PART ? RecommendationArm.HOLDOUT : RecommendationArm.MODEL;
}

/** Why a candidate is there, the strongest reason first. */
export function reasonOf({ gapDays, weight, topicId, declared, there }: Candidate): RecommendationReason {
  if (gapDays !== null) return RecommendationReason.DUE_AGAIN;
  if (weight !== null) return RecommendationReason.BOUGHT_TOGETHER;
  if (topicId !== null) return declared ? RecommendationReason.DECLARED_INTEREST : RecommendationReason.INTEREST;
  return there ? RecommendationReason.POPULAR_THERE : RecommendationReason.POPULAR;
}

/** The first of the candidates by all that speaks for them, no more of one category than its part; products without a category are bound by none. */
export function choose<C extends Candidate>(candidates: readonly C[], first: number, arm: RecommendationArm): C[] {
  const most = (value: (one: C) => number | null): number => Math.max(1e-12, ...candidates.map((one) => value(one) ?? 0));
  const [nearest, strongest, commonest] = [most(({ weight }) => weight), most(({ interest }) => interest), most(({ buyers }) => buyers)];
  const score = (one: C): number => (arm === RecommendationArm.HOLDOUT ? 0 : (one.gapDays === null ? 0 : ADDS.due) + (one.weight ?? 0) / nearest + (ADDS.interest * (one.interest ?? 0)) / strongest) + (ADDS.popular * (one.buyers ?? 0)) / commonest;
  const cap = Math.max(1, Math.floor(first * MOST_OF_CATEGORY));
  const taken = new Map<string, number>();
  const chosen: C[] = [];
  for (const one of [...candidates].sort((a, b) => score(b) - score(a) || (a.id < b.id ? -1 : 1))) {
    if (chosen.length === first) break;
    const count = one.categoryId === null ? 0 : (taken.get(one.categoryId) ?? 0);
    if (count >= cap) continue;
    if (one.categoryId !== null) taken.set(one.categoryId, count + 1);
    chosen.push(one);
  }
  return chosen;
}
