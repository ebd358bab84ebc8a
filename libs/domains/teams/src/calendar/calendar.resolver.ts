import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access, By, type Viewer } from '@dossier/kernel/access';
import { Asked, type Raw, type Selection } from '@dossier/kernel/data';
import { connection, type Page } from '@dossier/kernel/list';
import { CalendarDay, Leave, TeamCalendar } from './calendar.entities';
import { CalendarDaysArgs, LeaveArgs, LeaveInput, WorkCalendarInput } from './calendar.inputs';
import { CalendarService } from './calendar.service';

const id = { name: 'id', type: () => ID } as const;
const LeaveConnection = connection(Leave, 'task.read');

@Resolver(() => TeamCalendar)
export class CalendarResolver {
  constructor(private readonly service: CalendarService) {}

  @Query(() => [TeamCalendar], { nullable: true })
  @Access('task.read')
  workCalendars(@By() viewer: Viewer, @Asked() asked: Selection): Promise<Raw[]> {
    return this.service.all(viewer, asked);
  }

  @Mutation(() => TeamCalendar, { nullable: true })
  @Access('calendar.manage')
  async saveWorkCalendar(@By() viewer: Viewer, @Args('input') input: WorkCalendarInput, @Asked() asked: Selection): Promise<Raw> {
    const { id: made } = await this.service.save(viewer, input);
    return this.service.read(viewer, made, asked);
  }

  @Mutation(() => TeamCalendar, { nullable: true })
  @Access('calendar.manage')
  async archiveWorkCalendar(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.archive(viewer, one);
    return this.service.read(viewer, one, asked);
  }

  @Mutation(() => TeamCalendar, { nullable: true })
  @Access('calendar.manage')
  async saveCalendarDays(@By() viewer: Viewer, @Args() { calendarId, days }: CalendarDaysArgs, @Asked() asked: Selection): Promise<Raw> {
    await this.service.saveDays(viewer, calendarId, days);
    return this.service.read(viewer, calendarId, asked);
  }

  @Mutation(() => CalendarDay, { nullable: true })
  @Access('calendar.manage')
  async archiveCalendarDay(@By() viewer: Viewer, @Args(id) one: string): Promise<CalendarDay> {
    return this.service.archiveDay(viewer, one);
  }

  @Mutation(() => CalendarDay, { nullable: true })
  @Access('calendar.manage')
  async restoreCalendarDay(@By() viewer: Viewer, @Args(id) one: string): Promise<CalendarDay> {
    return this.service.restoreDay(viewer, one);
  }
}

@Resolver(() => Leave)
export class LeaveResolver {
  constructor(private readonly service: CalendarService) {}

  @Query(() => LeaveConnection, { nullable: true })
  @Access('task.read')
  leaves(@By() viewer: Viewer, @Args() args: LeaveArgs, @Asked() asked: Selection): Promise<Page<Raw>> {
    return this.service.leavePage(viewer, args, asked);
  }

  @Mutation(() => Leave, { nullable: true })
  @Access('task.write')
  async addLeave(@By() viewer: Viewer, @Args('input') input: LeaveInput, @Asked() asked: Selection): Promise<Raw> {
    const { id: made } = await this.service.addLeave(viewer, input);
    return this.service.readLeave(viewer, made, asked);
  }

  @Mutation(() => Leave, { nullable: true })
  @Access('task.write')
  async archiveLeave(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.archiveLeave(viewer, one);
    return this.service.readLeave(viewer, one, asked);
  }

  @Mutation(() => Leave, { nullable: true })
  @Access('task.write')
  async restoreLeave(@By() viewer: Viewer, @Args(id) one: string, @Asked() asked: Selection): Promise<Raw> {
    await this.service.restoreLeave(viewer, one);
    return this.service.readLeave(viewer, one, asked);
  }

  /** Null for everybody but the person and whoever looks after the calendars. */
  @ResolveField(() => String, { nullable: true })
  @Access('task.read')
  reason(@By() viewer: Viewer, @Parent() row: Raw): string | null {
    const told = row['reason'] as { person: string; text: string | null } | null | undefined;
    return told && (told.person === viewer.userId || viewer.may('calendar.manage')) ? told.text : null;
  }
}
