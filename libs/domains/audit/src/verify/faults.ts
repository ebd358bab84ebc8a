/** What can be wrong with the trail. The first four are seen in the chain itself, the others take what lies outside the database. */
export const FAULTS = ['EDITED', 'DELETED', 'INSERTED', 'REORDERED', 'TRUNCATED', 'RECHAINED', 'CHECKPOINT_MISMATCH', 'CHECKPOINT_MISSING'] as const;
export type FaultKind = (typeof FAULTS)[number];

export interface Fault {
  kind: FaultKind;
  /** The first seal that is wrong; null where a row without a seal, or the file, is. */
  sequence: number | null;
  facts: Record<string, unknown>;
}

export interface Verdict {
  isSound: boolean;
  /** The first fault by sequence. */
  fault: Fault | null;
  faults: Fault[];
  /** Seals that were checked with their rows. */
  checked: number;
  /** The last seal. */
  sequence: number;
  /** Rows that wait for their seal: written moments ago, or by transactions that are still open. */
  waiting: number;
  checkpoints: number;
  millis: number;
}

/** A question to the database of the trail. */
export type Ask = <R extends object>(text: string, values?: readonly unknown[]) => Promise<R[]>;
