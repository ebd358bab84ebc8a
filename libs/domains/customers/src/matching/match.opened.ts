import type { MatchReader } from './match.reader';
import type { MatchRecord } from './match.record';

/** A record as it was opened, and what tells whether it is still the same. */
export interface OpenedRecord {
  record: MatchRecord;
  stamp: string;
  /** The keys under which it is looked up stand as they follow from it. */
  isKeyed: boolean;
}

/** So many records are kept open for one run at most; of more, those that were looked at longest ago are closed again. */
const MOST = 120_000;

/**
 * The records that one run looks at, opened once for as long as it lasts: each is compared with several others, and opening costs more than
 * comparing. Whether a kept one still holds is asked of PostgreSQL each time it is needed.
 */
export class OpenedRecords {
  private readonly kept = new Map<string, OpenedRecord>();

  constructor(
    private readonly reader: MatchReader,
    private readonly most = MOST,
  ) {}

  /** The live records among these ids, as they stand now. */
  async of(ids: readonly string[]): Promise<Map<string, OpenedRecord>> {
    const known = ids.filter((id) => this.kept.has(id));
    const stamps = await this.reader.stampsOf(known);
    const found = new Map<string, OpenedRecord>();
    for (const id of known) {
      const opened = this.kept.get(id)!;
      this.kept.delete(id);
      if (stamps.get(id) === opened.stamp) found.set(id, opened);
    }
    const holds = new Set(found.keys());
    for (const opened of await this.reader.opened(ids.filter((id) => !holds.has(id)))) found.set(opened.record.id, opened);
    this.keep(found);
    return found;
  }

  /** Looked at last, closed last. */
  private keep(found: ReadonlyMap<string, OpenedRecord>): void {
    for (const [id, opened] of found) this.kept.set(id, opened);
    for (const id of this.kept.keys()) {
      if (this.kept.size <= this.most) return;
      this.kept.delete(id);
    }
  }
}
