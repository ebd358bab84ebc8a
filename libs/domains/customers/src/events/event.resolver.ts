import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import type { Page } from '@dossier/kernel/list';
import { BehaviourDay, BehaviourEvent, EventConnection } from './event.entity';
import { BehaviourStop, DaysArgs, EventArgs, EventInput, IdentifyInput, IngestResult, VisitorAttachment } from './event.inputs';
import { EventService } from './event.service';
import { IdentifyService } from './identify.service';
import { IngestService } from './ingest.service';

const customer = { name: 'customerId', type: () => ID } as const;

@Resolver(() => BehaviourEvent)
export class EventResolver {
  constructor(
    private readonly service: EventService,
    private readonly ingest: IngestService,
    private readonly visitors: IdentifyService,
  ) {}

  @Query(() => EventConnection, { nullable: true })
  @Access('event.read')
  behaviourEvents(@By() viewer: Viewer, @Args() args: EventArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, args, asked);
  }

  @Query(() => [BehaviourDay], { nullable: true })
  @Access('event.read')
  behaviourDays(@By() viewer: Viewer, @Args() { customerId, days }: DaysArgs): Promise<BehaviourDay[]> {
    return this.service.days(viewer, customerId, days);
  }

  @Query(() => BehaviourStop, { nullable: true })
  @Access('event.read')
  behaviourStop(@By() viewer: Viewer, @Args(customer) customerId: string): Promise<BehaviourStop> {
    return this.service.stopOf(viewer, customerId);
  }

  @Mutation(() => BehaviourStop, { nullable: true })
  @Access('interest.write')
  stopBehaviour(@By() viewer: Viewer, @Args(customer) customerId: string, @Args('reason', { type: () => String, nullable: true }) reason: string | null): Promise<BehaviourStop> {
    return this.service.stop(viewer, customerId, reason);
  }

  @Mutation(() => BehaviourStop, { nullable: true })
  @Access('interest.write')
  resumeBehaviour(@By() viewer: Viewer, @Args(customer) customerId: string): Promise<BehaviourStop> {
    return this.service.resume(viewer, customerId);
  }

  @Mutation(() => IngestResult, { nullable: true })
  @Access('event.ingest')
  ingestEvents(@By() viewer: Viewer, @Args('events', { type: () => [EventInput] }) events: EventInput[]): Promise<IngestResult> {
    return this.ingest.take({ viewer, siteId: null }, events);
  }

  @Mutation(() => VisitorAttachment, { nullable: true })
  @Access('event.ingest')
  identifyVisitor(@By() viewer: Viewer, @Args('input') input: IdentifyInput): Promise<VisitorAttachment> {
    return this.visitors.identify(viewer, input);
  }
}
