import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import type { Page } from '@dossier/kernel/list';
import { Submission, SubmissionConnection } from './submission.entity';
import { IntakeInput, IntakeReceipt, SubmissionAnswer, SubmissionArgs } from './submission.inputs';
import { SubmissionService } from './submission.service';

const id = { name: 'id', type: () => ID } as const;

@Resolver(() => Submission)
export class SubmissionResolver {
  constructor(private readonly service: SubmissionService) {}

  @Query(() => SubmissionConnection, { nullable: true })
  @Access('form.manage')
  submissions(@By() viewer: Viewer, @Args() args: SubmissionArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, args, asked);
  }

  @Query(() => Submission, { nullable: true })
  @Access('form.manage')
  submission(@By() viewer: Viewer, @Args(id) submissionId: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, submissionId, asked);
  }

  @Query(() => [SubmissionAnswer], { nullable: true })
  @Access('form.manage')
  submissionAnswers(@By() viewer: Viewer, @Args(id) submissionId: string): Promise<SubmissionAnswer[]> {
    return this.service.answers(viewer, submissionId);
  }

  @Mutation(() => Submission, { nullable: true })
  @Access('form.manage')
  async retrySubmission(@By() viewer: Viewer, @Args(id) submissionId: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.retry(viewer, submissionId);
    return this.service.read(viewer, submissionId, asked);
  }

  @Mutation(() => IntakeReceipt, { nullable: true, description: 'Takes in what another system knows of a customer: kept at once, then brought to its record.' })
  @Access('intake.write')
  submitIntake(@By() viewer: Viewer, @Args('input') input: IntakeInput): Promise<IntakeReceipt> {
    return this.service.submit(viewer, input);
  }
}
