import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { connection, type Page } from '@dossier/kernel/list';
import { CustomerFeedback } from './feedback.entity';
import { FeedbackArgs, FeedbackInput } from './feedback.inputs';
import { FeedbackService } from './feedback.service';

const FeedbackConnection = connection(CustomerFeedback, 'feedback.read');
const id = { name: 'id', type: () => ID } as const;

@Resolver(() => CustomerFeedback)
export class FeedbackResolver {
  constructor(private readonly service: FeedbackService) {}

  @Query(() => FeedbackConnection, { nullable: true })
  @Access('feedback.read')
  customerFeedback(@By() viewer: Viewer, @Args() args: FeedbackArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, args, asked);
  }

  @Mutation(() => CustomerFeedback, { nullable: true })
  @Access('feedback.write')
  async addFeedback(@By() viewer: Viewer, @Args('customerId', { type: () => ID }) customerId: string, @Args('input') input: FeedbackInput, @Asked() asked: Selection): Promise<Raw | null> {
    const made = await this.service.add(viewer, customerId, input);
    return viewer.may('feedback.read') ? this.service.read(viewer, made.id, asked) : null;
  }

  @Mutation(() => CustomerFeedback, { nullable: true })
  @Access('feedback.write')
  async updateFeedback(@By() viewer: Viewer, @Args(id) one: string, @Args('version', { type: () => Int }) version: number, @Args('input') input: FeedbackInput, @Asked() asked: Selection): Promise<Raw> {
    await this.service.update(viewer, one, version, input);
    return this.service.read(viewer, one, asked);
  }

  @Mutation(() => CustomerFeedback, { nullable: true })
  @Access('feedback.write')
  async answerFeedback(@By() viewer: Viewer, @Args(id) one: string, @Args('answer') answer: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.answer(viewer, one, answer);
    return this.service.read(viewer, one, asked);
  }

  @Mutation(() => CustomerFeedback, { nullable: true })
  @Access('feedback.write')
  async archiveFeedback(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.archive(viewer, one);
    return this.service.read(viewer, one, asked);
  }

  @Mutation(() => CustomerFeedback, { nullable: true })
  @Access('feedback.write')
  async restoreFeedback(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.restore(viewer, one);
    return this.service.read(viewer, one, asked);
  }
}
