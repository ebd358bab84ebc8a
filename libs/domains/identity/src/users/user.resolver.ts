import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import type { Page } from '@dossier/kernel/list';
import { RoleUntil } from '../roles/role.inputs';
import { LeaverSweep, LeaverSweeps } from './leaver-sweeps';
import { User, UserConnection } from './user.entity';
import { UserChange, UserInput, UserListArgs } from './user.inputs';
import { UserService } from './user.service';

const id = { type: () => ID };
const ids = { type: () => [ID] };

@Resolver(() => User)
export class UserResolver {
  constructor(
    private readonly service: UserService,
    private readonly sweeps: LeaverSweeps,
  ) {}

  @Query(() => UserConnection, { nullable: true })
  @Access('user.read')
  users(@By() viewer: Viewer, @Args() args: UserListArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.page(viewer, args, asked);
  }

  @Query(() => User, { nullable: true })
  @Access('user.read')
  user(@By() viewer: Viewer, @Args('id', id) userId: string, @Asked() asked: Selection): Promise<Raw> {
    return this.service.read(viewer, userId, asked);
  }

  @Query(() => LeaverSweep, { nullable: true, description: 'What ended when this account was shut last; null where it never was.' })
  @Access('user.manage')
  leaverSweep(@By() viewer: Viewer, @Args('userId', id) userId: string): Promise<LeaverSweep | null> {
    return this.sweeps.latest(viewer, userId);
  }

  @Mutation(() => User, { nullable: true })
  @Access('user.manage', { stepUp: true })
  async createUser(@By() viewer: Viewer, @Args('input') input: UserInput, @Asked() asked: Selection): Promise<Raw> {
    const user = await this.service.create(viewer, input);
    return this.service.read(viewer, user.id, asked);
  }

  @Mutation(() => User, { nullable: true })
  @Access('user.manage')
  async updateUser(
    @By() viewer: Viewer, @Args('id', id) userId: string, @Args('version', { type: () => Int }) version: number,
    @Args('input') input: UserChange, @Asked() asked: Selection,
  ): Promise<Raw> {
    const user = await this.service.update(viewer, userId, version, input);
    return this.service.read(viewer, user.id, asked);
  }

  @Mutation(() => User, { nullable: true })
  @Access('user.manage')
  async suspendUser(@By() viewer: Viewer, @Args('id', id) userId: string, @Asked() asked: Selection): Promise<Raw> {
    const user = await this.service.suspend(viewer, userId);
    return this.service.read(viewer, user.id, asked);
  }

  @Mutation(() => User, { nullable: true })
  @Access('user.manage')
  async reinstateUser(@By() viewer: Viewer, @Args('id', id) userId: string, @Asked() asked: Selection): Promise<Raw> {
    const user = await this.service.reinstate(viewer, userId);
    return this.service.read(viewer, user.id, asked);
  }

  @Mutation(() => Boolean)
  @Access('user.manage')
  async endSessions(@By() viewer: Viewer, @Args('userId', id) userId: string): Promise<boolean> {
    await this.service.endSessions(viewer, userId);
    return true;
  }

  @Mutation(() => User, { nullable: true })
  @Access('role.assign', { stepUp: true })
  async assignRoles(
    @By() viewer: Viewer, @Args('userId', id) userId: string, @Args('roleIds', ids) roleIds: string[], @Asked() asked: Selection,
    @Args('untils', { type: () => [RoleUntil], nullable: true, description: 'Roles that end by themselves; left out, those that do so go on to' }) untils?: RoleUntil[],
  ): Promise<Raw> {
    const user = await this.service.assignRoles(viewer, userId, roleIds, untils);
    return this.service.read(viewer, user.id, asked);
  }

  @Mutation(() => User, { nullable: true })
  @Access('user.manage', { stepUp: true })
  async resetPassword(@By() viewer: Viewer, @Args('userId', id) userId: string, @Args('password') password: string, @Asked() asked: Selection): Promise<Raw> {
    const user = await this.service.resetPassword(viewer, userId, password);
    return this.service.read(viewer, user.id, asked);
  }
}
