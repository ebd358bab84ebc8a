import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, InjectRecords, newId, Records, RecordsOf, selectionFrom, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Jobs, JobStatus } from '@dossier/kernel/events';
import { SegmentHow, SegmentKind } from '@dossier/vocabulary/insight-enums';
import { ViewVisibility } from '@dossier/vocabulary/people-enums';
import { segmentsIn, type Definition, type Rule } from './compile/definition';
import { SegmentRefresher } from './refresh/refresher';
import { SEGMENTS_JOB } from './refresh/segments.job';
import { segmentBook, SegmentLearner } from './segment.book';
import { SegmentChecks } from './segment.checks';
import { Segment } from './segment.entity';
import type { CombineSegmentsInput, SegmentChange, SegmentInput } from './segment.inputs';
import { SegmentPicks } from './segment.picks';
import { isReadable } from './segment.readable';
import { SegmentReader } from './segment.reader';
import { plain } from './segment.rules';

/** The verbs of segments. */
@Injectable()
export class SegmentService {
  constructor(
    @InjectRecords(Segment) private readonly segments: Records<Segment>,
    private readonly recordsOf: RecordsOf,
    private readonly checks: SegmentChecks,
    private readonly picks: SegmentPicks,
    private readonly reader: SegmentReader,
    private readonly refresher: SegmentRefresher,
    private readonly learner: SegmentLearner,
    private readonly jobs: Jobs,
  ) {}

  /** Of these segments, those that the viewer reaches and of which they may know everything that is asked: only of them may figures be told. */
  async known(viewer: Viewer, ids: readonly string[]): Promise<string[]> {
    return [...(await this.knownNames(viewer, ids)).keys()];
  }

  /** The same, with what they are called. */
  async knownNames(viewer: Viewer, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.segments.readAll(viewer, ids, selectionFrom(['id', 'name', 'archivedAt']));
    return new Map(rows.filter((row) => row['archivedAt'] === null).map((row) => [row['id'] as string, row['name'] as string] as const).filter(([id]) => {
      const segment = segmentBook.get(id);
      return segment !== undefined && isReadable(viewer, segment);
    }));
  }

  /** Makes a segment in the name of its maker: by a definition, or by the customers who are put into it. */
  async create(viewer: Viewer, input: SegmentInput): Promise<Segment> {
    const visibility = input.visibility ?? ViewVisibility.PRIVATE;
    this.checks.requireShare(viewer, visibility);
    const definition = input.definition ? plain<Definition>(input.definition as Definition) : null;
    if (definition) await this.checks.requireDefinition(viewer, definition, null);
    const isDynamic = input.kind === SegmentKind.DYNAMIC;
    if (isDynamic ? definition === null || Boolean(input.customerIds ?? input.filter) : [definition, input.customerIds, input.filter].filter(Boolean).length > 1) throw new DomainError('SEGMENT_KIND');
    const kept = isDynamic ? definition : null;
    const made = await this.segments.add(viewer, {
      id: newId(), name: nameOf(input.name), description: input.description?.trim() || null, kind: input.kind, visibility, ownerId: viewer.userId!, definition: kept, refers: kept ? segmentsIn(kept) : [],
    });
    await currentWork().query('insert into segment_state (segment_id) values ($1)', [made.id]);
    if (!isDynamic) await this.picks.fill(viewer, made.id, { definition, customerIds: input.customerIds ?? null, filter: input.filter ?? null });
    await this.refreshed(made.id, made.kind);
    return made;
  }

  /** Changes what is given. A new definition is computed at once, or by a job where there are many customers. */
  async update(viewer: Viewer, id: string, version: number, change: SegmentChange): Promise<Segment> {
    const segment = await this.segments.get(viewer, id, 'UPDATE');
    this.checks.requireMine(viewer, segment);
    if (change.visibility && change.visibility !== segment.visibility) this.checks.requireShare(viewer, change.visibility);
    const definition = change.definition ? plain<Definition>(change.definition as Definition) : undefined;
    if (definition && segment.kind !== SegmentKind.DYNAMIC) throw new DomainError('SEGMENT_KIND');
    if (definition) await this.checks.requireDefinition(viewer, definition, id);
    const saved = await this.segments.save(viewer, segment, {
      ...(change.name === undefined ? {} : { name: nameOf(change.name) }),
      ...(change.description === undefined ? {} : { description: change.description?.trim() || null }),
      ...(change.visibility === undefined ? {} : { visibility: change.visibility }),
      ...(definition === undefined ? {} : { definition, refers: segmentsIn(definition) }),
    }, 'UPDATE', { base: version });
    if (definition) await this.refreshed(id, segment.kind);
    else this.learner.tell();
    return saved;
  }

  /** Takes a segment out of lists and filters; its members stay as they stand. One that others refer to stays. */
  async archive(viewer: Viewer, id: string): Promise<Segment> {
    const segment = await this.segments.get(viewer, id, 'ARCHIVE');
    this.checks.requireMine(viewer, segment);
    await this.checks.requireUnused(id);
    this.learner.tell();
    return this.segments.archive(viewer, segment);
  }

  /** Takes an archived segment back; its members are computed anew. */
  async restore(viewer: Viewer, id: string): Promise<Segment> {
    const segment = await this.segments.get(viewer, id, 'RESTORE');
    this.checks.requireMine(viewer, segment);
    if (segment.definition) await this.checks.requireDefinition(viewer, segment.definition, id);
    const restored = await this.segments.restore(viewer, id);
    await this.refreshed(id, restored.kind);
    return restored;
  }

  /** Computes a segment anew, as a job that tells how far it is. */
  async refresh(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    const segment = await this.segments.get(viewer, id, 'UPDATE');
    await currentWork().query('update segment_state set wants_full = true where segment_id = $1', [segment.id]);
    const jobId = await this.jobs.start(SEGMENTS_JOB, { id: segment.id });
    return this.recordsOf.of(JobStatus).read(viewer, jobId, asked);
  }

  /** Puts customers within reach into a static segment; who is in it already stays. */
  async add(viewer: Viewer, id: string, customerIds: readonly string[]): Promise<Segment> {
    const segment = await this.static(viewer, id);
    await this.picks.add(viewer, id, customerIds);
    await this.refreshed(id, segment.kind);
    return segment;
  }

  /** Takes customers within reach out of a static segment. */
  async remove(viewer: Viewer, id: string, customerIds: readonly string[]): Promise<Segment> {
    const segment = await this.static(viewer, id);
    await this.picks.remove(viewer, id, customerIds);
    await this.refreshed(id, segment.kind);
    return segment;
  }

  /** Makes a segment of others: in any of them, in all of them, or in the first alone. It follows them, or holds whom they hold now. */
  async combine(viewer: Viewer, { name, how, ids, kind = SegmentKind.DYNAMIC, visibility }: CombineSegmentsInput): Promise<Segment> {
    await this.reader.readable(viewer, ids);
    const [first, ...others] = ids as [string, ...string[]];
    const rules: Record<SegmentHow, Rule> = {
      UNION: { member: { in: ids } },
      INTERSECTION: { all: ids.map((id) => ({ member: { in: [id] } })) },
      DIFFERENCE: { all: [{ member: { in: [first] } }, { member: { notIn: others } }] },
    };
    return this.create(viewer, { name, kind, definition: { rule: rules[how] } as SegmentInput['definition'], ...(visibility ? { visibility } : {}) } as SegmentInput);
  }

  private async static(viewer: Viewer, id: string): Promise<Segment> {
    const segment = await this.segments.get(viewer, id, 'UPDATE');
    this.checks.requireMine(viewer, segment);
    if (segment.kind !== SegmentKind.STATIC) throw new DomainError('SEGMENT_KIND');
    return segment;
  }

  private async refreshed(id: string, kind: SegmentKind): Promise<void> {
    this.learner.tell();
    const work = currentWork();
    await work.query('update segment_state set wants_full = true, fault = null where segment_id = $1', [id]);
    // In a small company at once; elsewhere the state tells that it goes on.
    if (kind === SegmentKind.STATIC || (await this.refresher.isSmall())) return this.refresher.recompute(id);
    await this.jobs.startOwn(SEGMENTS_JOB, { id });
  }
}

const nameOf = (given: string): string => {
  const name = given.normalize('NFKC').trim();
  if (name === '') throw new DomainError('INVALID_INPUT', { field: 'name', reason: 'EMPTY' });
  return name;
};
