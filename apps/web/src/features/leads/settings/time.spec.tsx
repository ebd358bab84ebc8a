import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { on, show } from '../../../testing/show';
import { leadsRoutes } from '../leads.routes';
import { CalendarTeamsDocument, SaveCalendarDaysDocument, SaveWorkCalendarDocument, WorkCalendarsDocument } from './calendar/calendar.documents';
import { CreateNurtureTrackDocument, NurtureEnrolmentsDocument, NurtureTracksDocument, StopNurtureDocument } from './nurture/nurture.documents';

const office = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, hours: [{ from: '09:00', to: '18:00' }] }));
const calendar = { id: 'w1', version: 1, teamId: null, team: null, week: office, days: [{ id: 'd1', day: '2026-10-01', name: '国庆节', hours: [] }], can: ['UPDATE'] };
const track = { id: 't1', version: 1, name: '低等级培育', isActive: true, grades: ['C' as const, 'D' as const], takesBadTiming: false, steps: [{ afterDays: 0, title: '发送案例', text: null }], silentLimit: 3, reentry: 'NEVER' as const, reentryDays: 90, can: ['UPDATE', 'ARCHIVE'] };
const enrolment = {
  id: 'e1', version: 1, trackName: '低等级培育', state: 'ACTIVE' as const, cause: 'GRADE' as const, fromGrade: 'C' as const, toGrade: null, step: 1, silent: 0, nextOn: '2026-12-01', createdAt: '2026-11-20T00:00:00Z', endedAt: null, signals: null, can: ['STOP'], events: [],
  lead: { id: 'l1', subject: '咨询', owner: { id: 'u1', name: '赵一凡' }, customer: { id: 'c1', name: '王伟', companyName: null, archiveNo: 'DA-1' } },
};

afterEach(cleanup);

describe('working time', () => {
  const replies = [on(WorkCalendarsDocument, { workCalendars: [calendar] }), on(CalendarTeamsDocument, { teams: [{ id: 'team1', name: '华东' }] })];

  it('is written as people write hours, and refused where it cannot be read', async () => {
    const { sent } = await show(leadsRoutes, '/lead-settings/calendar', [...replies, on(SaveWorkCalendarDocument, { saveWorkCalendar: { id: 'w1', version: 2, teamId: null } })]);
    const monday = await screen.findByLabelText('Monday');
    expect(monday).toHaveValue('09:00-18:00');
    fireEvent.change(monday, { target: { value: '9-12' } });
    fireEvent.click(screen.getByText('Save the hours'));
    expect((await screen.findAllByText('Write spans such as 09:00-18:00')).length).toBeGreaterThan(0);
    fireEvent.change(monday, { target: { value: '8:30-12:00, 13:00-17:30' } });
    fireEvent.click(screen.getByText('Save the hours'));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'SaveWorkCalendar')?.variables).toMatchObject({ input: { teamId: null, week: expect.arrayContaining([{ weekday: 1, hours: [{ from: '08:30', to: '12:00' }, { from: '13:00', to: '17:30' }] }]) } }));
  });

  it('takes a pasted list of dates, and says which lines it cannot read', async () => {
    const { sent } = await show(leadsRoutes, '/lead-settings/calendar', [...replies, on(SaveCalendarDaysDocument, { saveCalendarDays: { id: 'w1', version: 1 } })]);
    fireEvent.click(await screen.findByText('Enter dates'));
    const lines = await screen.findByLabelText('One date a line');
    fireEvent.change(lines, { target: { value: 'no date\n2026-12-25 Christmas' } });
    expect(await screen.findByText('Line 1 cannot be read: please correct it.')).toBeInTheDocument();
    fireEvent.change(lines, { target: { value: '2026-12-25 Christmas' } });
    fireEvent.click(screen.getByText('Add to the calendar'));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'SaveCalendarDays')?.variables).toEqual({ calendarId: 'w1', days: [{ day: '2026-12-25', name: 'Christmas', hours: [] }] }));
  });

  it('is closed to whoever may not', async () => {
    const { sent } = await show(leadsRoutes, '/lead-settings/calendar', [], { without: ['calendar.manage'] });
    expect(sent).toEqual([]);
  });
});

describe('nurture', () => {
  it('shows who stands where, and takes one off', async () => {
    const { sent } = await show(leadsRoutes, '/lead-settings/nurture', [on(NurtureTracksDocument, { nurtureTracks: [track] }), on(NurtureEnrolmentsDocument, { nurtureEnrolments: { nodes: [enrolment], totalCount: 1, totalIsExact: true } }), on(StopNurtureDocument, { stopNurture: { id: 'e1', version: 2, state: 'STOPPED' } })]);
    expect((await screen.findByText('王伟')).closest('a')).toHaveAttribute('href', '/leads/l1');
    expect(screen.getByText('Enters: grade C/D · steps: 1')).toBeInTheDocument();
    fireEvent.click(screen.getByLabelText('Take off: “王伟”'));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'StopNurture')?.variables).toEqual({ id: 'e1' }));
  });

  it('makes a track of its steps', async () => {
    const { sent } = await show(leadsRoutes, '/lead-settings/nurture', [on(NurtureTracksDocument, { nurtureTracks: [] }), on(CreateNurtureTrackDocument, { createNurtureTrack: { id: 't1', version: 1, name: 'Low grades' } })]);
    expect(await screen.findByText('No nurture tracks yet')).toBeInTheDocument();
    fireEvent.click(screen.getByText('New track'));
    fireEvent.change(await screen.findByLabelText('Name'), { target: { value: 'Low grades' } });
    fireEvent.change(screen.getByLabelText('Task'), { target: { value: 'Send a case' } });
    fireEvent.click(screen.getByText('Save'));
    await waitFor(() => expect(sent.find(({ operation }) => operation === 'CreateNurtureTrack')?.variables).toMatchObject({ input: { name: 'Low grades', grades: ['C', 'D'], steps: [{ afterDays: 0, title: 'Send a case' }] } }));
  });
});
