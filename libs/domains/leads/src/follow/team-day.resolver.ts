import { Query, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { TeamDay } from './team-day.service';
import { TeamDayPerson } from './team-day.view';

@Resolver(() => TeamDayPerson)
export class TeamDayResolver {
  constructor(private readonly day: TeamDay) {}

  @Query(() => [TeamDayPerson], { nullable: true, description: 'What others within reach owe today, person by person; empty for whoever gives no work to others' })
  @Access('task.read')
  teamDay(@By() viewer: Viewer): Promise<TeamDayPerson[]> {
    return this.day.people(viewer);
  }
}
