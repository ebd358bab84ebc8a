import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { EventName } from '@dossier/vocabulary/event-enums';
import { EventWeight, EventWeightInput, Topic, TopicInput } from './topic.entity';
import { TopicService } from './topic.service';

const id = { name: 'id', type: () => ID } as const;

@Resolver(() => Topic)
export class TopicResolver {
  constructor(private readonly service: TopicService) {}

  @Query(() => [Topic], { nullable: true })
  @Access('signed-in')
  topics(@By() viewer: Viewer, @Asked() asked: Selection): Promise<Raw[]> {
    return this.service.all(viewer, asked);
  }

  @Mutation(() => Topic, { nullable: true })
  @Access('site.manage')
  async createTopic(@By() viewer: Viewer, @Args('input') input: TopicInput, @Asked() asked: Selection): Promise<Raw> {
    const topic = await this.service.create(viewer, input);
    return this.service.read(viewer, topic.id, asked);
  }

  @Mutation(() => Topic, { nullable: true })
  @Access('site.manage')
  async updateTopic(@By() viewer: Viewer, @Args(id) topicId: string, @Args('version', { type: () => Int }) version: number, @Args('input') input: TopicInput, @Asked() asked: Selection): Promise<Raw> {
    await this.service.update(viewer, topicId, version, input);
    return this.service.read(viewer, topicId, asked);
  }

  @Mutation(() => Topic, { nullable: true })
  @Access('site.manage')
  async archiveTopic(@By() viewer: Viewer, @Args(id) topicId: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.archive(viewer, topicId);
    return this.service.read(viewer, topicId, asked);
  }

  @Query(() => [EventWeight], { nullable: true })
  @Access('signed-in')
  eventWeights(): Promise<EventWeight[]> {
    return this.service.weights();
  }

  @Mutation(() => [EventWeight], { nullable: true })
  @Access('site.manage')
  setEventWeight(@Args('name', { type: () => EventName }) name: EventName, @Args('input') { weight }: EventWeightInput): Promise<EventWeight[]> {
    return this.service.weigh(name, weight);
  }
}
