import type { Type } from '@nestjs/common';
import { policyOf, type Viewer } from '@dossier/kernel/access';
import { type Database, type Dictionaries, selectionFrom, strand, type Raw } from '@dossier/kernel/data';
import type { TimelineKind } from '@dossier/vocabulary/archive-enums';
import type { AccessWord } from '@dossier/vocabulary/permissions';
import type { CustomerHistory } from '../profile/customer.history';
import type { TimelineEntry } from './timeline.view';

/** What a source tells of one of its rows; whose, when and of what kind is known already. `rowId` where the row behind it is not the one that holds its place. */
export type Told = Partial<Omit<TimelineEntry, 'id' | 'at' | 'kind'>>;

/** One piece of the timeline, with the place from which a page goes on. */
export interface Piece {
  at: string;
  id: string;
  /** Null where this viewer may not see anything of it: it still holds its place, else what is older would be passed over. */
  told: Told | null;
}

/** The customer, and from where on: rows before `(at, id)` alone. A source reads at most `limit` rows, newest first. */
export interface StreamAsk {
  customerId: string;
  before: { at: string; id: string } | null;
  limit: number;
}

export interface Reading {
  database: Database;
  dictionaries: Dictionaries;
  history: CustomerHistory;
}

/** A stream of one kind of things that happened to one customer. */
export interface TimelineStream {
  kind: TimelineKind;
  /** The word under which it is read: without it the stream is not asked. */
  needs: AccessWord;
  /** Ids of this source sort as uuids unless it says that they are numbers. */
  ids?: 'uuid' | 'number';
  read(viewer: Viewer, ask: StreamAsk, from: Reading): Promise<Piece[]>;
}

/** A source made of an entity with a policy: reach, fields and masks come from the policy's own plan. */
export interface TimelineSource {
  kind: TimelineKind;
  entity: Type;
  /** Property with the customer's id; `customerId` unless said. */
  by?: string;
  /** Property that says when: bear an index on (customer_id, <at>, id). */
  at: string;
  /** Fields that `tell` looks at, as a document would ask for them (`owner.name` asks for a name below). */
  fields: readonly string[];
  where?: (alias: string) => string;
  tell: (row: Raw) => Told;
}

const streams: TimelineStream[] = [];

/** Puts a stream on the timeline: for what is no plain row, such as revisions. */
export function timelineStream(stream: TimelineStream): void {
  streams.push(stream);
}

/** Puts the rows of an entity on the timeline of the customer they hang on. */
export function timelineSource({ kind, entity, by = 'customerId', at, fields, where, tell }: TimelineSource): void {
  const asked = selectionFrom(fields);
  timelineStream({
    kind,
    get needs() {
      return policyOf(entity).read;
    },
    read: async (viewer, { customerId, before, limit }, from) => {
      const rows = await strand(from, viewer, entity, { by, id: customerId, at, asked, before, limit, ...(where ? { where } : {}) });
      return rows.map(({ at: when, id, row }) => ({ at: when, id, told: tell(row) }));
    },
  });
}

/** Every stream, in the order of their kinds, so that equal instants always come in the same order. */
export const timelineStreams = (): readonly TimelineStream[] => streams;
