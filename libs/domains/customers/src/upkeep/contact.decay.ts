import { IdentityKind } from '@dossier/vocabulary/enums';

/**
 * After how many months half of the contacts of a kind are no longer right, where nobody has looked at them. Assumptions of the
 * product, not measured shares; kinds that are not named here take `OTHER_HALF_LIFE`.
 */
export const HALF_LIFE_MONTHS: Readonly<Partial<Record<IdentityKind, number>>> = { [IdentityKind.PHONE]: 36, [IdentityKind.EMAIL]: 30, [IdentityKind.ACCOUNT]: 48 };
export const OTHER_HALF_LIFE = 48;

/** What is left of a contact that came back. */
export const AFTER_BOUNCE = 0.02;
const SECONDS_A_MONTH = 2_629_800;

const halfLife = (alias: string): string =>
  `case ${alias}.kind ${Object.entries(HALF_LIFE_MONTHS).map(([kind, months]) => `when '${kind}' then ${months}`).join(' ')} else ${OTHER_HALF_LIFE} end`;

/**
 * P(still right) = 0.5 ^ (months since the last good sign / half-life of the kind). A good sign is its coming in, its verification,
 * or a confirmation. Where the last look found that it came back, it is `AFTER_BOUNCE`. `last` is the last look (outcome, checked_at).
 */
export const validitySql = (alias: string, last: string): string =>
  `case when ${last}.outcome = 'BOUNCED' then ${AFTER_BOUNCE} else round(power(0.5::float8, greatest(0, extract(epoch from now() - greatest(${alias}.created_at, ${alias}.verified_at,
    case when ${last}.outcome = 'CONFIRMED' then ${last}.checked_at end)))::float8 / ${SECONDS_A_MONTH} / (${halfLife(alias)}))::numeric, 4)::float8 end`;

/** The last look at a contact, for a lateral join. A look that found nothing out says nothing. */
export const lastLook = (alias: string): string =>
  `left join lateral (select k.outcome, k.checked_at from contact_check k where k.identity_id = ${alias}.id and k.archived_at is null and k.outcome <> 'UNKNOWN' order by k.checked_at desc, k.id desc limit 1) look on true`;
