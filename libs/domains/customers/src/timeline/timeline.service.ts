import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { Database, Dictionaries, InjectRecords, Records, selectionFrom } from '@dossier/kernel/data';
import { pageSize, readCursor, writeCursor, type Page } from '@dossier/kernel/list';
import { TimelineKind } from '@dossier/vocabulary/archive-enums';
import { CustomerHistory } from '../profile/customer.history';
import { Customer } from '../profile/customer.entity';
import { merged, placeIn, startOf, type Lane } from './timeline.merge';
import { timelineStreams, type Piece, type TimelineStream, type Told } from './timeline.sources';
import type { TimelineEntry } from './timeline.view';

const SORT = 'timeline';

export interface TimelineAsk {
  kinds?: readonly TimelineKind[] | null;
  first?: number | null;
  after?: string | null;
}

/** Everything that happened to one customer, newest first: a merge of streams that are each sorted, cut and limited. */
@Injectable()
export class Timeline {
  constructor(
    @InjectRecords(Customer) private readonly customers: Records<Customer>,
    private readonly database: Database,
    private readonly dictionaries: Dictionaries,
    private readonly history: CustomerHistory,
  ) {}

  /** One page. Each stream is asked for one row more than the page holds, and for none beyond it. */
  async page(viewer: Viewer, customerId: string, { kinds, first: asked, after }: TimelineAsk): Promise<Page<TimelineEntry>> {
    const { id } = await this.customers.read(viewer, customerId, selectionFrom(['id']));
    const first = pageSize(asked);
    const place = after ? placeIn(readCursor(after, SORT)) : null;
    const open = this.open(viewer, kinds);
    const lanes: Lane[] = [];
    // One after the other: a page of many streams must not take all the connections from others.
    for (const stream of open) lanes.push({ stream, pieces: await this.read(viewer, stream, { customerId: String(id), before: startOf(stream, place), limit: first + 1 }) });
    const rows = merged(lanes, first + 1);
    const shown = rows.slice(0, first);
    const end = shown.at(-1);
    return {
      nodes: shown.flatMap(({ stream, piece }) => (piece.told ? [entryOf(stream, piece, piece.told)] : [])),
      pageInfo: { hasNextPage: rows.length > first, endCursor: end ? writeCursor({ sort: SORT, value: `${end.stream.kind} ${end.piece.at}`, id: end.piece.id }) : null },
    };
  }

  /** The kinds of which this viewer may see anything. */
  kinds(viewer: Viewer): TimelineKind[] {
    const open = new Set(this.open(viewer, null).map(({ kind }) => kind));
    return Object.values(TimelineKind).filter((kind) => open.has(kind));
  }

  private open(viewer: Viewer, kinds: readonly TimelineKind[] | null | undefined): readonly TimelineStream[] {
    return timelineStreams().filter(({ kind, needs }) => viewer.may(needs) && (!kinds || kinds.length === 0 || kinds.includes(kind)));
  }

  private read(viewer: Viewer, stream: TimelineStream, ask: Parameters<TimelineStream['read']>[1]): Promise<Piece[]> {
    return stream.read(viewer, ask, { database: this.database, dictionaries: this.dictionaries, history: this.history });
  }
}

const entryOf = ({ kind }: TimelineStream, { at, id }: Piece, told: Told): TimelineEntry => ({
  what: null, title: null, text: null, amount: null, online: null, actor: null, changes: null, rowId: id, ...told, id: `${kind}:${id}`, at, kind,
});
