/** What happened on a timeline. Each kind is a source of its own, read under its own word. */
export enum TimelineKind {
  ORDER = 'ORDER',
  COMMUNICATION = 'COMMUNICATION',
  NEED = 'NEED',
  FEEDBACK = 'FEEDBACK',
  FORM = 'FORM',
  BEHAVIOUR = 'BEHAVIOUR',
  CONSENT = 'CONSENT',
  MERGE = 'MERGE',
  HOUSEHOLD = 'HOUSEHOLD',
  LEAD = 'LEAD',
  SIGN_OFF = 'SIGN_OFF',
  CHANGE = 'CHANGE',
}

/** How we were in touch. */
export enum CommunicationKind {
  CALL = 'CALL',
  VISIT = 'VISIT',
  MESSAGE = 'MESSAGE',
  EMAIL = 'EMAIL',
  MEETING = 'MEETING',
  INTERVIEW = 'INTERVIEW',
  OTHER = 'OTHER',
}

/** Who sought whom. */
export enum CommunicationDirection { OUTGOING = 'OUTGOING', INCOMING = 'INCOMING' }

/** What came of it. */
export enum CommunicationOutcome {
  REACHED = 'REACHED',
  NOT_REACHED = 'NOT_REACHED',
  INTERESTED = 'INTERESTED',
  NOT_INTERESTED = 'NOT_INTERESTED',
  AGREED = 'AGREED',
  COMPLAINED = 'COMPLAINED',
}

/** Where the next step of a communication stands. */
export enum NextStepState { OPEN = 'OPEN', DONE = 'DONE' }

/** Said by the customer, or read between the lines. */
export enum NeedKind { EXPLICIT = 'EXPLICIT', LATENT = 'LATENT' }

export enum NeedStatus { OPEN = 'OPEN', IN_PROGRESS = 'IN_PROGRESS', MET = 'MET', DROPPED = 'DROPPED' }

export enum NeedPriority { HIGH = 'HIGH', MEDIUM = 'MEDIUM', LOW = 'LOW' }

/** What a piece of evidence is. */
export enum EvidenceKind { COMMUNICATION = 'COMMUNICATION', ORDER = 'ORDER', TEXT = 'TEXT' }

export enum FeedbackKind { PRAISE = 'PRAISE', COMPLAINT = 'COMPLAINT', SUGGESTION = 'SUGGESTION', SURVEY = 'SURVEY', REVIEW = 'REVIEW' }

export enum FeedbackStatus { OPEN = 'OPEN', ANSWERED = 'ANSWERED', CLOSED = 'CLOSED' }

/** Where the record itself stands, whatever the customer buys. */
export enum RecordStatus { ACTIVE = 'ACTIVE', DORMANT = 'DORMANT', CLOSED = 'CLOSED', MERGED = 'MERGED' }

/** The parts of a record that somebody answers for with their name. */
export enum SignedSection { BASIC = 'BASIC', CONTACT = 'CONTACT', BELONGING = 'BELONGING' }
