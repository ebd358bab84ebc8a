/** Enums of the right to know and to choose. Each key equals its value. */
export enum LegalBasis { CONSENT = 'CONSENT', CONTRACT = 'CONTRACT', LEGAL_DUTY = 'LEGAL_DUTY', LEGITIMATE_INTEREST = 'LEGITIMATE_INTEREST' }

/** The way by which a purpose reaches a person; ANY stands for all of them, and for purposes that need no way. */
export enum ConsentChannel { ANY = 'ANY', PHONE = 'PHONE', SMS = 'SMS', EMAIL = 'EMAIL', WECHAT = 'WECHAT', POST = 'POST' }

export enum ConsentAct { GIVEN = 'GIVEN', WITHDRAWN = 'WITHDRAWN', UNDONE = 'UNDONE' }

/** What a person may record; only an undo writes UNDONE. */
export enum ConsentChoice { GIVEN = 'GIVEN', WITHDRAWN = 'WITHDRAWN' }

export enum ConsentSource { STAFF = 'STAFF', PREFERENCES = 'PREFERENCES', IMPORT = 'IMPORT', FORM = 'FORM', REQUEST = 'REQUEST', DEMO = 'DEMO' }

export enum SubjectRequestKind { ACCESS = 'ACCESS', COPY = 'COPY', CORRECT = 'CORRECT', RESTRICT = 'RESTRICT', OBJECT = 'OBJECT', ERASE = 'ERASE', EXPLAIN = 'EXPLAIN' }

export enum SubjectRequestState { OPEN = 'OPEN', ANSWERED = 'ANSWERED', REFUSED = 'REFUSED' }

/** How much of the time for an answer is left. */
export enum RequestClock { CALM = 'CALM', AMBER = 'AMBER', LATE = 'LATE', STOPPED = 'STOPPED' }

export enum SubjectRequestSort { DUE_AT = 'DUE_AT', RECEIVED_AT = 'RECEIVED_AT' }
