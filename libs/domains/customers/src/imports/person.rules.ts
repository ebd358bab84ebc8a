import type { ParsedPerson } from './person.import';

/** A record that stands, and the merged one that was named. */
export interface KnownPerson {
  id: string;
  sideId: string | null;
}

interface Row {
  row: { rowNo: number };
  person: Pick<ParsedPerson, 'customerKey' | 'contacts'>;
}

/** By what a person is found: their number, or where that is not said, their contacts. */
export function personKeys({ customerKey, contacts }: Row['person']): string[] {
  return customerKey === null ? contacts.map(({ index }) => `at:${index}`) : [`no:${customerKey}`];
}

/**
 * Whom of the rows nobody knows yet. Rows of one unknown person have one leader, whose record is written; the others follow it. Rows of
 * known people go into `records`.
 */
export function newcomers<R extends Row>(rows: readonly R[], known: ReadonlyMap<string, KnownPerson>, records: Map<number, KnownPerson>): { leaders: R[]; follows: Map<number, number> } {
  const leaders: R[] = [];
  const follows = new Map<number, number>();
  const leading = new Map<string, number>();
  for (const one of rows) {
    const keys = personKeys(one.person);
    const found = keys.map((key) => known.get(key)).find((record) => record !== undefined);
    const leader = keys.map((key) => leading.get(key)).find((rowNo) => rowNo !== undefined);
    if (found) records.set(one.row.rowNo, found);
    else if (leader !== undefined) follows.set(one.row.rowNo, leader);
    else leaders.push(one);
    if (!found) for (const key of keys) leading.set(key, leader ?? one.row.rowNo);
  }
  return { leaders, follows };
}
