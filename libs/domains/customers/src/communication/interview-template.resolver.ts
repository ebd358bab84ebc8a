import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { InterviewTemplateInput } from './communication.inputs';
import { InterviewTemplate } from './interview-template.entity';
import { InterviewTemplates } from './interview-template.service';

const id = { name: 'id', type: () => ID } as const;

@Resolver(() => InterviewTemplate)
export class InterviewTemplateResolver {
  constructor(private readonly templates: InterviewTemplates) {}

  @Query(() => [InterviewTemplate], { nullable: true })
  @Access('communication.read')
  interviewTemplates(@By() viewer: Viewer, @Args('archived', { type: () => Boolean, nullable: true }) archived: boolean | null, @Asked() asked: Selection): Promise<Raw[]> {
    return this.templates.all(viewer, archived ?? false, asked);
  }

  @Mutation(() => InterviewTemplate, { nullable: true })
  @Access('interview.manage')
  async createInterviewTemplate(@By() viewer: Viewer, @Args('input') input: InterviewTemplateInput, @Asked() asked: Selection): Promise<Raw> {
    const made = await this.templates.create(viewer, input);
    return this.templates.read(viewer, made.id, asked);
  }

  @Mutation(() => InterviewTemplate, { nullable: true })
  @Access('interview.manage')
  async updateInterviewTemplate(@By() viewer: Viewer, @Args(id) one: string, @Args('version', { type: () => Int }) version: number, @Args('input') input: InterviewTemplateInput, @Asked() asked: Selection): Promise<Raw> {
    await this.templates.update(viewer, one, version, input);
    return this.templates.read(viewer, one, asked);
  }

  @Mutation(() => InterviewTemplate, { nullable: true })
  @Access('interview.manage')
  async archiveInterviewTemplate(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    await this.templates.archive(viewer, one);
    return this.templates.read(viewer, one, asked);
  }

  @Mutation(() => InterviewTemplate, { nullable: true })
  @Access('interview.manage')
  async restoreInterviewTemplate(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    await this.templates.restore(viewer, one);
    return this.templates.read(viewer, one, asked);
  }
}
