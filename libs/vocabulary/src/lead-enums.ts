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

// Scoring.

/** What a rule of a scorecard judges: whom we deal with, or what they do. */
export enum LeadRuleAxis { FIT = 'FIT', ENGAGEMENT = 'ENGAGEMENT' }

/** What a rule of a scorecard looks at: the first ones at what is known of lead and record, the last four at what happened. */
export enum LeadRuleSubject {
  NEED = 'NEED',
  BUDGET = 'BUDGET',
  AUTHORITY = 'AUTHORITY',
  DECISION_TIME = 'DECISION_TIME',
  AMOUNT = 'AMOUNT',
  ORIGIN = 'ORIGIN',
  SOURCE = 'SOURCE',
  PRODUCT = 'PRODUCT',
  ATTRIBUTE = 'ATTRIBUTE',
  CUSTOM_FIELD = 'CUSTOM_FIELD',
  COMPANY = 'COMPANY',
  CITY = 'CITY',
  COUNTRY = 'COUNTRY',
  TAG = 'TAG',
  COMPLETENESS = 'COMPLETENESS',
  CONSENT = 'CONSENT',
  VALUE_GROUP = 'VALUE_GROUP',
  EVENT = 'EVENT',
  TOUCH = 'TOUCH',
  COMMUNICATION = 'COMMUNICATION',
  WITHDRAWAL = 'WITHDRAWAL',
}

/** Where a version of the scorecard stands: being written, in force, or no longer in force. */
export enum ScorecardState { DRAFT = 'DRAFT', PUBLISHED = 'PUBLISHED', RETIRED = 'RETIRED' }

/** Where a dry run stands. */
export enum DryRunState { RUNNING = 'RUNNING', DONE = 'DONE', FAILED = 'FAILED' }

/** How a lead came to whoever has it now, or why nobody has it. */
export enum AssignmentAct {
  RULE = 'RULE',
  RECORD_OWNER = 'RECORD_OWNER',
  ESCALATED = 'ESCALATED',
  WAITS = 'WAITS',
  GIVEN = 'GIVEN',
  POOLED = 'POOLED',
  CLAIMED = 'CLAIMED',
  RELEASED = 'RELEASED',
  RECYCLED = 'RECYCLED',
  UNDONE = 'UNDONE',
}

/** Why a candidate was not chosen. */
export enum WhyNotChosen {
  CLOSED = 'CLOSED',
  ABSENT = 'ABSENT',
  OFF_HOURS = 'OFF_HOURS',
  CAPPED = 'CAPPED',
  SKILL = 'SKILL',
  LANGUAGE = 'LANGUAGE',
  TERRITORY = 'TERRITORY',
  OUT_OF_REACH = 'OUT_OF_REACH',
  BUSIER = 'BUSIER',
}

/** Why a lead waits for somebody. */
export enum WaitReason { NO_RULE = 'NO_RULE', NOBODY_FREE = 'NOBODY_FREE' }

/** Why a lead that was to be given to somebody stays where it is. */
export enum AssignmentRefusal { CLOSED = 'CLOSED', OUT_OF_REACH = 'OUT_OF_REACH', LOCKED = 'LOCKED' }

/** Whether rules of assignment are in force. */
export enum AssignmentPolicyState { DRAFT = 'DRAFT', ACTIVE = 'ACTIVE', RETIRED = 'RETIRED' }

/** How far a trial run over past leads has come. */
export enum AssignmentSimulationState { RUNNING = 'RUNNING', DONE = 'DONE', FAILED = 'FAILED' }

/** What a pool can hide of a lead until somebody has claimed it. */
export enum PoolField { NAME = 'NAME', SUBJECT = 'SUBJECT', NEED = 'NEED', CITY = 'CITY', SOURCE = 'SOURCE', PRODUCT = 'PRODUCT', GRADE = 'GRADE', AMOUNT = 'AMOUNT' }

/** Why a lead goes back to a pool by itself. */
export enum RecycleReason { IDLE = 'IDLE', UNMOVED = 'UNMOVED', UNANSWERED = 'UNANSWERED', CONTRACT_END = 'CONTRACT_END' }

/** What keeps a lead from going back to a pool by itself. */
export enum RecycleExemption { LEAD = 'LEAD', OWNER = 'OWNER', TOP_GRADE = 'TOP_GRADE', APPOINTMENT = 'APPOINTMENT' }

/** Why somebody gives a lead back. */
export enum ReleaseReason { NO_TIME = 'NO_TIME', NOT_MY_FIELD = 'NOT_MY_FIELD', NO_ANSWER = 'NO_ANSWER', TOO_EARLY = 'TOO_EARLY', CLAIMED_BY_MISTAKE = 'CLAIMED_BY_MISTAKE', OTHER = 'OTHER' }

/** By what leads are told apart in figures of their conversion. */
export enum LeadDimension { NONE = 'NONE', SOURCE = 'SOURCE', ORIGIN = 'ORIGIN', OWNER = 'OWNER', TEAM = 'TEAM', PRODUCT = 'PRODUCT', GRADE = 'GRADE' }

/** The steps of a lead towards business, in their order: the stages, and the win. */
export enum LeadStep { OPENED = 'OPENED', CONTACTED = 'CONTACTED', QUALIFIED = 'QUALIFIED', PROPOSAL = 'PROPOSAL', NEGOTIATION = 'NEGOTIATION', WON = 'WON' }

/** What reasons of loss are laid beside. */
export enum LossDimension { STAGE = 'STAGE', OWNER = 'OWNER', SOURCE = 'SOURCE' }

/** How long the first answer took, in minutes of working time. */
export enum ResponseBand { WITHIN_5 = 'WITHIN_5', WITHIN_15 = 'WITHIN_15', WITHIN_30 = 'WITHIN_30', WITHIN_60 = 'WITHIN_60', WITHIN_240 = 'WITHIN_240', WITHIN_DAY = 'WITHIN_DAY', LATER = 'LATER', NEVER = 'NEVER' }

/** What may go with winning a lead. */
export enum LeadDriver { SOURCE = 'SOURCE', ORIGIN = 'ORIGIN', OWNER = 'OWNER', PRODUCT = 'PRODUCT', GRADE = 'GRADE', RESPONSE = 'RESPONSE', ATTRIBUTE = 'ATTRIBUTE' }

/** Whether a figure stands on enough data. */
export enum FigureState { OK = 'OK', WEAK = 'WEAK', REFUSED = 'REFUSED' }

// The lead itself: its list, what may be the same, its conversion.
/** In which order leads are listed. */
export enum LeadSort { OPENED_AT = 'OPENED_AT', LAST_TOUCH_AT = 'LAST_TOUCH_AT', NEXT_ON = 'NEXT_ON', AMOUNT = 'AMOUNT', STAGE_SINCE = 'STAGE_SINCE', SCORE = 'SCORE' }

/** By what a record may be the one that somebody is about to write down. */
export enum LeadDuplicateReason { PHONE = 'PHONE', EMAIL = 'EMAIL', COMPANY = 'COMPANY' }

// Tasks and nurture.

/** Where a task stands. */
export enum TaskState { OPEN = 'OPEN', DONE = 'DONE', CANCELLED = 'CANCELLED' }

/** How much a task presses. */
export enum TaskPriority { LOW = 'LOW', NORMAL = 'NORMAL', HIGH = 'HIGH' }

/** How often a task comes back once it is done. */
export enum TaskRepeat { NEVER = 'NEVER', DAILY = 'DAILY', WORKDAYS = 'WORKDAYS', WEEKLY = 'WEEKLY', MONTHLY = 'MONTHLY' }

/** What a task can be about. */
export enum TaskSubject { LEAD = 'LEAD', CUSTOMER = 'CUSTOMER' }

/** Whether a lead that has left a track may enter it again. */
export enum NurtureReentry { NEVER = 'NEVER', AFTER_DAYS = 'AFTER_DAYS', EACH_TIME = 'EACH_TIME' }

/** Where a lead stands on a track, or why it has left it. */
export enum NurtureState {
  ACTIVE = 'ACTIVE',
  HANDED_OFF = 'HANDED_OFF',
  ANSWERED = 'ANSWERED',
  REACHED = 'REACHED',
  CLOSED = 'CLOSED',
  REOPENED = 'REOPENED',
  SILENT = 'SILENT',
  FINISHED = 'FINISHED',
  STOPPED = 'STOPPED',
}

/** Why a lead entered a track. */
export enum NurtureCause { GRADE = 'GRADE', BAD_TIMING = 'BAD_TIMING' }

/** In which order the leads of a pool come. */
export enum PoolLeadSort { OPENED_AT = 'OPENED_AT' }

/** To whom an overdue next step is told beside its owner. */
export enum EscalationTarget { LEADER = 'LEADER', PERSON = 'PERSON', NOBODY = 'NOBODY' }

// Mailboxes.

/** How the line to a mail server is kept safe. NONE is for servers inside the house. */
export enum MailSecurity { TLS = 'TLS', STARTTLS = 'STARTTLS', NONE = 'NONE' }

/** Whether mail is being fetched. */
export enum MailInboxState { ACTIVE = 'ACTIVE', PAUSED = 'PAUSED' }

/** Why mail could not be fetched the last time. */
export enum MailInboxFault { ADDRESS = 'ADDRESS', UNREACHABLE = 'UNREACHABLE', TIMEOUT = 'TIMEOUT', SIGN_IN = 'SIGN_IN', FOLDER = 'FOLDER', PROTOCOL = 'PROTOCOL' }
