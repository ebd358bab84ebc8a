import { Button, Select } from 'antd';
import { failure, useAsk, useFormat, useMay, useSave, type AnswerOf } from '@dossier/client';
import { Failed, NotAllowed, Page, Row, Rows, Section, useText, Waiting } from '@dossier/ui';
import { useState } from 'react';
import { SettingsTabs } from '../SettingsTabs';
import '../time.css';
import { ArchiveCalendarDayDocument, ArchiveWorkCalendarDocument, CalendarTeamsDocument, RestoreCalendarDayDocument, SaveWorkCalendarDocument, WorkCalendarsDocument } from './calendar.documents';
import { calendarText } from './calendar.text';
import { DatesDialog } from './DatesDialog';
import { hoursOut } from './hours.rules';
import { WeekForm } from './WeekForm';

export type TeamCalendar = NonNullable<AnswerOf<typeof WorkCalendarsDocument>['workCalendars']>[number];
type DateRow = NonNullable<TeamCalendar['days']>[number];

export function CalendarScreen() {
  const t = useText(calendarText);
  return useMay('calendar.manage') ? <Calendars /> : <Page title={t('title')}><NotAllowed text={t('notAllowed')} /></Page>;
}

/** When the company works, and each team that goes its own way. */
function Calendars() {
  const t = useText(calendarText);
  const ask = useAsk(WorkCalendarsDocument, {});
  const [chosen, choose] = useState<string | null>(null);
  const calendars = ask.data?.workCalendars ?? [];
  const current = calendars.find(({ id }) => id === chosen) ?? calendars.find(({ teamId }) => !teamId) ?? calendars[0];
  return (
    <Page title={t('title')} help="calendar" flush>
      <SettingsTabs current="calendar" />
      <div className="d-page">
        <p className="d-note">{t('lead')} {t('leaveNote')}</p>
        {ask.isPending && <Waiting rows={7} />}
        {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
        {current && <Whose calendars={calendars} current={current} onChoose={choose} />}
        {current && <WeekForm key={current.id} calendar={current} />}
        {current && <Dates calendar={current} />}
      </div>
    </Page>
  );
}

function Whose({ calendars, current, onChoose }: { calendars: readonly TeamCalendar[]; current: TeamCalendar; onChoose: (id: string | null) => void }) {
  const t = useText(calendarText);
  const teams = useAsk(CalendarTeamsDocument, {}).data?.teams ?? [];
  const add = useSave(SaveWorkCalendarDocument, { refreshes: ['workCalendars'], loud: true, onDone: ({ saveWorkCalendar }) => onChoose(saveWorkCalendar?.id ?? null) });
  const again = useSave(SaveWorkCalendarDocument, { refreshes: ['workCalendars'], loud: true });
  const week = (current.week ?? []).map((day) => ({ weekday: day.weekday ?? 1, hours: (day.hours ?? []).map(({ from, to }) => ({ from: from ?? '', to: to ?? '' })) }));
  const drop = useSave(ArchiveWorkCalendarDocument, { refreshes: ['workCalendars'], loud: true, done: t('dropped'), undo: () => again.run({ input: { teamId: current.teamId ?? null, week } }), onDone: () => onChoose(null) });
  const free = teams.filter(({ id }) => !calendars.some(({ teamId }) => teamId === id));
  return (
    <div className="lead-calendar-whose">
      <Select aria-label={t('whose')} value={current.id} onChange={onChoose} options={calendars.map((one) => ({ value: one.id, label: one.team?.name ?? t('company') }))} popupMatchSelectWidth={false} />
      {free.length > 0 && <Select<string | null> aria-label={t('addTeam')} placeholder={t('addTeam')} value={null} options={free.map(({ id, name }) => ({ value: id, label: name }))} popupMatchSelectWidth={false} onChange={(teamId) => teamId && void add.run({ input: { teamId, week } })} />}
      {current.can?.includes('ARCHIVE') && <Button type="link" onClick={() => void drop.run({ id: current.id })}>{t('drop')}</Button>}
    </div>
  );
}

function Dates({ calendar }: { calendar: TeamCalendar }) {
  const t = useText(calendarText);
  const [adding, setAdding] = useState(false);
  const days = calendar.days ?? [];
  return (
    <Section title={t('dates')} extra={<Button size="small" onClick={() => setAdding(true)}>{t('addDates')}</Button>}>
      {days.length === 0 && <p className="d-note">{t('noDates')}</p>}
      {days.length > 0 && <Rows label={t('dates')}>{days.map((day) => <DateLine key={day.id} day={day} />)}</Rows>}
      {adding && <DatesDialog calendarId={calendar.id} onClose={() => setAdding(false)} />}
    </Section>
  );
}

function DateLine({ day }: { day: DateRow }) {
  const t = useText(calendarText);
  const format = useFormat();
  const words = format.day(day.day);
  const back = useSave(RestoreCalendarDayDocument, { refreshes: ['workCalendars'], loud: true });
  const drop = useSave(ArchiveCalendarDayDocument, { refreshes: ['workCalendars'], loud: true, done: t('removed', { day: words }), undo: () => back.run({ id: day.id }) });
  return (
    <Row lead={words} title={day.name} value={hoursOut(day.hours) || t('dayOff')} verb={<Button size="small" type="link" aria-label={t('removeThis', { day: words })} onClick={() => void drop.run({ id: day.id })}>{t('remove')}</Button>} />
  );
}
