/** Enums of customers and orders. Each key equals its value, for GraphQL shows keys and the database keeps values. */
export enum CustomerKind { PERSON = 'PERSON', COMPANY = 'COMPANY' }

export enum Gender { FEMALE = 'FEMALE', MALE = 'MALE', OTHER = 'OTHER', UNKNOWN = 'UNKNOWN' }

/** How much of a birth date is known. What is not known is stored as 1904 (a leap year) or the first of the month or year. */
export enum BirthPrecision { FULL = 'FULL', YEAR_MONTH = 'YEAR_MONTH', MONTH_DAY = 'MONTH_DAY', YEAR = 'YEAR' }

export enum BirthCalendar { SOLAR = 'SOLAR', LUNAR = 'LUNAR' }

export enum CustomerStage { PROSPECT = 'PROSPECT', NEW = 'NEW', ACTIVE = 'ACTIVE', DORMANT = 'DORMANT', LOST = 'LOST' }

export enum IdentityKind {
  PHONE = 'PHONE',
  EMAIL = 'EMAIL',
  ACCOUNT = 'ACCOUNT',
  WECHAT_OPENID = 'WECHAT_OPENID',
  WECHAT_UNIONID = 'WECHAT_UNIONID',
  MEMBER_CARD = 'MEMBER_CARD',
  DEVICE = 'DEVICE',
  POS_MEMBER = 'POS_MEMBER',
  SOCIAL = 'SOCIAL',
}

export enum IdentitySource { MANUAL = 'MANUAL', IMPORT = 'IMPORT', DEMO = 'DEMO', FORM = 'FORM' }

/** The eight major groups of GB/T 6565-2015, and three ways of life that are no occupation. */
export enum Occupation {
  MANAGER = 'MANAGER',
  PROFESSIONAL = 'PROFESSIONAL',
  CLERICAL = 'CLERICAL',
  SERVICE = 'SERVICE',
  AGRICULTURE = 'AGRICULTURE',
  PRODUCTION = 'PRODUCTION',
  MILITARY = 'MILITARY',
  OTHER = 'OTHER',
  STUDENT = 'STUDENT',
  RETIRED = 'RETIRED',
  NOT_WORKING = 'NOT_WORKING',
}

export enum OrderKind { SALE = 'SALE', REFUND = 'REFUND' }

export enum OrderLineKind { PRODUCT = 'PRODUCT', FEE = 'FEE' }

export enum ChannelKind {
  STORE = 'STORE',
  WEBSITE = 'WEBSITE',
  SOCIAL = 'SOCIAL',
  ADVERTISING = 'ADVERTISING',
  REFERRAL = 'REFERRAL',
  EVENT = 'EVENT',
  PARTNER = 'PARTNER',
  OTHER = 'OTHER',
}

export enum DuplicateReason { PHONE = 'PHONE', EMAIL = 'EMAIL', IDENTITY = 'IDENTITY', NAME = 'NAME' }

export enum DuplicateState { OPEN = 'OPEN', SAME = 'SAME', DIFFERENT = 'DIFFERENT' }

export enum DuplicateDecision { SAME = 'SAME', DIFFERENT = 'DIFFERENT' }

export enum CustomerSort {
  NAME = 'NAME',
  CREATED_AT = 'CREATED_AT',
  UPDATED_AT = 'UPDATED_AT',
  LAST_ORDER_ON = 'LAST_ORDER_ON',
  NET_AMOUNT = 'NET_AMOUNT',
  ORDER_COUNT = 'ORDER_COUNT',
  ARCHIVE_NO = 'ARCHIVE_NO',
  COMPLETENESS = 'COMPLETENESS',
  LIFETIME_VALUE = 'LIFETIME_VALUE',
  ALIVE_PROBABILITY = 'ALIVE_PROBABILITY',
  EXPECTED_PURCHASES = 'EXPECTED_PURCHASES',
  CHURN_PROBABILITY = 'CHURN_PROBABILITY',
  CHURN_AT_STAKE = 'CHURN_AT_STAKE',
  NEXT_PURCHASE_ON = 'NEXT_PURCHASE_ON',
  NEXT_WITHIN_30 = 'NEXT_WITHIN_30',
}

export enum OrderSort { ORDERED_AT = 'ORDERED_AT', AMOUNT = 'AMOUNT', ORDER_NO = 'ORDER_NO' }

export enum ProductSort { CODE = 'CODE', NAME = 'NAME', UNIT_PRICE = 'UNIT_PRICE' }

/** Imports, exports and batches. */
export enum ImportKind { CUSTOMERS = 'CUSTOMERS', PRODUCTS = 'PRODUCTS', ORDERS = 'ORDERS', LEADS = 'LEADS' }

export enum ImportState {
  UPLOADED = 'UPLOADED',
  CHECKING = 'CHECKING',
  CHECKED = 'CHECKED',
  COMMITTING = 'COMMITTING',
  DONE = 'DONE',
  FAILED = 'FAILED',
  REVERTING = 'REVERTING',
  REVERTED = 'REVERTED',
  CANCELLED = 'CANCELLED',
}

export enum ImportMode { CREATE = 'CREATE', UPDATE = 'UPDATE', BOTH = 'BOTH' }

export enum DateOrder { YMD = 'YMD', DMY = 'DMY', MDY = 'MDY' }

/** Which exports bear a mark in their cells that nobody sees: none, those of people, those of programs too. */
export enum ExportMark { OFF = 'OFF', PEOPLE = 'PEOPLE', ALL = 'ALL' }

/** How somebody looks at a record. */
export enum LookKind { OPEN = 'OPEN', REVEAL = 'REVEAL' }

export enum ExportFormat { CSV = 'CSV', XLSX = 'XLSX' }

export enum ExportState { QUEUED = 'QUEUED', RUNNING = 'RUNNING', DONE = 'DONE', FAILED = 'FAILED', EXPIRED = 'EXPIRED', NEEDS_APPROVAL = 'NEEDS_APPROVAL', DECLINED = 'DECLINED' }

export enum BatchKind { BULK_EDIT = 'BULK_EDIT', IMPORT = 'IMPORT', DEMO = 'DEMO', MERGE = 'MERGE', RETENTION = 'RETENTION' }

export enum BatchState { RUNNING = 'RUNNING', DONE = 'DONE', REVERTING = 'REVERTING', REVERTED = 'REVERTED', FAILED = 'FAILED' }
