/** What kind of value a custom field holds. It is chosen once: a value must keep its meaning. */
export enum CustomFieldType {
  TEXT = 'TEXT',
  NUMBER = 'NUMBER',
  MONEY = 'MONEY',
  DAY = 'DAY',
  DATETIME = 'DATETIME',
  BOOLEAN = 'BOOLEAN',
  CHOICE = 'CHOICE',
  MULTI_CHOICE = 'MULTI_CHOICE',
  URL = 'URL',
}

/** What a custom field belongs to. */
export enum CustomFieldEntity { CUSTOMER = 'CUSTOMER' }

/** The industries that the product knows more about. */
export enum PackCode { FINANCE = 'FINANCE', ECOMMERCE = 'ECOMMERCE', RETAIL = 'RETAIL', SERVICES = 'SERVICES' }

/** What a pack changes. */
export enum PackChangeKind {
  FIELD = 'FIELD',
  SECTION = 'SECTION',
  RULE = 'RULE',
  PRODUCT_KIND = 'PRODUCT_KIND',
  KPI = 'KPI',
  REVIEW = 'REVIEW',
  SAMPLE = 'SAMPLE',
  VALUE = 'VALUE',
  RECORD = 'RECORD',
}

/** How a KPI is counted. */
export enum KpiUnit { COUNT = 'COUNT', SHARE = 'SHARE', MONEY = 'MONEY', SCORE = 'SCORE' }

/** How much risk a customer can bear, from the least to the most. */
export enum RiskTolerance { C1 = 'C1', C2 = 'C2', C3 = 'C3', C4 = 'C4', C5 = 'C5' }

/** How risky a product is, from the least to the most. */
export enum ProductRisk { R1 = 'R1', R2 = 'R2', R3 = 'R3', R4 = 'R4', R5 = 'R5' }

/** What kind of thing a product is, where an industry tells them apart. */
export enum ProductKind {
  DEPOSIT = 'DEPOSIT',
  WEALTH = 'WEALTH',
  FUND = 'FUND',
  INSURANCE = 'INSURANCE',
  LOAN = 'LOAN',
  CREDIT_CARD = 'CREDIT_CARD',
}

/** Why a product cannot be offered to a customer. */
export enum UnsuitableReason {
  NOT_ASSESSED = 'NOT_ASSESSED',
  ASSESSMENT_EXPIRED = 'ASSESSMENT_EXPIRED',
  RISK_TOO_HIGH = 'RISK_TOO_HIGH',
  CREDIT_WATCH = 'CREDIT_WATCH',
  BELOW_MINIMUM = 'BELOW_MINIMUM',
}

/** What a credit fact tells. */
export enum CreditFactKind { OVERDUE_DAYS = 'OVERDUE_DAYS', UTILISATION = 'UTILISATION', RATING = 'RATING' }

/** Why a customer is watched. */
export enum CreditWatchReason { OVERDUE = 'OVERDUE', UTILISATION = 'UTILISATION', RATING_DROP = 'RATING_DROP' }

/** What a customer asks of a service business. */
export enum ServiceRequestKind { APPOINTMENT = 'APPOINTMENT', REPAIR = 'REPAIR', QUESTION = 'QUESTION', COMPLAINT = 'COMPLAINT', OTHER = 'OTHER' }

export enum ServiceRequestState { OPEN = 'OPEN', CLOSED = 'CLOSED' }

/** What applying or removing does to one thing. */
export enum PackAction { ADD = 'ADD', KEEP = 'KEEP', REMOVE = 'REMOVE' }
