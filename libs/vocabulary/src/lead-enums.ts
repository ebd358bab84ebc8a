/** How a lead came in. */
export enum LeadOrigin { FORM = 'FORM', API = 'API', CALL = 'CALL', FAIR = 'FAIR', EMAIL = 'EMAIL', IMPORT = 'IMPORT', STAFF = 'STAFF' }

/** How far an open lead has come, in this order. */
export enum LeadStage { NEW = 'NEW', CONTACTED = 'CONTACTED', QUALIFIED = 'QUALIFIED', PROPOSAL = 'PROPOSAL', NEGOTIATION = 'NEGOTIATION' }

/** What became of a lead: still open, won, lost, or never one. */
export enum LeadStatus { OPEN = 'OPEN', WON = 'WON', LOST = 'LOST', INVALID = 'INVALID' }

/** Why a lead was lost, or was none. */
export enum LossReason {
  PRICE = 'PRICE',
  COMPETITOR = 'COMPETITOR',
  NO_NEED = 'NO_NEED',
  NO_BUDGET = 'NO_BUDGET',
  BAD_TIMING = 'BAD_TIMING',
  NO_ANSWER = 'NO_ANSWER',
  WRONG_CONTACT = 'WRONG_CONTACT',
  DUPLICATE = 'DUPLICATE',
  SPAM = 'SPAM',
  OTHER = 'OTHER',
}

/** What the person may decide themselves. */
export enum LeadAuthority { DECIDER = 'DECIDER', INFLUENCER = 'INFLUENCER', USER = 'USER', UNKNOWN = 'UNKNOWN' }

/** From the best to the least promising, by fit and engagement together. */
export enum LeadGrade { A = 'A', B = 'B', C = 'C', D = 'D' }
