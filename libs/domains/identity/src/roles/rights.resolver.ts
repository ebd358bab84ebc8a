import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { RolePreviews } from './role-preview.service';
import { GrantInput } from './role.inputs';
import { RolePreview } from './role.views';
import { WhyCanService } from './why-can.service';
import { WhyCan } from './why-can.views';

/** Questions about rights: what an edit would do, and why somebody may do something. */
@Resolver()
export class RightsResolver {
  constructor(
    private readonly previews: RolePreviews,
    private readonly reasons: WhyCanService,
  ) {}

  @Query(() => RolePreview, { nullable: true })
  @Access('role.manage')
  previewRole(
    @By() viewer: Viewer, @Args('id', { type: () => ID }) id: string, @Args('grants', { type: () => [GrantInput] }) grants: GrantInput[],
    @Args('counting', { nullable: true, description: 'The type whose rows within reach are counted' }) counting?: string,
  ): Promise<RolePreview> {
    return this.previews.of(viewer, id, grants, counting);
  }

  @Query(() => WhyCan, { nullable: true })
  @Access('signed-in')
  whyCan(
    @By() viewer: Viewer, @Args('type') type: string, @Args('id', { type: () => ID }) id: string,
    @Args('userId', { type: () => ID, nullable: true, description: 'Oneself when left out' }) userId?: string,
  ): Promise<WhyCan> {
    return this.reasons.of(viewer, userId ?? null, type, id);
  }
}
