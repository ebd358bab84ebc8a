import { Module } from '@nestjs/common';
import { provideDictionary, provideRecords } from '@dossier/kernel/data';
import { teamPolicy } from './team.policy';
import { TeamResolver } from './team.resolver';
import { TeamService } from './team.service';

provideDictionary('team', 'select id, name from team');

@Module({
  providers: [provideRecords(teamPolicy), TeamService, TeamResolver],
  exports: [TeamService],
})
export class TeamsModule {}
