import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { GrantVocabulary } from './grant.vocabulary';
import { RoleEdit } from './role-edit.service';
import { Role } from './role.entity';
import { RoleChange, RoleInput } from './role.inputs';
import { RoleService } from './role.service';
import { RightWord } from './role.views';

const id = { type: () => ID };
const PROVEN = { stepUp: true };

@Resolver(() => Role)
export class RoleResolver {
  constructor(
    private readonly service: RoleService,
    private readonly edit: RoleEdit,
    private readonly vocabulary: GrantVocabulary,
  ) {}

  @Query(() => [Role])
  @Access('role.read')
  roles(@By() viewer: Viewer, @Args('archived', { nullable: true }) archived: boolean, @Asked() asked: Selection): Promise<Raw[]> {
    return this.service.all(viewer, asked, archived);
  }

  @Query(() => Role, { nullable: true })
  @Access('role.read')
  role(@By() viewer: Viewer, @Args('id', id) roleId: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, roleId, asked);
  }

  @Query(() => [RightWord])
  @Access('role.read')
  rightWords(): RightWord[] {
    return this.vocabulary.words();
  }

  @Mutation(() => Role, { nullable: true })
  @Access('role.manage', PROVEN)
  async createRole(@By() viewer: Viewer, @Args('input') input: RoleInput, @Asked() asked: Selection): Promise<Raw> {
    const role = await this.edit.create(viewer, input);
    return this.service.read(viewer, role.id, asked);
  }

  @Mutation(() => Role, { nullable: true })
  @Access('role.manage', PROVEN)
  async copyRole(@By() viewer: Viewer, @Args('id', id) roleId: string, @Args('name') name: string, @Asked() asked: Selection): Promise<Raw> {
    const role = await this.edit.copy(viewer, roleId, name);
    return this.service.read(viewer, role.id, asked);
  }

  @Mutation(() => Role, { nullable: true })
  @Access('role.manage', PROVEN)
  async updateRole(
    @By() viewer: Viewer, @Args('id', id) roleId: string, @Args('version', { type: () => Int }) version: number,
    @Args('input') input: RoleChange, @Asked() asked: Selection,
  ): Promise<Raw> {
    const role = await this.edit.update(viewer, roleId, version, input);
    return this.service.read(viewer, role.id, asked);
  }

  @Mutation(() => Role, { nullable: true })
  @Access('role.manage', PROVEN)
  async resetRole(@By() viewer: Viewer, @Args('id', id) roleId: string, @Asked() asked: Selection): Promise<Raw> {
    const role = await this.edit.reset(viewer, roleId);
    return this.service.read(viewer, role.id, asked);
  }

  @Mutation(() => Role, { nullable: true })
  @Access('role.manage', PROVEN)
  async archiveRole(@By() viewer: Viewer, @Args('id', id) roleId: string, @Asked() asked: Selection): Promise<Raw> {
    const role = await this.edit.archive(viewer, roleId);
    return this.service.read(viewer, role.id, asked);
  }

  @Mutation(() => Role, { nullable: true })
  @Access('role.manage', PROVEN)
  async restoreRole(@By() viewer: Viewer, @Args('id', id) roleId: string, @Asked() asked: Selection): Promise<Raw> {
    const role = await this.edit.restore(viewer, roleId);
    return this.service.read(viewer, role.id, asked);
  }
}
