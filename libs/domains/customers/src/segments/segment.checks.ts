import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, Records, selectionFrom } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { unknownName } from '@dossier/kernel/list';
import { ViewVisibility } from '@dossier/vocabulary/people-enums';
import { leavesOf, segmentsIn, type Definition } from './compile/definition';
import { Segment } from './segment.entity';
import { isReadable, requireNames } from './segment.readable';
import { requireDefinition } from './segment.rules';

const judged = selectionFrom(['definition', 'archivedAt']);

/** Whoever changes what refers to what waits for the other: two changes at once must not close a circle together. */
const CIRCLES = 7421036;

/** What must hold before a verb of segments is done. */
@Injectable()
export class SegmentChecks {
  constructor(
    @InjectRecords(Segment) private readonly segments: Records<Segment>,
    private readonly database: Database,
  ) {}

  /** To show a segment to others takes a word of its own. */
  requireShare(viewer: Viewer, visibility: ViewVisibility): void {
    if (visibility !== ViewVisibility.PRIVATE && !viewer.may('view.share')) throw new DomainError('FORBIDDEN', { permission: 'view.share' });
  }

  /** Only its owner changes a segment; others make one of their own that refers to it. */
  requireMine(viewer: Viewer, segment: Pick<Segment, 'ownerId'>): void {
    if (segment.ownerId !== viewer.userId) throw new DomainError('FORBIDDEN', { permission: 'segment.write', action: 'UPDATE' });
  }

  /** A segment that others refer to cannot go. */
  async requireUnused(id: string): Promise<void> {
    const [found] = await currentWork().query<{ count: number }>('select count(*)::int as count from segment where archived_at is null and refers @> array[$1::uuid] and id <> $1', [id]);
    if (found!.count > 0) throw new DomainError('SEGMENT_IN_USE', { count: found!.count });
  }

  /** A definition that this viewer may keep: well formed, of names they know on every customer in their reach, of things that are there, and without a circle. */
  async requireDefinition(viewer: Viewer, definition: Definition, self: string | null): Promise<void> {
    await this.requireSound(viewer, definition);
    if (!requireNames(viewer, definition)) throw unknownName('definition', 'Segment');
    if (self !== null) await this.requireNoCircle(definition, self);
  }

  /** A definition that can be asked: well formed, and of things that are there for this viewer. */
  async requireSound(viewer: Viewer, definition: Definition): Promise<void> {
    requireDefinition(definition);
    await this.requireSegments(viewer, definition);
    await this.requireThings(definition);
  }

  private async requireSegments(viewer: Viewer, definition: Definition): Promise<void> {
    const ids = segmentsIn(definition);
    if (ids.length === 0) return;
    const rows = await this.segments.readAll(viewer, ids, judged);
    const live = new Set(rows.filter((row) => row['archivedAt'] === null).map((row) => row['id'] as string));
    const missing = leavesOf(definition).find(({ rule }) => segmentsIn({ rule }).some((id) => !live.has(id)));
    if (missing) throw new DomainError('SEGMENT_UNKNOWN_ID', { path: missing.path });
    const closed = rows.find((row) => !isReadable(viewer, { id: row['id'] as string, definition: row['definition'] as Definition | null }));
    if (closed) throw unknownName('segments', 'CustomerFilter');
  }

  private async requireThings(definition: Definition): Promise<void> {
    const named = leavesOf(definition).flatMap(({ path, rule: { orders, events, sequence } }) => [
      ...(orders?.categoryIds ?? []).map((id) => ({ path, id, table: 'product_category' })),
      ...(orders?.productIds ?? []).map((id) => ({ path, id, table: 'product' })),
      ...[...(events?.topicIds ?? []), ...(sequence?.steps ?? []).flatMap(({ topicIds }) => topicIds ?? [])].map((id) => ({ path, id, table: 'topic' })),
    ]);
    for (const table of ['product_category', 'product', 'topic']) {
      const asked = named.filter((one) => one.table === table);
      if (asked.length === 0) continue;
      const found = new Set((await this.database.query<{ id: string }>(`select id from ${table} where id = any($1::uuid[])`, [asked.map(({ id }) => id)])).map(({ id }) => id));
      const missing = asked.find(({ id }) => !found.has(id));
      if (missing) throw new DomainError('SEGMENT_UNKNOWN_ID', { path: missing.path });
    }
  }

  private async requireNoCircle(definition: Definition, self: string): Promise<void> {
    const ids = segmentsIn(definition);
    if (ids.length === 0) return;
    await currentWork().query('select pg_advisory_xact_lock($1)', [CIRCLES]);
    const [found] = await currentWork().query(
      `with recursive reached as (select unnest($1::uuid[]) as id union select unnest(s.refers) from segment s join reached r on r.id = s.id)
        select 1 from reached where id = $2`, [ids, self]);
    if (found !== undefined) throw new DomainError('SEGMENT_CIRCLE');
  }
}
