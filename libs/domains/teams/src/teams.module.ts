import { Module } from '@nestjs/common';
import { provideDictionary, provideRecords } from '@dossier/kernel/data';
import { calendarDayPolicy, leavePolicy, teamCalendarPolicy } from './calendar/calendar.entities';
import { CalendarResolver, LeaveResolver } from './calendar/calendar.resolver';
import { CalendarService } from './calendar/calendar.service';
import { WorkCalendar } from './calendar/work-calendar';
import { taskHandoverPolicy, taskPolicy } from './tasks/task.policy';
import { TaskReminders } from './tasks/task.reminders';
import { TaskResolver } from './tasks/task.resolver';
import { TaskService } from './tasks/task.service';
import { TaskSubjects } from './tasks/task.subjects';
import { teamPolicy } from './team.policy';
import { TeamResolver } from './team.resolver';
import { TeamService } from './team.service';

provideDictionary('team', 'select id, name from team');

@Module({
  providers: [
    provideRecords(teamPolicy), TeamService, TeamResolver,
    provideRecords(teamCalendarPolicy), provideRecords(calendarDayPolicy), provideRecords(leavePolicy), WorkCalendar, CalendarService, CalendarResolver, LeaveResolver,
    provideRecords(taskPolicy), provideRecords(taskHandoverPolicy), TaskSubjects, TaskService, TaskResolver, TaskReminders,
  ],
  exports: [TeamService, WorkCalendar, TaskService],
})
export class TeamsModule {}
