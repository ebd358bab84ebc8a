/** By which way a fact came in. */
export enum FactSource {
  MANUAL = 'MANUAL',
  API = 'API',
  IMPORT = 'IMPORT',
  WEBHOOK = 'WEBHOOK',
  BULK_EDIT = 'BULK_EDIT',
  FORM = 'FORM',
  SURVEY = 'SURVEY',
  INTERVIEW = 'INTERVIEW',
  EVENT = 'EVENT',
  REVIEW = 'REVIEW',
  MERGE = 'MERGE',
  DEMO = 'DEMO',
}

/** What a look at facts has found. */
export enum FactVerdict { CONFIRMED = 'CONFIRMED', CORRECTED = 'CORRECTED', UNKNOWN = 'UNKNOWN' }

/** The parts of a record that are filled, reviewed and measured each by itself. */
export enum RecordSection {
  BASIC = 'BASIC',
  CONTACT = 'CONTACT',
  NEEDS = 'NEEDS',
  PURCHASES = 'PURCHASES',
  COMMUNICATION = 'COMMUNICATION',
  LATENT = 'LATENT',
  FEEDBACK = 'FEEDBACK',
  CONSENT = 'CONSENT',
}

/** How much hangs on a section being right. */
export enum ReviewRisk { LOW = 'LOW', MEDIUM = 'MEDIUM', HIGH = 'HIGH' }

export enum ReviewState { OPEN = 'OPEN', DONE = 'DONE' }

/** What a look at one contact has found. */
export enum ContactOutcome { CONFIRMED = 'CONFIRMED', BOUNCED = 'BOUNCED', UNKNOWN = 'UNKNOWN' }

/** Which records a rule of retention speaks of. */
export enum RetentionSubject { IDLE_CUSTOMER = 'IDLE_CUSTOMER', IDLE_PROSPECT = 'IDLE_PROSPECT', ARCHIVED_CUSTOMER = 'ARCHIVED_CUSTOMER' }

/** What becomes of them: out of sight, or without what tells who they are; sums stay either way. */
export enum RetentionAction { ARCHIVE = 'ARCHIVE', STRIP = 'STRIP' }
