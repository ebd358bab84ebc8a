import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import type { Page } from '@dossier/kernel/list';
import { Form, FormConnection } from './form.entity';
import { FormArgs, FormInput, NewFormArgs } from './form.inputs';
import { FormService } from './form.service';
import { FormResults, QuestionResult } from './form.results';
import { SurveyLink, SurveyLinks } from './survey-links';

const id = { name: 'id', type: () => ID } as const;

@Resolver(() => Form)
export class FormResolver {
  constructor(
    private readonly service: FormService,
    private readonly answers: FormResults,
    private readonly links: SurveyLinks,
  ) {}

  @Query(() => FormConnection, { nullable: true })
  @Access('form.manage')
  forms(@By() viewer: Viewer, @Args() args: FormArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, args, asked);
  }

  @Query(() => Form, { nullable: true })
  @Access('form.manage')
  form(@By() viewer: Viewer, @Args(id) formId: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, formId, asked);
  }

  @Query(() => [QuestionResult], { nullable: true, description: 'What was answered, by question: how many, how distributed, and for scales the mean.' })
  @Access('form.manage')
  formResults(@By() viewer: Viewer, @Args(id) formId: string): Promise<QuestionResult[]> {
    return this.answers.of(viewer, formId);
  }

  @Mutation(() => Form, { nullable: true })
  @Access('form.manage')
  async createForm(@By() viewer: Viewer, @Args() { kind, input }: NewFormArgs, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, (await this.service.create(viewer, kind, input)).id, asked);
  }

  @Mutation(() => Form, { nullable: true })
  @Access('form.manage')
  async updateForm(@By() viewer: Viewer, @Args(id) formId: string, @Args('version', { type: () => Int }) version: number, @Args('input') input: FormInput, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, (await this.service.update(viewer, { id: formId, version }, input)).id, asked);
  }

  @Mutation(() => Form, { nullable: true, description: 'Sites whose pages may show the form inside them; an empty list closes it to all' })
  @Access('form.manage')
  async setFormFrames(@By() viewer: Viewer, @Args(id) formId: string, @Args('version', { type: () => Int }) version: number, @Args('origins', { type: () => [String] }) origins: string[], @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, (await this.service.setFrames(viewer, { id: formId, version }, origins)).id, asked);
  }

  @Mutation(() => Form, { nullable: true })
  @Access('form.manage')
  async publishForm(@By() viewer: Viewer, @Args(id) formId: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, (await this.service.publish(viewer, formId)).id, asked);
  }

  @Mutation(() => Form, { nullable: true })
  @Access('form.manage')
  async closeForm(@By() viewer: Viewer, @Args(id) formId: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, (await this.service.close(viewer, formId)).id, asked);
  }

  @Mutation(() => Form, { nullable: true })
  @Access('form.manage')
  async archiveForm(@By() viewer: Viewer, @Args(id) formId: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, (await this.service.archive(viewer, formId)).id, asked);
  }

  @Mutation(() => Form, { nullable: true })
  @Access('form.manage')
  async restoreForm(@By() viewer: Viewer, @Args(id) formId: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, (await this.service.restore(viewer, formId)).id, asked);
  }

  @Mutation(() => SurveyLink, { nullable: true, description: 'A link for one customer: what is answered by it is noted on their record.' })
  @Access('form.manage')
  createSurveyLink(@By() viewer: Viewer, @Args(id) formId: string, @Args('customerId', { type: () => ID }) customerId: string): Promise<SurveyLink> {
    return this.links.create(viewer, formId, customerId);
  }
}
