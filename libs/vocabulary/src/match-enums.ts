/** What two records are compared by. */
export enum MatchField { NAME = 'NAME', BIRTH = 'BIRTH', CITY = 'CITY', COMPANY = 'COMPANY', GENDER = 'GENDER', PHONE = 'PHONE', EMAIL = 'EMAIL', IDENTITY = 'IDENTITY' }

/** How a field of two records agrees. */
export enum MatchAgreement {
  EXACT = 'EXACT',
  SOUND = 'SOUND',
  SIMILAR = 'SIMILAR',
  DIFFERENT = 'DIFFERENT',
  FULL = 'FULL',
  PARTIAL = 'PARTIAL',
  NEAR = 'NEAR',
  SAME = 'SAME',
  TAIL = 'TAIL',
  LOCAL = 'LOCAL',
}

/** How sure matching is of two records. */
export enum MatchLevel { AUTO = 'AUTO', REVIEW = 'REVIEW' }

/** Why two records cannot both be right. */
export enum ConflictKind { IDENTITY = 'IDENTITY', FACTS = 'FACTS' }

export enum ConflictState { OPEN = 'OPEN', RESOLVED = 'RESOLVED' }

/** Whose an identity is that two records claim. */
export enum ConflictResolution { FIRST = 'FIRST', SECOND = 'SECOND', BOTH = 'BOTH' }

/** What two customers are to each other: read from the first to the second. */
export enum RelationKind {
  FAMILY = 'FAMILY',
  HOUSEHOLD = 'HOUSEHOLD',
  COLLEAGUE = 'COLLEAGUE',
  EMPLOYEE_OF = 'EMPLOYEE_OF',
  REFERRER = 'REFERRER',
  FOLLOWER = 'FOLLOWER',
  GROUP = 'GROUP',
  OTHER = 'OTHER',
}

/** How we came to know of a relation. */
export enum RelationSource { DECLARED = 'DECLARED', IMPORTED = 'IMPORTED', OFFICIAL = 'OFFICIAL', OBSERVED = 'OBSERVED', DEMO = 'DEMO' }

/** By which right a relation is kept. */
export enum RelationBasis { CONSENT = 'CONSENT', CONTRACT = 'CONTRACT', LEGITIMATE_INTEREST = 'LEGITIMATE_INTEREST', PUBLIC = 'PUBLIC' }

/** What somebody is in a household. */
export enum HouseholdRole { HEAD = 'HEAD', PARTNER = 'PARTNER', CHILD = 'CHILD', OTHER = 'OTHER' }

/** Why people are taken for one household. */
export enum HouseholdReason { FAMILY = 'FAMILY', PHONE = 'PHONE', NAME = 'NAME', ADDRESS = 'ADDRESS', TOLD = 'TOLD' }

/** What kind of key the customers of a channel are known by. */
export enum ReconciliationGroup { RECORDS = 'RECORDS', IDENTITIES = 'IDENTITIES' }

/** What the keys of a channel are here. */
export enum ReconciliationPart { UNIFIED = 'UNIFIED', DUPLICATES = 'DUPLICATES', UNMATCHED = 'UNMATCHED' }
