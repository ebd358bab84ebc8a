import type { LeadStage, LeadStatus } from '@dossier/vocabulary/lead-enums';

/** Leads that have just been opened, all of one act together. */
export class LeadOpened {
  constructor(readonly ids: readonly string[]) {}
}

/** Open leads whose interest came in once more. */
export class LeadTouched {
  constructor(readonly ids: readonly string[]) {}
}

/** A lead that took a step: to another stage, or out of being open and back. */
export class LeadMoved {
  constructor(
    readonly id: string,
    readonly from: LeadStage,
    readonly to: LeadStage,
    readonly status: LeadStatus,
  ) {}
}

/** A lead that has been decided: won, lost, or never one. It is told beside the move. */
export class LeadClosed {
  constructor(
    readonly id: string,
    readonly status: LeadStatus,
  ) {}
}
