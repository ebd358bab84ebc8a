/** Whether a user may sign in. */
export enum UserStatus {
  INVITED = 'INVITED',
  ACTIVE = 'ACTIVE',
  SUSPENDED = 'SUSPENDED',
}

/** What a sign-in still waits for after its first proof. */
export enum SignInStepKind {
  SECOND_FACTOR = 'SECOND_FACTOR',
  ENROLMENT = 'ENROLMENT',
}

/** What became of a mail. */
export enum MailState {
  QUEUED = 'QUEUED',
  SENDING = 'SENDING',
  SENT = 'SENT',
  FAILED = 'FAILED',
  UNKNOWN = 'UNKNOWN',
  NO_SERVER = 'NO_SERVER',
}

/** Whom a saved view is shown to. */
export enum ViewVisibility {
  PRIVATE = 'PRIVATE',
  TEAM = 'TEAM',
  EVERYONE = 'EVERYONE',
}

/** How an act ended. */
export enum AuditOutcome {
  DONE = 'DONE',
  REFUSED = 'REFUSED',
  FAILED = 'FAILED',
}

/** What an edit of a role does to one right of one user, all their roles together. */
export enum RightsChange {
  GAINED = 'GAINED',
  LOST = 'LOST',
  WIDENED = 'WIDENED',
  NARROWED = 'NARROWED',
  CHANGED = 'CHANGED',
}

/** Where a right comes from. */
export enum RightSource {
  ROLE = 'ROLE',
  TEMPORARY = 'TEMPORARY',
  DELEGATION = 'DELEGATION',
  KEY = 'KEY',
}

/** Where a delegation stands. */
export enum DelegationState {
  UPCOMING = 'UPCOMING',
  LIVE = 'LIVE',
  ENDED = 'ENDED',
}

export const LANGUAGES = ['zh', 'en'] as const;
export const THEMES = ['system', 'light', 'dark'] as const;
export const DENSITIES = ['comfortable', 'compact'] as const;
