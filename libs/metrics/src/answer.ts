/** What a method had too little of to answer at all. */
export type Lack =
  | 'CUSTOMERS' | 'REPEAT_PURCHASES' | 'REPEAT_BUYERS' | 'ROWS' | 'EVENTS' | 'BOTH_OUTCOMES' | 'GROUPS' | 'BASKETS' | 'MONTHS' | 'GAPS' | 'SPREAD' | 'FINITE_MEAN' | 'CONVERGENCE';

/** What makes an answer one to lean on less. */
export type Caution =
  | 'DROPOUT_NOT_SEEN' | 'PARAMETERS_UNCERTAIN' | 'SPEND_DEPENDS_ON_FREQUENCY' | 'FEW_ROWS' | 'FEW_EVENTS' | 'CONSTANT_COLUMN' | 'NO_CLEAR_GROUPS' | 'CAPPED' | 'FEW_GAPS' | 'TIES_CUT';

/** No answer: of `lack` there were `found` where `needed` are the least; never a made-up number. */
export interface Refused {
  status: 'REFUSED';
  lack: Lack;
  found: number;
  needed: number;
}

/** An answer from `n` observations; WEAK where a caution stands beside it. */
export interface Answered<T> {
  status: 'OK' | 'WEAK';
  value: T;
  n: number;
  cautions: readonly Caution[];
}

/** What a method gives: an answer, or which data it lacks. */
export type Answer<T> = Answered<T> | Refused;

/** An answer of a method, weak by any caution. */
export const answered = <T>(value: T, n: number, cautions: readonly Caution[] = []): Answered<T> => ({ status: cautions.length > 0 ? 'WEAK' : 'OK', value, n, cautions });

/** The refusal of a method that lacks data. */
export const refused = (lack: Lack, found: number, needed: number): Refused => ({ status: 'REFUSED', lack, found, needed });
