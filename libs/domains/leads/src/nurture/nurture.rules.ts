import { DomainError } from '@dossier/kernel/errors';
import { LeadStatus, NurtureCause, NurtureReentry, NurtureState, type LeadGrade } from '@dossier/vocabulary/lead-enums';

/** What is known of a lead on a track since it entered. */
export interface Standing {
  cause: NurtureCause;
  fromGrade: LeadGrade | null;
  grade: LeadGrade | null;
  status: LeadStatus;
  isArchived: boolean;
  /** The person has written, called or come in again. */
  hasAnswered: boolean;
  /** Somebody of ours has spoken with the person. */
  wasReached: boolean;
}

/** Why a lead leaves its track; null: it goes on. What takes the lead further is named before what merely ends it. */
export function exitOf(lead: Standing): NurtureState | null {
  const isOpen = lead.status === LeadStatus.OPEN && !lead.isArchived;
  if (lead.cause === NurtureCause.BAD_TIMING && isOpen) return NurtureState.REOPENED;
  if (lead.isArchived || (lead.cause === NurtureCause.GRADE && !isOpen) || lead.status === LeadStatus.WON) return NurtureState.CLOSED;
  if (lead.fromGrade !== null && lead.grade !== null && lead.grade < lead.fromGrade) return NurtureState.HANDED_OFF;
  if (lead.hasAnswered) return NurtureState.ANSWERED;
  return lead.wasReached ? NurtureState.REACHED : null;
}

/** How many working days until the next task, or why there is none: the person stayed silent, or nothing is left to do. */
export function afterTask(track: { steps: readonly { afterDays: number }[]; silentLimit: number }, given: number, silent: number): number | NurtureState.SILENT | NurtureState.FINISHED {
  if (silent >= track.silentLimit) return NurtureState.SILENT;
  return track.steps[given]?.afterDays ?? NurtureState.FINISHED;
}

/** The time before: when it left, and of which occurrence that was. */
export interface Before {
  endedAt: Date;
  occurrence: Date;
}

/** Whether a lead that was on the track before may enter it again. */
export function mayEnter(rule: { reentry: NurtureReentry; reentryDays: number }, before: Before | null, occurrence: Date, now: Date): boolean {
  if (before === null) return true;
  if (rule.reentry === NurtureReentry.AFTER_DAYS) return now.getTime() - before.endedAt.getTime() >= rule.reentryDays * 86_400_000;
  return rule.reentry === NurtureReentry.EACH_TIME && occurrence > before.occurrence;
}

/** A track that nothing can enter is refused, so that nobody waits for it. */
export function requireEntry(track: { grades: readonly LeadGrade[]; takesBadTiming: boolean }): void {
  if (track.grades.length === 0 && !track.takesBadTiming) throw new DomainError('NURTURE_WITHOUT_ENTRY');
}
