import { Input } from 'antd';
import { useSave } from '@dossier/client';
import { Field, RecordForm, Section, useText } from '@dossier/ui';
import { SaveWorkCalendarDocument } from './calendar.documents';
import { calendarText } from './calendar.text';
import type { TeamCalendar } from './CalendarScreen';
import { hoursIn, hoursOut } from './hours.rules';

const WEEK = [1, 2, 3, 4, 5, 6, 7] as const;
type Values = Record<`day${(typeof WEEK)[number]}`, string>;

/** The hours of each day of the week, written as people write them. */
export function WeekForm({ calendar }: { calendar: TeamCalendar }) {
  const t = useText(calendarText);
  const save = useSave(SaveWorkCalendarDocument, { refreshes: ['workCalendars'], done: t('saved') });
  const initial = Object.fromEntries(WEEK.map((weekday) => [`day${weekday}`, hoursOut(calendar.week?.find((day) => day.weekday === weekday)?.hours)])) as Values;
  const submit = (values: Values) => save.run({ input: { teamId: calendar.teamId ?? null, week: WEEK.map((weekday) => ({ weekday, hours: hoursIn(values[`day${weekday}`] ?? '') ?? [] })) } });
  const readable = { validator: async (_: unknown, text?: string) => { if (hoursIn(text ?? '') === null) throw new Error(t('hoursWrong')); } };
  return (
    <Section title={t('hours')} note={t('hoursHint')}>
      <div className="lead-week"><RecordForm<Values> save={save} initial={initial} submitLabel={t('save')} label={t('hours')} onSubmit={submit}>
        {WEEK.map((weekday) => <Field key={weekday} name={`day${weekday}`} label={t(`day${weekday}`)} rules={[readable]}><Input maxLength={120} /></Field>)}
      </RecordForm></div>
    </Section>
  );
}
