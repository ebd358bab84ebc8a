/** Whether a user may sign in. */
export enum UserStatus {
  ACTIVE = 'ACTIVE',
  SUSPENDED = 'SUSPENDED',
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

export const LANGUAGES = ['zh', 'en'] as const;
export const THEMES = ['system', 'light', 'dark'] as const;
export const DENSITIES = ['comfortable', 'compact'] as const;
