import { Injectable } from '@nestjs/common';
import { currentWork } from '@dossier/kernel/data';
import { bareListOf, listOf } from './ingest.columns';
import type { Whose } from './ingest.refs';
import { standing, type PlainEvent } from './ingest.rules';

/** An event that is kept, with whose it is and what it is about. */
export interface KeptEvent {
  event: PlainEvent;
  whose: Whose;
  topicIds: readonly string[];
}

const ADD = `select events_add($1::uuid[], $2::bigint[], $3::bigint[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid, $8::text[], $9::uuid[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15) as fresh`;
/** After an id that was known, so many calls are written the careful way: who sends again mostly does so more than once. */
const CAREFUL_CALLS = 50;
/** Fewer rows are not worth a hope. */
const WORTH_A_HOPE = 50;

/** Writes events in the open unit of work, a call at once. */
@Injectable()
export class IngestWriter {
  private careful = 0;

  /** Writes what stands; gives the ids that were new. */
  async write(kept: readonly KeptEvent[], siteId: string | null): Promise<Set<string>> {
    const rows = standing(kept);
    if (rows.length === 0) return new Set();
    const isHopeful = rows.length >= WORTH_A_HOPE && this.careful === 0;
    const [added] = await currentWork().query<{ fresh: string[] | null }>(ADD, [...columnsOf(rows, siteId), isHopeful]);
    if (isHopeful && added!.fresh) this.careful = CAREFUL_CALLS;
    else if (this.careful > 0 && added!.fresh?.length === rows.length) this.careful -= 1;
    return new Set(added!.fresh ?? rows.map(({ event }) => event.id));
  }
}

/** A column that is empty in all rows need not be sent. */
const columnOf = (rows: readonly KeptEvent[], list: typeof listOf, read: (row: KeptEvent) => string | null): string => {
  const values = rows.map(read);
  return values.some((value) => value !== null) ? list(values) : '{}';
};

const columnsOf = (rows: readonly KeptEvent[], siteId: string | null): (string | null)[] => [
  bareListOf(rows.map(({ event }) => event.id)), `{${rows.map(({ event }) => event.at.getTime()).join(',')}}`, `{${rows.map(({ event }) => event.digest).join(',')}}`,
  columnOf(rows, bareListOf, ({ whose }) => whose.customerId), columnOf(rows, bareListOf, ({ whose }) => whose.sideId), columnOf(rows, bareListOf, ({ event }) => event.visitorId), siteId, bareListOf(rows.map(({ event }) => event.name)),
  // Most events have one topic: as a list of ids it need not be read row by row as a list of lists.
  columnOf(rows, bareListOf, ({ topicIds }) => (topicIds.length === 1 ? topicIds[0]! : null)), columnOf(rows, listOf, ({ topicIds }) => (topicIds.length > 1 ? `{${topicIds.join(',')}}` : null)),
  columnOf(rows, listOf, ({ event }) => event.productCode), columnOf(rows, listOf, ({ event }) => event.path), columnOf(rows, listOf, ({ event }) => event.channelMark),
  columnOf(rows, listOf, ({ event }) => (event.properties === null ? null : JSON.stringify(event.properties))),
];
