const KEPT = 100;

/** What was, what is, and what was undone. `mark` names the edit that made what is: edits of one mark in a row count as one. */
export interface History<T> { past: readonly T[]; now: T; future: readonly T[]; mark: string | null }

export const begun = <T>(now: T): History<T> => ({ past: [], now, future: [], mark: null });

/** Goes on from here; typing letter after letter is one step back. */
export function gone<T>(history: History<T>, now: T, mark: string | null = null): History<T> {
  if (now === history.now) return history;
  const same = mark !== null && mark === history.mark;
  return { past: same ? history.past : [...history.past, history.now].slice(-KEPT), now, future: [], mark };
}

export function undone<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  return before === undefined ? history : { past: history.past.slice(0, -1), now: before, future: [history.now, ...history.future], mark: null };
}

export function redone<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  return next === undefined ? history : { past: [...history.past, history.now], now: next, future, mark: null };
}
