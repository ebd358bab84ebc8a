import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { Team } from './team.entity';
import { TeamChange, TeamInput } from './team.inputs';
import { TeamService } from './team.service';

@Resolver(() => Team)
export class TeamResolver {
  constructor(private readonly service: TeamService) {}

  @Query(() => [Team])
  @Access('team.read')
  teams(@By() viewer: Viewer, @Asked() asked: Selection): Promise<Raw[]> {
    return this.service.all(viewer, asked);
  }

  @Mutation(() => Team, { nullable: true })
  @Access('team.manage')
  async createTeam(@By() viewer: Viewer, @Args('input') input: TeamInput, @Asked() asked: Selection): Promise<Raw> {
    const team = await this.service.create(viewer, input);
    return this.service.read(viewer, team.id, asked);
  }

  @Mutation(() => Team, { nullable: true })
  @Access('team.manage')
  async updateTeam(
    @By() viewer: Viewer, @Args('id', { type: () => ID }) id: string, @Args('version', { type: () => Int }) version: number,
    @Args('input') input: TeamChange, @Asked() asked: Selection,
  ): Promise<Raw> {
    const team = await this.service.update(viewer, id, version, input);
    return this.service.read(viewer, team.id, asked);
  }

  @Mutation(() => Team, { nullable: true })
  @Access('team.manage')
  async archiveTeam(@By() viewer: Viewer, @Args('id', { type: () => ID }) id: string, @Asked() asked: Selection): Promise<Raw> {
    const team = await this.service.archive(viewer, id);
    return this.service.read(viewer, team.id, asked);
  }

  @Mutation(() => Team, { nullable: true })
  @Access('team.manage')
  async setTeamMembers(
    @By() viewer: Viewer, @Args('id', { type: () => ID }) id: string, @Args('userIds', { type: () => [ID] }) userIds: string[], @Asked() asked: Selection,
  ): Promise<Raw> {
    const team = await this.service.setMembers(viewer, id, userIds);
    return this.service.read(viewer, team.id, asked);
  }
}
