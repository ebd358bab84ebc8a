import type { ReactNode } from 'react';

/** The stamp of a signed-off record: the only red that is no fault. */
export const Stamp = ({ children }: { children: ReactNode }) => <span className="d-stamp">{children}</span>;

/** A key as it stands on the keyboard. */
export const KeyCap = ({ children }: { children: ReactNode }) => <kbd className="d-key">{children}</kbd>;

/** A grade as a square letter: A filled, the others outlined. */
export const Grade = ({ letter }: { letter: string }) => <span className={letter === 'A' ? 'd-grade d-grade-first' : 'd-grade'}>{letter}</span>;

/** A state by dot and word; the dot is never alone. */
export const StateDot = ({ tone, children }: { tone: 'ok' | 'warn' | 'err' | 'plain'; children: ReactNode }) => (
  <span className="d-state-dot"><i className={`d-dot d-dot-${tone}`} aria-hidden />{children}</span>
);

/** Words for screen readers alone. */
export const Unseen = ({ children }: { children: ReactNode }) => <span className="d-unseen">{children}</span>;

/** The part of a text that was found, underlined in cinnabar. */
export function Hit({ text, found }: { text: string; found: string }) {
  const at = found ? text.toLowerCase().indexOf(found.toLowerCase()) : -1;
  if (at < 0) return <>{text}</>;
  return <>{text.slice(0, at)}<mark className="d-hit">{text.slice(at, at + found.length)}</mark>{text.slice(at + found.length)}</>;
}
