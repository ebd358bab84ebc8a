import type { IntakeOrigin, SubmissionState } from '@dossier/vocabulary/intake-enums';

/** A submission that waits to be taken in. */
export interface Waiting {
  id: string;
  origin: IntakeOrigin;
  form_id: string | null;
  form_no: number | null;
  source_id: string | null;
  owner_id: string | null;
  team_id: string | null;
  created_at: Date;
  raw: Buffer;
}

/** What became of a submission. */
export interface Brought {
  customerId: string;
  sideId: string | null;
  state: SubmissionState;
}
