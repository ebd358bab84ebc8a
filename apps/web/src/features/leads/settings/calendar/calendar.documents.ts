import { graphql } from '@dossier/client';

export const WorkCalendarsDocument = graphql(`
  query WorkCalendars { workCalendars { id version teamId team { id name } week { weekday hours { from to } } days { id day name hours { from to } } can } }
`);

export const CalendarTeamsDocument = graphql(`
  query CalendarTeams { teams { id name } }
`);

export const SaveWorkCalendarDocument = graphql(`
  mutation SaveWorkCalendar($input: WorkCalendarInput!) { saveWorkCalendar(input: $input) { id version teamId } }
`);

export const ArchiveWorkCalendarDocument = graphql(`
  mutation ArchiveWorkCalendar($id: ID!) { archiveWorkCalendar(id: $id) { id version } }
`);

export const SaveCalendarDaysDocument = graphql(`
  mutation SaveCalendarDays($calendarId: ID!, $days: [CalendarDayInput!]!) { saveCalendarDays(calendarId: $calendarId, days: $days) { id version } }
`);

export const ArchiveCalendarDayDocument = graphql(`
  mutation ArchiveCalendarDay($id: ID!) { archiveCalendarDay(id: $id) { id version } }
`);

export const RestoreCalendarDayDocument = graphql(`
  mutation RestoreCalendarDay($id: ID!) { restoreCalendarDay(id: $id) { id version } }
`);
