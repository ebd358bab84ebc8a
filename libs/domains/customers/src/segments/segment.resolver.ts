import { Args, ArgsType, Field, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsUUID } from 'class-validator';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { JobStatus } from '@dossier/kernel/events';
import { connection, type Page } from '@dossier/kernel/list';
import { Segment, SegmentMove, SegmentPreview, SegmentRegion } from './segment.entity';
import { SegmentFinder } from './segment.finder';
import { CombineSegmentsInput, SegmentArgs, SegmentChange, SegmentDefinitionInput, SegmentInput, SegmentMoveArgs } from './segment.inputs';
import { SegmentReader } from './segment.reader';
import { SegmentService } from './segment.service';

const SegmentConnection = connection(Segment, 'segment.read');
const id = { name: 'id', type: () => ID } as const;

@ArgsType()
class ComparedArgs {
  @Field(() => [ID]) @IsArray() @ArrayMinSize(2) @ArrayMaxSize(3) @IsUUID(undefined, { each: true }) ids!: string[];
}

@ArgsType()
class PickedArgs {
  @Field(() => ID) @IsUUID() id!: string;
  @Field(() => [ID]) @IsArray() @ArrayMinSize(1) @ArrayMaxSize(5000) @IsUUID(undefined, { each: true }) customerIds!: string[];
}

@Resolver(() => Segment)
export class SegmentResolver {
  constructor(
    private readonly service: SegmentService,
    private readonly reader: SegmentReader,
    private readonly finder: SegmentFinder,
  ) {}

  @Query(() => SegmentConnection, { nullable: true })
  @Access('segment.read')
  segments(@By() viewer: Viewer, @Args() args: SegmentArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.reader.page(viewer, args, asked);
  }

  @Query(() => Segment, { nullable: true })
  @Access('segment.read')
  segment(@By() viewer: Viewer, @Args(id) segmentId: string, @Asked() asked: Selection): Promise<Raw> {
    return this.reader.one(viewer, segmentId, asked);
  }

  @Query(() => SegmentPreview, { nullable: true })
  @Access('segment.read')
  previewSegment(@By() viewer: Viewer, @Args('definition') definition: SegmentDefinitionInput, @Asked() asked: Selection): Promise<SegmentPreview> {
    return this.finder.preview(viewer, definition, asked);
  }

  @Query(() => [SegmentRegion], { nullable: true })
  @Access('segment.read')
  compareSegments(@By() viewer: Viewer, @Args() { ids }: ComparedArgs): Promise<SegmentRegion[]> {
    return this.finder.compare(viewer, ids);
  }

  @Query(() => [SegmentMove], { nullable: true })
  @Access('segment.read')
  segmentMoves(@By() viewer: Viewer, @Args() { id: segmentId, within }: SegmentMoveArgs): Promise<SegmentMove[]> {
    return this.finder.moved(viewer, segmentId, within ?? null);
  }

  @Mutation(() => Segment, { nullable: true })
  @Access('segment.write')
  async createSegment(@By() viewer: Viewer, @Args('input') input: SegmentInput, @Asked() asked: Selection): Promise<Raw> {
    const made = await this.service.create(viewer, input);
    return this.reader.one(viewer, made.id, asked);
  }

  @Mutation(() => Segment, { nullable: true })
  @Access('segment.write')
  async updateSegment(@By() viewer: Viewer, @Args(id) segmentId: string, @Args('version', { type: () => Int }) version: number, @Args('input') input: SegmentChange, @Asked() asked: Selection): Promise<Raw> {
    await this.service.update(viewer, segmentId, version, input);
    return this.reader.one(viewer, segmentId, asked);
  }

  @Mutation(() => Segment, { nullable: true })
  @Access('segment.write')
  async archiveSegment(@By() viewer: Viewer, @Args(id) segmentId: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.archive(viewer, segmentId);
    return this.reader.one(viewer, segmentId, asked);
  }

  @Mutation(() => Segment, { nullable: true })
  @Access('segment.write')
  async restoreSegment(@By() viewer: Viewer, @Args(id) segmentId: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.restore(viewer, segmentId);
    return this.reader.one(viewer, segmentId, asked);
  }

  @Mutation(() => JobStatus, { nullable: true })
  @Access('segment.write')
  refreshSegment(@By() viewer: Viewer, @Args(id) segmentId: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.refresh(viewer, segmentId, asked);
  }

  @Mutation(() => Segment, { nullable: true })
  @Access('segment.write')
  async addToSegment(@By() viewer: Viewer, @Args() args: PickedArgs, @Asked() asked: Selection): Promise<Raw> {
    await this.service.add(viewer, args.id, args.customerIds);
    return this.reader.one(viewer, args.id, asked);
  }

  @Mutation(() => Segment, { nullable: true })
  @Access('segment.write')
  async removeFromSegment(@By() viewer: Viewer, @Args() args: PickedArgs, @Asked() asked: Selection): Promise<Raw> {
    await this.service.remove(viewer, args.id, args.customerIds);
    return this.reader.one(viewer, args.id, asked);
  }

  @Mutation(() => Segment, { nullable: true })
  @Access('segment.write')
  async combineSegments(@By() viewer: Viewer, @Args('input') input: CombineSegmentsInput, @Asked() asked: Selection): Promise<Raw> {
    const made = await this.service.combine(viewer, input);
    return this.reader.one(viewer, made.id, asked);
  }
}
