import type { AccessWord } from '@dossier/vocabulary/permissions';
import type { Raw } from './compile';
import type { Selection } from './selection';

/** What a save is told besides its change. */
export interface SaveOptions {
  /** The version the person saw: fields changed since by others are a conflict, other fields merge. */
  base?: number;
  /** The act may hand the row out of the actor's own reach, as an assignment does. */
  leaves?: boolean;
  /** Columns of many parts, which the verb has judged part by part: whether each may be written, and whether somebody else changed it meanwhile. */
  judged?: readonly string[];
}

/** What one page is read for: what was asked of its rows, how many, and for a file the words that must reach them. */
export interface SheetWish {
  asked: Selection;
  first: number;
  word?: AccessWord;
  clearWord?: AccessWord;
}

/** One page of rows, and where it ended. */
export interface Slice {
  rows: Raw[];
  hasNextPage: boolean;
  endCursor: string | null;
}
