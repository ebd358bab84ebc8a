import type { AnswerOf } from '@dossier/client';
import type { LeadGrade, LeadStage, PoolField, RecycleReason } from '@dossier/vocabulary/lead-enums';
import type { PoolSettingsDocument } from './pools.documents';

export type PoolSetting = NonNullable<AnswerOf<typeof PoolSettingsDocument>['leadPools']>[number];

/** A rule of return as the form holds it. */
export interface RuleValues { reason: `${RecycleReason}`; days?: number | null; hours?: number | null; grades?: `${LeadGrade}`[]; stages?: `${LeadStage}`[]; contractField?: string; productIds?: readonly string[] | null }

/** A pool as the form holds it. */
export interface PoolValues {
  name: string; teamId?: string | null; perDay?: number | null; inTotal?: number | null; viewsPerDay?: number | null; lockDays?: number | null; hidden?: `${PoolField}`[]; recycle?: RuleValues[];
  sparedUserIds?: string[]; sparesTopGrade: boolean; sparesAppointments: boolean;
}

/** What the form shows of a pool; of a new one the defaults. */
export const valuesOf = (pool?: PoolSetting): PoolValues => ({
  name: pool?.name ?? '', teamId: pool?.teamId ?? null, perDay: pool?.perDay ?? null, inTotal: pool?.inTotal ?? null, viewsPerDay: pool?.viewsPerDay ?? null, lockDays: pool?.lockDays ?? 7, hidden: [...(pool?.hidden ?? [])],
  recycle: (pool?.recycle ?? []).map((rule) => ({ reason: rule.reason, days: rule.days ?? null, hours: rule.hours ?? null, grades: [...(rule.grades ?? [])], stages: [...(rule.stages ?? [])], contractField: rule.contractField ?? undefined, productIds: rule.productIds ?? null })),
  sparedUserIds: (pool?.sparedUsers ?? []).map(({ id }) => id), sparesTopGrade: pool?.sparesTopGrade ?? true, sparesAppointments: pool?.sparesAppointments ?? true,
});

/** A pool as it is sent: each rule with just what its reason asks for. */
export const inputOf = ({ recycle = [], lockDays, ...values }: PoolValues) => ({
  ...values, lockDays: lockDays ?? 0,
  recycle: recycle.map((rule) => ({
    reason: rule.reason, days: rule.reason === 'UNANSWERED' ? null : rule.days ?? null, hours: rule.reason === 'UNANSWERED' ? rule.hours ?? null : null, grades: rule.grades ?? [], stages: rule.stages ?? [], productIds: [...(rule.productIds ?? [])],
    contractField: rule.reason === 'CONTRACT_END' ? rule.contractField?.trim() || null : null,
  })),
});
