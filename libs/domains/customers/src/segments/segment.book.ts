import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { currentWork, Database } from '@dossier/kernel/data';
import { Signals } from '@dossier/kernel/events';
import type { Viewer } from '@dossier/kernel/access';
import { ViewVisibility } from '@dossier/vocabulary/people-enums';
import type { Definition } from './compile/definition';

/** A live segment as filters and rights need it. */
export interface KnownSegment {
  id: string;
  name: string;
  ownerId: string;
  visibility: ViewVisibility;
  /** Teams of its owner. */
  teamIds: readonly string[];
  definition: Definition | null;
  refers: readonly string[];
}

/** The live segments of this process: a list of filters is compiled at once, and must know what a segment asks about. */
class SegmentBook {
  private byId: ReadonlyMap<string, KnownSegment> = new Map();

  write(segments: readonly KnownSegment[]): void {
    this.byId = new Map(segments.map((segment) => [segment.id, segment]));
  }

  get(id: string): KnownSegment | undefined {
    return this.byId.get(id);
  }

  all(): readonly KnownSegment[] {
    return [...this.byId.values()];
  }

  /** Whether a viewer may know everything that a segment asks about, of every customer in their reach. Told by the compiler, which needs the list of filters that asks here. */
  judge: (viewer: Viewer, segment: Pick<KnownSegment, 'id' | 'definition'>) => boolean = () => false;
}

export const segmentBook = new SegmentBook();

/** Whether a segment is shown to a viewer; the product's own work sees all. */
export const isShown = (segment: KnownSegment, viewer: Viewer): boolean =>
  viewer.kind === 'job' || segment.ownerId === viewer.userId || segment.visibility === ViewVisibility.EVERYONE || (segment.visibility === ViewVisibility.TEAM && segment.teamIds.some((team) => viewer.teamIds.includes(team)));

const TOPIC = 'segments';

/** Keeps the book of segments: each process hears of a change when it commits. */
@Injectable()
export class SegmentLearner implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly signals: Signals,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.signals.on(TOPIC, () => this.learn());
    this.signals.on('reconnected', () => this.learn());
    await this.learn();
  }

  /** Takes in the live segments as they are stored now. */
  async learn(): Promise<void> {
    const { rows } = await this.database.pool.query<KnownSegment>(
      `select s.id, s.name, s.owner_id as "ownerId", s.visibility, s.definition, s.refers, array(select m.team_id from team_member m where m.user_id = s.owner_id) as "teamIds" from segment s where s.archived_at is null`);
    segmentBook.write(rows);
  }

  /** Tells every process that segments have changed, when this unit of work stands; this one knows it before its answer leaves. */
  tell(): void {
    currentWork().after(async () => {
      await this.learn();
      await this.signals.send(TOPIC);
    });
  }
}
