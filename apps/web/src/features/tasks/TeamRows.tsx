import { Link } from '@tanstack/react-router';
import { useAsk, useFormat, type AnswerOf } from '@dossier/client';
import { Row, Rows, Section, useText } from '@dossier/ui';
import { TeamDayDocument } from './tasks.documents';
import { tasksText } from './tasks.text';

type Colleague = NonNullable<AnswerOf<typeof TeamDayDocument>['teamDay']>[number];

/** What colleagues owe today, as far as the viewer gives work to others. */
export const useTeamDay = (): readonly Colleague[] => useAsk(TeamDayDocument, {}).data?.teamDay ?? [];

/** Person by person in numbers; each number leads to the list behind it. */
export function TeamRows({ people }: { people: readonly Colleague[] }) {
  const t = useText(tasksText);
  if (people.length === 0) return null;
  return (
    <Section title={t('teamDay')} note={t('teamNote')}>
      <Rows label={t('teamDay')}>{people.map((one) => <Row key={one.person?.id ?? 'nobody'} title={one.person?.name ?? t('ofNobody')} note={<Numbers of={one} />} />)}</Rows>
    </Section>
  );
}

function Numbers({ of: one }: { of: Colleague }) {
  const t = useText(tasksText);
  const today = useFormat().today();
  const whose = one.person ? { status: { in: ['OPEN'] }, owner: { in: [one.person.id] } } : { status: { in: ['OPEN'] }, hasOwner: false };
  const assignee = { assignee: { in: one.person ? [one.person.id] : [] }, state: { in: ['OPEN'] } };
  const parts = [
    { key: 'leadsLate', count: one.overdueLeads, to: '/leads', filter: { ...whose, isOverdue: true }, isLate: true },
    { key: 'leadsUnanswered', count: one.unansweredLeads, to: '/leads', filter: { ...whose, isUnanswered: true }, isLate: false },
    { key: 'tasksLate', count: one.overdueTasks, to: '/tasks/list', filter: { ...assignee, isOverdue: true }, isLate: true },
    { key: 'tasksDue', count: one.dueTasks, to: '/tasks/list', filter: { ...assignee, isOverdue: false, dueOn: { from: today, to: today } }, isLate: false },
  ] as const;
  return (
    <span className="tasks-team">
      {parts.map(({ key, count, to, filter, isLate }) => Boolean(count) && <Link key={key} to={to} search={{ filter } as never} className={isLate ? 'd-tone-error' : undefined}>{t(key, { count: count ?? 0 })}</Link>)}
    </span>
  );
}
