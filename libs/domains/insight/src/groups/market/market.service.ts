import { Injectable } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { currentWork, Database, InjectRecords, newId, Records, type Raw, type Selection } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Jobs } from '@dossier/kernel/events';
import { SegmentService } from '@dossier/customers';
import { MarketBasis, MarketFigureKind } from '@dossier/vocabulary/insight-enums';
import { MarketFigure, MarketSegment } from './market.entities';
import type { MarketFigureInput, MarketSegmentInput } from './market.inputs';

export const MARKET_JOB = 'insight.markets';
/** More parts would not be read, and each takes a walk through all customers every night. */
const MOST = 30;

/** The verbs of market segments and of what is known of them from outside. */
@Injectable()
export class MarketService {
  constructor(
    @InjectRecords(MarketSegment) private readonly segments: Records<MarketSegment>,
    @InjectRecords(MarketFigure) private readonly figures: Records<MarketFigure>,
    private readonly ours: SegmentService,
    private readonly database: Database,
    private readonly jobs: Jobs,
  ) {}

  read(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.segments.read(viewer, id, asked);
  }

  readFigure(viewer: Viewer, id: string, asked: Selection): Promise<Raw> {
    return this.figures.read(viewer, id, asked);
  }

  /** Adds a part of the market; what it brings is computed in the background. */
  async create(viewer: Viewer, input: MarketSegmentInput): Promise<MarketSegment> {
    const [counted] = await this.database.query<{ count: number }>('select count(*)::int as count from market_segment where archived_at is null');
    if ((counted?.count ?? 0) >= MOST) throw new DomainError('MARKETS_TOO_MANY', { most: MOST });
    const made = await this.segments.add(viewer, { id: newId(), ...(await this.fieldsOf(viewer, input)) });
    await this.due(made.id);
    return made;
  }

  /** Changes a part of the market: what it brings is computed anew where it is another one. */
  async update(viewer: Viewer, id: string, version: number, input: MarketSegmentInput): Promise<MarketSegment> {
    const segment = await this.segments.get(viewer, id, 'UPDATE');
    const saved = await this.segments.save(viewer, segment, await this.fieldsOf(viewer, input), 'UPDATE', { base: version });
    await this.due(id);
    return saved;
  }

  async archive(viewer: Viewer, id: string): Promise<MarketSegment> {
    return this.segments.archive(viewer, await this.segments.get(viewer, id, 'ARCHIVE'));
  }

  restore(viewer: Viewer, id: string): Promise<MarketSegment> {
    return this.segments.restore(viewer, id);
  }

  /** Writes down what a source says of a market. */
  async addFigure(viewer: Viewer, id: string, input: MarketFigureInput): Promise<MarketFigure> {
    const segment = await this.segments.get(viewer, id, 'UPDATE');
    const isSize = input.kind === MarketFigureKind.SIZE;
    if (isSize ? !input.amount || input.amount.minor <= 0 : !input.competitor?.trim() || typeof input.share !== 'number') throw new DomainError('MARKET_FIGURE', { field: isSize ? 'amount' : 'competitor' });
    return this.figures.add(viewer, {
      id: newId(), marketSegmentId: segment.id, kind: input.kind, year: input.year, amountMinor: isSize ? input.amount!.minor : null, currency: isSize ? input.amount!.currency : null,
      competitor: isSize ? null : input.competitor!.trim(), share: isSize ? null : input.share!, source: input.source.trim(), toldOn: input.toldOn, authorId: viewer.userId,
    });
  }

  async archiveFigure(viewer: Viewer, id: string): Promise<MarketFigure> {
    return this.figures.archive(viewer, await this.figures.get(viewer, id, 'ARCHIVE'));
  }

  restoreFigure(viewer: Viewer, id: string): Promise<MarketFigure> {
    return this.figures.restore(viewer, id);
  }

  /** Just what the basis asks for; anything else is refused, and so is a segment that this viewer may not know. */
  private async fieldsOf(viewer: Viewer, { name, note, basis, segmentId, categoryId, country, region }: MarketSegmentInput): Promise<Partial<MarketSegment>> {
    const place = { segmentId: segmentId ?? null, categoryId: categoryId ?? null, country: country ?? null, region: region?.trim() || null };
    const given = { SEGMENT: place.segmentId !== null, CATEGORY: place.categoryId !== null, REGION: (place.country ?? place.region) !== null };
    if (Object.values(MarketBasis).some((one) => given[one] !== (one === basis))) throw new DomainError('MARKET_PLACE', { field: 'basis' });
    if (place.segmentId !== null && !(await this.ours.known(viewer, [place.segmentId])).includes(place.segmentId)) throw new DomainError('NOT_FOUND');
    if (place.categoryId !== null) {
      const [found] = await currentWork().query('select 1 from product_category where id = $1 and archived_at is null', [place.categoryId]);
      if (!found) throw new DomainError('NOT_FOUND');
    }
    return { name: name.trim(), note: note?.trim() || null, basis, ...place };
  }

  private async due(id: string): Promise<void> {
    await this.jobs.startOwn(MARKET_JOB, { only: id });
  }
}
