import type { Money } from '@dossier/client';
import type { LeadAuthority, LeadGrade, LeadOrigin, LeadStage, LeadStatus } from '@dossier/vocabulary/lead-enums';

type Code<E extends string> = `${E}`;
export type Stage = Code<LeadStage>;
export type Status = Code<LeadStatus>;
export type Origin = Code<LeadOrigin>;
export type Authority = Code<LeadAuthority>;
export type LetterGrade = Code<LeadGrade>;
interface Named { readonly id: string; readonly name?: string | null }

/** Whose lead it is, as far as the reader reaches the record. */
export interface LeadPerson extends Named { readonly companyName?: string | null; readonly archiveNo?: string | null; readonly phone?: string | null }

/** A lead as lists and the board show it. */
export interface LeadRow {
  readonly id: string;
  readonly version: number;
  readonly stage?: Stage | null;
  readonly status?: Status | null;
  readonly origin?: Origin | null;
  readonly subject?: string | null;
  readonly productName?: string | null;
  readonly amount?: Money | null;
  readonly score?: number | null;
  readonly grade?: LetterGrade | null;
  readonly owner?: Named | null;
  readonly source?: Named | null;
  readonly nextOn?: string | null;
  readonly openedAt?: string | null;
  readonly lastTouchAt?: string | null;
  readonly responseDueAt?: string | null;
  readonly firstResponseAt?: string | null;
  readonly touches?: number | null;
  readonly archivedAt?: string | null;
  readonly can?: readonly string[] | null;
  readonly customer?: LeadPerson | null;
}

/** A column of the board: how many leads stand in a stage, what they would bring, and the first of them. */
export interface StageColumn {
  readonly stage?: Stage | null;
  readonly count?: number | null;
  readonly amount?: readonly Money[] | null;
  readonly leads?: readonly LeadRow[] | null;
}
