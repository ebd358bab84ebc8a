import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { CustomField } from './custom-field.entity';
import { CustomFieldChange, CustomFieldInput } from './custom-field.inputs';
import { CustomFieldService } from './custom-field.service';

const byId = { name: 'id', type: () => ID } as const;

@Resolver(() => CustomField)
export class CustomFieldResolver {
  constructor(private readonly service: CustomFieldService) {}

  @Query(() => [CustomField])
  @Access('customer.read')
  customFields(@By() viewer: Viewer, @Args('archived', { type: () => Boolean, nullable: true }) archived: boolean | null, @Asked() asked: Selection): Promise<Raw[]> {
    return this.service.all(viewer, archived ?? false, asked);
  }

  @Mutation(() => CustomField, { nullable: true })
  @Access('field.manage')
  async createCustomField(@By() viewer: Viewer, @Args('input') input: CustomFieldInput, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, (await this.service.create(viewer, input)).id, asked);
  }

  @Mutation(() => CustomField, { nullable: true })
  @Access('field.manage')
  async updateCustomField(
    @By() viewer: Viewer, @Args(byId) id: string, @Args('version', { type: () => Int }) version: number,
    @Args('input') input: CustomFieldChange, @Asked() asked: Selection,
  ): Promise<Raw> {
    await this.service.update(viewer, id, version, input);
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => CustomField, { nullable: true })
  @Access('field.manage')
  async archiveCustomField(@By() viewer: Viewer, @Args(byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.archive(viewer, id);
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => CustomField, { nullable: true })
  @Access('field.manage')
  async restoreCustomField(@By() viewer: Viewer, @Args(byId) id: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.restore(viewer, id);
    return this.service.read(viewer, id, asked);
  }

  @Mutation(() => [CustomField], { description: 'In the order of these ids; the others keep theirs after them' })
  @Access('field.manage')
  async reorderCustomFields(@By() viewer: Viewer, @Args('ids', { type: () => [ID] }) ids: string[], @Asked() asked: Selection): Promise<Raw[]> {
    await this.service.reorder(viewer, ids);
    return this.service.all(viewer, false, asked);
  }
}
