import { Injectable } from '@nestjs/common';
import { Params, planOf, type Viewer } from '@dossier/kernel/access';
import { Database, InjectRecords, Records, selectionFrom, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import type { Page } from '@dossier/kernel/list';
import { Clock } from '@dossier/kernel/time';
import { SegmentKind, SegmentState } from '@dossier/vocabulary/insight-enums';
import { ofCustomers } from '../profile/customer.policy';
import type { Definition } from './compile/definition';
import { SEGMENTS_JOB } from './refresh/segments.job';
import { Segment, type SegmentCount } from './segment.entity';
import type { SegmentArgs } from './segment.inputs';
import { segmentList } from './segment.list';
import { SegmentMoves } from './segment.moves';
import { isReadable } from './segment.readable';

/** Segments are few: they are read whole, so that what follows from the owner and the definition can be told. */
const fields = ['name', 'description', 'kind', 'visibility', 'ownerId', 'owner.id', 'owner.name', 'definition', 'createdAt', 'updatedAt', 'archivedAt'];
const whole = selectionFrom(fields);
const page = selectionFrom([...fields.map((name) => `nodes.${name}`), 'pageInfo.hasNextPage', 'pageInfo.endCursor']);
const counted = selectionFrom([...fields.map((name) => `nodes.${name}`), 'pageInfo.hasNextPage', 'pageInfo.endCursor', 'totalCount', 'totalIsExact']);

/** Changes that wait no longer than this are on their way. */
const ON_ITS_WAY = 60_000;

interface Standing extends Record<string, unknown> {
  id: string;
  size: number;
  wants: boolean;
  full_at: Date | null;
  rolled_on: string | null;
  fault: string | null;
  waiting: Date | null;
  running: boolean;
}

/** Reads segments with what follows from their members: size within reach, freshness, state. */
@Injectable()
export class SegmentReader {
  constructor(
    @InjectRecords(Segment) private readonly segments: Records<Segment>,
    private readonly database: Database,
    private readonly moves: SegmentMoves,
    private readonly clock: Clock,
  ) {}

  /** One page of the segments that are shown to this viewer. */
  async page(viewer: Viewer, args: SegmentArgs, asked: Selection): Promise<Page<Raw>> {
    const found = await this.segments.page(viewer, args, segmentList, asked.has('totalCount') || asked.has('totalIsExact') ? counted : page);
    return { ...found, nodes: await this.dressed(viewer, found.nodes, asked.below('nodes')) };
  }

  /** One segment. */
  async one(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    const [row] = await this.dressed(viewer, [await this.segments.read(viewer, id, whole)], asked);
    return row!;
  }

  /** Refuses a segment whose members this viewer may not be told of; gives those that are named. */
  async readable(viewer: Viewer, ids: readonly string[]): Promise<Raw[]> {
    const named = [...new Set(ids)];
    const rows = await this.segments.readAll(viewer, named, whole);
    if (rows.length !== named.length || rows.some((row) => row['archivedAt'] !== null)) throw new DomainError('NOT_FOUND');
    if (!rows.every((row) => readableTo(viewer, row))) throw new DomainError('UNKNOWN_NAME', { name: 'segments', type: 'CustomerFilter' });
    return rows;
  }

  private async dressed(viewer: Viewer, rows: readonly Raw[], asked: Selection): Promise<Raw[]> {
    const ids = rows.map((row) => row['id'] as string);
    const states = asked.has('state') || asked.has('freshAt') || asked.has('count') ? await this.states(ids) : new Map<string, Standing>();
    const open = rows.filter((row) => readableTo(viewer, row)).map((row) => row['id'] as string);
    const counts = asked.has('count') ? await this.counts(viewer, open, states) : new Map<string, number>();
    const moves = asked.has('moves') ? await this.moves.of(viewer, open) : new Map<string, never[]>();
    return rows.map((row) => {
      const id = row['id'] as string;
      const mine = row['ownerId'] === viewer.userId;
      const isOpen = open.includes(id);
      const count = counts.get(id);
      return {
        ...row, mine, readable: isOpen, can: canOf(viewer, row, mine), definition: isOpen ? row['definition'] : null, moves: moves.get(id) ?? null,
        count: isOpen && count !== undefined ? ({ count, isExact: true } satisfies SegmentCount) : null, ...this.freshness(states.get(id)),
      };
    });
  }

  private async states(ids: readonly string[]): Promise<Map<string, Standing>> {
    const rows = await this.database.query<Standing>(
      `select t.segment_id as id, t.size, t.wants_full as wants, t.full_at, t.rolled_on::text, t.fault, (select min(at) from segment_due) as waiting,
        exists (select 1 from job j where j.name = $2 and j.state in ('QUEUED','RUNNING') and coalesce(j.data->>'id', t.segment_id::text) = t.segment_id::text) as running
        from segment_state t where t.segment_id = any($1::uuid[])`, [ids, SEGMENTS_JOB]);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** What is kept where the viewer reaches everybody; otherwise the members within reach. */
  private async counts(viewer: Viewer, ids: readonly string[], states: ReadonlyMap<string, Standing>): Promise<Map<string, number>> {
    const known = ids.filter((id) => (states.get(id)?.full_at ?? null) !== null);
    const params = Params.empty();
    const reach = planOf(viewer, ofCustomers).reach('t', params);
    if (reach === 'true') return new Map(known.map((id) => [id, states.get(id)!.size]));
    const rows = await this.database.query<{ id: string; count: number }>(
      `select m.segment_id as id, count(*)::int as count from segment_member m join customer t on t.id = m.customer_id where m.segment_id = any(${params.add(known, 'uuid[]')}) and t.archived_at is null and ${reach} group by 1`, params.values(viewer));
    const found = new Map(rows.map(({ id, count }) => [id, count]));
    return new Map(known.map((id) => [id, found.get(id) ?? 0]));
  }

  private freshness(standing: Standing | undefined): { state: SegmentState | null; freshAt: Date | null } {
    if (!standing) return { state: null, freshAt: null };
    const now = this.clock.now();
    const { wants, waiting, fault, running } = standing;
    const isOld = wants || standing.rolled_on !== this.clock.today();
    const freshAt = isOld || fault ? standing.full_at : (waiting ?? now);
    if (isOld && running) return { state: SegmentState.RUNNING, freshAt };
    if (fault) return { state: SegmentState.FAILED, freshAt };
    const isLate = waiting !== null && now.getTime() - new Date(waiting).getTime() > ON_ITS_WAY;
    return { state: isOld || isLate ? SegmentState.BEHIND : SegmentState.FRESH, freshAt };
  }
}

const readableTo = (viewer: Viewer, row: Raw): boolean => isReadable(viewer, { id: row['id'] as string, definition: row['definition'] as Definition | null });

function canOf(viewer: Viewer, row: Raw, mine: boolean): string[] {
  if (!viewer.may('segment.write')) return [];
  if (row['archivedAt'] !== null) return mine ? ['RESTORE'] : [];
  return ['REFRESH', ...(mine ? ['UPDATE', 'ARCHIVE', ...(row['kind'] === SegmentKind.STATIC ? ['FILL'] : [])] : [])];
}
