import { useNavigate, useSearch } from '@tanstack/react-router';
import { Can, failure, TaskVerb, useFormat, useMay, useShortcuts } from '@dossier/client';
import { EmptyState, Failed, NotAllowed, Page, Section, useText, Waiting } from '@dossier/ui';
import { useState } from 'react';
import { daysLater } from './day.rules';
import { DoingRow } from './DoingRow';
import { LeadRows } from './LeadRows';
import { TaskDrawer } from './TaskDrawer';
import './tasks.css';
import { tasksText } from './tasks.text';
import { TeamRows, useTeamDay } from './TeamRows';
import { TaskTabs } from './TaskTabs';
import { useDay, type Doing } from './useDay';

export function MyDayScreen() {
  const t = useText(tasksText);
  return useMay('task.read') ? <MyDay /> : <Page title={t('myDay')}><NotAllowed text={t('notAllowed')} /></Page>;
}

/** The task that stands open beside the screen, in the address: a link of a notification leads to it. */
export function useOpenTask(): [string | undefined, (id?: string) => void] {
  const { task } = useSearch({ strict: false }) as { task?: string };
  const navigate = useNavigate();
  return [task, (id) => void navigate({ to: '.', replace: true, resetScroll: false, search: ((old: object) => ({ ...old, task: id })) as never })];
}

/** What is to be done today, from top to bottom; each with one tap. */
function MyDay() {
  const t = useText(tasksText);
  const format = useFormat();
  const day = useDay();
  const team = useTeamDay();
  const [task, openTask] = useOpenTask();
  const [chosen, choose] = useState<string | null>(null);
  const sections = [
    { key: 'overdue', rows: day.late }, { key: 'today', rows: day.now }, { key: 'toAccept', rows: day.accept }, { key: 'steps', rows: day.steps, note: t('stepsNote') }, { key: 'coming', rows: day.soon },
  ] as const;
  const all: Doing[] = sections.flatMap(({ rows }) => rows);
  const at = Math.max(0, all.findIndex(({ key }) => key === chosen));
  const current = all[at];
  const go = (step: number) => choose(all[Math.min(Math.max(chosen === null ? 0 : at + step, 0), all.length - 1)]?.key ?? null);
  useShortcuts({ j: () => go(1), k: () => go(-1), x: chosen ? current?.finish : undefined, s: chosen && current?.moveTo ? () => current.moveTo?.(daysLater(day.today, 1)) : undefined, o: chosen && current?.taskId ? () => openTask(current.taskId) : undefined });
  const count = day.late.length + day.now.length + day.accept.length + day.steps.length;
  return (
    <Page title={t('myDay')} note={count > 0 ? t('left', { count }) : format.weekday()} help="my-day" flush actions={<TaskVerb primary />}>
      <TaskTabs current="myDay" />
      <div className="d-page tasks-page">
        {all.length > 0 && <p className="d-caption tasks-keys">{t('keys')}</p>}
        {day.ask.isError && <Failed {...failure(day.ask.error)} onRetry={() => void day.ask.refetch()} />}
        {!day.ask.isError && !day.isReady && <Waiting rows={6} />}
        {day.isReady && count === 0 && (team.length > 0 ? <p className="d-note">{t('nothingOwn')}</p> : <EmptyState title={t('nothingTitle')} text={t('nothingText')} />)}
        {sections.map((section) => section.rows.length > 0 && (
          <Section key={section.key} title={t(section.key)} note={'note' in section ? section.note : undefined}>
            <ul className="d-rows" aria-label={t(section.key)}>
              {section.rows.map((doing) => <DoingRow key={doing.key} doing={doing} current={doing.key === chosen} onChoose={() => choose(doing.key)} onOpen={openTask} />)}
            </ul>
          </Section>
        ))}
        <TeamRows people={team} />
        <Can do="lead.read"><LeadRows /></Can>
      </div>
      {task && <TaskDrawer id={task} onClose={() => openTask()} />}
    </Page>
  );
}
