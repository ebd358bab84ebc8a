import { ProductKind, RiskTolerance, UnsuitableReason, type ProductRisk } from '@dossier/vocabulary/pack-enums';

/** What the rules look at. */
export interface SuitabilityFacts {
  /** The rules in force: none where the pack is not applied. */
  rules: { suitability: boolean; watch: boolean };
  today: string;
  /** The newest assessment of the customer. */
  assessment: { level: RiskTolerance; validUntil: string } | null;
  isWatched: boolean;
  product: { kind: ProductKind | null; riskLevel: ProductRisk | null; minAmountMinor: number | null };
  /** What is to be invested, where an amount was named. */
  amountMinor?: number | null;
}

const CREDIT: readonly ProductKind[] = [ProductKind.LOAN, ProductKind.CREDIT_CARD];
const rankOf = (level: string): number => Number(level.slice(1));

/** From this risk on, and for every insurance, the talk is recorded in sound and picture. */
export const needsRecording = (product: SuitabilityFacts['product']): boolean => product.kind === ProductKind.INSURANCE || (product.riskLevel !== null && rankOf(product.riskLevel) >= 3);

/** Why a product cannot be offered, or null. An expired assessment closes everything but a new assessment; there is no exception by wish of the customer. */
export function unsuitable({ rules, today, assessment, isWatched, product, amountMinor = null }: SuitabilityFacts): UnsuitableReason | null {
  if (rules.suitability) {
    if (assessment && assessment.validUntil < today) return UnsuitableReason.ASSESSMENT_EXPIRED;
    if (product.riskLevel !== null && !assessment) return UnsuitableReason.NOT_ASSESSED;
    if (product.riskLevel !== null && assessment && rankOf(product.riskLevel) > rankOf(assessment.level)) return UnsuitableReason.RISK_TOO_HIGH;
  }
  if (rules.watch && isWatched && product.kind !== null && CREDIT.includes(product.kind)) return UnsuitableReason.CREDIT_WATCH;
  if (rules.suitability && amountMinor !== null && product.minAmountMinor !== null && amountMinor < product.minAmountMinor) return UnsuitableReason.BELOW_MINIMUM;
  return null;
}

const rule = (code: string): string => `exists (select 1 from pack_rule where code = '${code}')`;
const newest = (customer: string, column: string): string =>
  `(select a.${column} from risk_assessment a where a.customer_id = ${customer}.id and a.archived_at is null order by a.assessed_at desc, a.id desc limit 1)`;

/**
 * The same as a condition on a row of `customer` and a row of `product`, for every list and file: who may not be offered a product is absent,
 * not marked. Levels are single signs after C and R, so they compare as text. `today` is a parameter of type date.
 */
export function offerableSql(customer: string, product: string, today: string): string {
  const level = newest(customer, 'level');
  const suits = `(${rule('SUITABILITY')} and (coalesce(${newest(customer, 'valid_until')} < ${today}, false) or (${product}.risk_level is not null and not coalesce(substr(${level}, 2) >= substr(${product}.risk_level, 2), false))))`;
  const watched = `(${rule('CREDIT_WATCH')} and coalesce(${product}.kind in (${CREDIT.map((kind) => `'${kind}'`).join(', ')}), false)
    and exists (select 1 from credit_watch w where w.customer_id = ${customer}.id and w.closed_at is null and w.archived_at is null))`;
  return `(not ${suits} and not ${watched})`;
}
