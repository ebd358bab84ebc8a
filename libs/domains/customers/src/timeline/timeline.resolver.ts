import { Args, ArgsType, Field, ID, Query, Resolver } from '@nestjs/graphql';
import { ArrayMaxSize, IsArray, IsEnum, IsOptional, IsUUID } from 'class-validator';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { connection, PageArgs, type Page } from '@dossier/kernel/list';
import { TimelineKind } from '@dossier/vocabulary/archive-enums';
import './own.sources';
import { Timeline } from './timeline.service';
import { TimelineEntry } from './timeline.view';

const TimelineEntryConnection = connection(TimelineEntry, 'customer.read');

@ArgsType()
class TimelineArgs extends PageArgs {
  @Field(() => ID) @IsUUID() id!: string;
  @Field(() => [TimelineKind], { nullable: true }) @IsOptional() @IsArray() @ArrayMaxSize(20) @IsEnum(TimelineKind, { each: true }) kinds?: TimelineKind[] | null;
}

@Resolver(() => TimelineEntry)
export class TimelineResolver {
  constructor(private readonly timeline: Timeline) {}

  @Query(() => TimelineEntryConnection, { nullable: true })
  @Access('customer.read')
  customerTimeline(@By() viewer: Viewer, @Args() args: TimelineArgs): Promise<Page<TimelineEntry>> {
    return this.timeline.page(viewer, args.id, args);
  }

  @Query(() => [TimelineKind], { nullable: true })
  @Access('customer.read')
  timelineKinds(@By() viewer: Viewer): TimelineKind[] {
    return this.timeline.kinds(viewer);
  }
}
