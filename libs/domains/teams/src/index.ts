export { TeamsModule } from './teams.module';
export { Team } from './team.entity';
export { TeamService } from './team.service';
export { pathBelow } from './team.rules';
export { wholeList } from './whole-list';
