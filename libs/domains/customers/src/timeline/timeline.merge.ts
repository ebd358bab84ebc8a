import { DomainError } from '@dossier/kernel/errors';
import { TimelineKind } from '@dossier/vocabulary/archive-enums';
import type { Piece, TimelineStream } from './timeline.sources';

/** Where a page of mixed streams ended: instant, kind and id of its last piece. */
export interface Place {
  at: string;
  kind: TimelineKind;
  id: string;
}

export interface Lane {
  stream: TimelineStream;
  pieces: readonly Piece[];
}

export interface Merged {
  stream: TimelineStream;
  piece: Piece;
}

const ORDER = Object.keys(TimelineKind);
const rank = (kind: TimelineKind): number => ORDER.indexOf(kind);
const LEAST = { uuid: '00000000-0000-0000-0000-000000000000', number: '0' };
const GREATEST = { uuid: 'ffffffff-ffff-ffff-ffff-ffffffffffff', number: '9223372036854775807' };
const INSTANT = /^\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/;

/** Reads the place out of a cursor's value and id. */
export function placeIn({ value, id }: { value: string | number | null; id: string }): Place {
  const [kind = '', at = ''] = String(value).split(' ');
  if (!(kind in TimelineKind) || !INSTANT.test(at) || Number.isNaN(Date.parse(at))) throw new DomainError('INVALID_CURSOR');
  return { kind: kind as TimelineKind, at, id };
}

/**
 * From where one stream goes on behind a place. Pieces of one instant stand in the order of their kinds, then by id downwards:
 * a kind that has had its turn at that instant goes on strictly before it, one whose turn is yet to come begins with it.
 */
export function startOf({ kind, ids = 'uuid' }: Pick<TimelineStream, 'kind' | 'ids'>, place: Place | null): { at: string; id: string } | null {
  if (!place) return null;
  const turn = rank(kind) - rank(place.kind);
  return { at: place.at, id: turn === 0 ? place.id : turn < 0 ? LEAST[ids] : GREATEST[ids] };
}

/** Instants as text of one form, but with as many decimals as they have. */
const instant = (at: string): string => at.slice(0, -1);
const before = (a: Merged, b: Merged): number => {
  const [one, other] = [instant(a.piece.at), instant(b.piece.at)];
  if (one !== other) return one < other ? 1 : -1;
  const turn = rank(a.stream.kind) - rank(b.stream.kind);
  return turn !== 0 ? turn : a.piece.id < b.piece.id ? 1 : -1;
};

/** The newest `most` pieces of streams that are each sorted already. */
export function merged(lanes: readonly Lane[], most: number): Merged[] {
  const heads = lanes.map(() => 0);
  const taken: Merged[] = [];
  while (taken.length < most) {
    let best: { lane: number; head: Merged } | null = null;
    for (const [lane, { stream, pieces }] of lanes.entries()) {
      const piece = pieces[heads[lane]!];
      if (!piece) continue;
      const head = { stream, piece };
      if (!best || before(head, best.head) < 0) best = { lane, head };
    }
    if (!best) break;
    heads[best.lane]! += 1;
    taken.push(best.head);
  }
  return taken;
}
