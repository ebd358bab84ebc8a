import type { IntakeOrigin } from '@dossier/vocabulary/intake-enums';
import type { LeadWish } from './intake.content';

/** A submission that has just been brought to its record, told within the same commit. */
export class SubmissionSettled {
  readonly submissionId!: string;
  readonly customerId!: string;
  /** The record it came in for, where that one was merged into another. */
  readonly sideId!: string | null;
  readonly formId!: string | null;
  readonly origin!: IntakeOrigin;
  readonly sourceId!: string | null;
  /** Whose form or program it came in by. */
  readonly ownerId!: string | null;
  readonly teamId!: string | null;
  /** When it came in. */
  readonly at!: Date;
  /** The interest it speaks of; null: none. */
  readonly lead!: LeadWish | null;

  constructor(facts: Readonly<SubmissionSettled>) {
    Object.assign(this, facts);
  }
}
