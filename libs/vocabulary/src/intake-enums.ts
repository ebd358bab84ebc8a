/** Enums of forms and of what comes in. Each key equals its value. */
export enum FormKind { FORM = 'FORM', SURVEY = 'SURVEY' }

export enum FormState { DRAFT = 'DRAFT', PUBLISHED = 'PUBLISHED', CLOSED = 'CLOSED' }

/** What a question asks for, and so how its answer is judged. */
export enum QuestionKind {
  FIELD = 'FIELD',
  TEXT = 'TEXT',
  CHOICE = 'CHOICE',
  SCALE = 'SCALE',
}

/** Fields of a customer that a form may ask for. ADDRESS is split into region and city. */
export enum FormField {
  NAME = 'NAME',
  COMPANY_NAME = 'COMPANY_NAME',
  PHONE = 'PHONE',
  EMAIL = 'EMAIL',
  GENDER = 'GENDER',
  BIRTH_DATE = 'BIRTH_DATE',
  REGION = 'REGION',
  CITY = 'CITY',
  ADDRESS = 'ADDRESS',
  OCCUPATION_TEXT = 'OCCUPATION_TEXT',
}

/** By which way something came in. */
export enum IntakeOrigin {
  FORM = 'FORM',
  SURVEY = 'SURVEY',
  INTERVIEW = 'INTERVIEW',
  API = 'API',
  FAIR = 'FAIR',
  EMAIL = 'EMAIL',
}

/** What became of something that came in. */
export enum SubmissionState {
  RECEIVED = 'RECEIVED',
  MATCHED = 'MATCHED',
  CREATED = 'CREATED',
  SUGGESTED = 'SUGGESTED',
  REFUSED = 'REFUSED',
  /** Kept until its sender has confirmed their address. */
  WAITING = 'WAITING',
  EXPIRED = 'EXPIRED',
}

export enum SuggestionState { OPEN = 'OPEN', ACCEPTED = 'ACCEPTED', DECLINED = 'DECLINED' }
