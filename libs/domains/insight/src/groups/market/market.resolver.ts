import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { MarketBoards } from './market.board';
import { MarketFigure, MarketSegment } from './market.entities';
import { MarketFigureInput, MarketSegmentInput } from './market.inputs';
import { MarketService } from './market.service';
import { MarketBoard } from './market.views';

const id = { name: 'id', type: () => ID } as const;

@Resolver()
export class MarketResolver {
  constructor(
    private readonly service: MarketService,
    private readonly boards: MarketBoards,
  ) {}

  @Query(() => MarketBoard, { nullable: true })
  @Access('insight.read')
  marketBoard(@By() viewer: Viewer): Promise<MarketBoard> {
    return this.boards.board(viewer);
  }

  @Mutation(() => MarketSegment, { nullable: true })
  @Access('segment.write')
  async createMarketSegment(@By() viewer: Viewer, @Args('input') input: MarketSegmentInput, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, (await this.service.create(viewer, input)).id, asked);
  }

  @Mutation(() => MarketSegment, { nullable: true })
  @Access('segment.write')
  async updateMarketSegment(@By() viewer: Viewer, @Args(id) own: string, @Args('version', { type: () => Int }) version: number, @Args('input') input: MarketSegmentInput, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, (await this.service.update(viewer, own, version, input)).id, asked);
  }

  @Mutation(() => MarketSegment, { nullable: true })
  @Access('segment.write')
  async archiveMarketSegment(@By() viewer: Viewer, @Args(id) own: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, (await this.service.archive(viewer, own)).id, asked);
  }

  @Mutation(() => MarketSegment, { nullable: true })
  @Access('segment.write')
  async restoreMarketSegment(@By() viewer: Viewer, @Args(id) own: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, (await this.service.restore(viewer, own)).id, asked);
  }

  @Mutation(() => MarketFigure, { nullable: true, description: 'Writes down what a source says of the market of this segment' })
  @Access('segment.write')
  async addMarketFigure(@By() viewer: Viewer, @Args(id) own: string, @Args('input') input: MarketFigureInput, @Asked() asked: Selection): Promise<Raw> {
    return this.service.readFigure(viewer, (await this.service.addFigure(viewer, own, input)).id, asked);
  }

  @Mutation(() => MarketFigure, { nullable: true })
  @Access('segment.write')
  async archiveMarketFigure(@By() viewer: Viewer, @Args(id) own: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.readFigure(viewer, (await this.service.archiveFigure(viewer, own)).id, asked);
  }

  @Mutation(() => MarketFigure, { nullable: true })
  @Access('segment.write')
  async restoreMarketFigure(@By() viewer: Viewer, @Args(id) own: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.readFigure(viewer, (await this.service.restoreFigure(viewer, own)).id, asked);
  }
}
