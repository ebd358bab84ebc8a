import { errorText, FinishTaskDocument, refresh, ReopenTaskDocument, request, UpdateTaskDocument, useAsk, useFormat, useMay, useViewer, type AnswerOf } from '@dossier/client';
import { useText, useToast } from '@dossier/ui';
import { useMemo, useRef } from 'react';
import { daysLater, dueAsItWas, movedTo } from './day.rules';
import { FinishStepDocument, MoveStepDocument, MyStepsDocument, MyTasksDocument, ReopenStepDocument } from './tasks.documents';
import { tasksText } from './tasks.text';

type DayTask = NonNullable<AnswerOf<typeof MyTasksDocument>['tasks']>['nodes'][number];
type DayStep = NonNullable<AnswerOf<typeof MyStepsDocument>['communications']>['nodes'][number];

/** Something to do: how it is called, where it leads, and what one tap does with it. */
export interface Doing {
  key: string;
  title: string;
  note: string;
  dueOn: string | null;
  dueAt: string | null;
  isLate: boolean;
  /** The task itself opens beside the day; a step leads to its customer. */
  taskId?: string;
  about?: { to: string; kind: 'LEAD' | 'CUSTOMER' } | undefined;
  finish?: (() => void) | undefined;
  moveTo?: ((day: string) => void) | undefined;
}

const SOON = 7;
const MOST = 100;

/** Where what a task is about stands. */
export function placeOf(task: { subjectType?: string | null; subjectId?: string | null }): Doing['about'] {
  if (!task.subjectId) return undefined;
  return task.subjectType === 'LEAD' ? { to: `/leads/${task.subjectId}`, kind: 'LEAD' } : { to: `/customers/${task.subjectId}`, kind: 'CUSTOMER' };
}

/** Does something at once, says it, and offers the way back for ten seconds. A second tap meanwhile does nothing. */
function useAct(): (run: () => Promise<unknown>, said: string, undo: () => Promise<unknown>) => void {
  const toast = useToast();
  const under = useRef(false);
  return useMemo(() => {
    const renew = () => refresh('tasks', 'task', 'communications');
    const once = async (run: () => Promise<unknown>, then?: () => void) => {
      if (under.current) return;
      under.current = true;
      try {
        await run();
        await renew();
        then?.();
      } catch (fault) {
        toast.failed(errorText(fault));
      } finally {
        under.current = false;
      }
    };
    return (run, said, undo) => void once(run, () => toast.done(said, { undo: () => once(undo) }));
  }, [toast]);
}

/** The tasks of a day as things to do. */
export function useTaskDoing(): (task: DayTask) => Doing {
  const t = useText(tasksText);
  const format = useFormat();
  const act = useAct();
  return (task) => {
    const title = task.title ?? '';
    const note = [task.priority === 'HIGH' && t('high'), Boolean(task.waitsFor) && t('waits', { count: task.waitsFor ?? 0 })].filter(Boolean).join(' · ');
    const change = (version: number, input: { dueOn: string | null } | { dueAt: string } | { dueOn: string }) => request(UpdateTaskDocument, { id: task.id, version, input });
    const move = (day: string) => act(() => change(task.version, movedTo(task, day)), t('moved', { title, day: format.dayShort(day) }), () => change(task.version + 1, dueAsItWas(task)));
    const finish = () => act(() => request(FinishTaskDocument, { id: task.id }), t('doneSaid', { title }), () => request(ReopenTaskDocument, { id: task.id }));
    return {
      key: `task ${task.id}`, title, note, dueOn: task.dueOn ?? null, dueAt: task.dueAt ?? null, isLate: task.isOverdue === true, taskId: task.id, about: placeOf(task),
      finish: task.can?.includes('FINISH') && !task.waitsFor ? finish : undefined, moveTo: task.can?.includes('UPDATE') ? move : undefined,
    };
  };
}

/** The promised next steps as things to do. */
function useStepDoing(): (step: DayStep) => Doing {
  const t = useText(tasksText);
  const format = useFormat();
  const act = useAct();
  const today = format.today();
  return (step) => {
    const who = step.customer?.name ?? step.customer?.companyName ?? step.customer?.archiveNo ?? '';
    const title = step.nextStep ?? step.summary ?? who;
    const change = (version: number, nextOn: string | null) => request(MoveStepDocument, { id: step.id, version, input: { nextOn } });
    const move = (day: string) => act(() => change(step.version, day), t('moved', { title, day: format.dayShort(day) }), () => change(step.version + 1, step.nextOn ?? null));
    const finish = () => act(() => request(FinishStepDocument, { id: step.id }), t('doneSaid', { title }), () => request(ReopenStepDocument, { id: step.id }));
    return {
      key: `step ${step.id}`, title, note: who, dueOn: step.nextOn ?? null, dueAt: null, isLate: Boolean(step.nextOn) && step.nextOn! < today, about: step.customer ? { to: `/customers/${step.customer.id}`, kind: 'CUSTOMER' } : undefined,
      finish: step.can?.includes('FINISH') ? finish : undefined, moveTo: step.can?.includes('UPDATE') ? move : undefined,
    };
  };
}

/** What one has to do today: late first, then today, what is to be accepted, what was promised, and the week that follows. */
export function useDay() {
  const format = useFormat();
  const { id } = useViewer();
  const today = format.today();
  const mine = { assignee: { in: [id] }, state: { in: ['OPEN'] } };
  const due = useAsk(MyTasksDocument, { filter: { ...mine, dueOn: { to: daysLater(today, SOON) } }, first: MOST });
  const toAccept = useAsk(MyTasksDocument, { filter: { isForMeToAccept: true }, first: MOST });
  const talks = useMay('communication.read');
  const promised = useAsk(MyStepsDocument, { filter: { author: { in: [id] }, nextState: { in: ['OPEN'] }, nextOn: { to: today } } }, { skip: !talks });
  const [ofTask, ofStep] = [useTaskDoing(), useStepDoing()];
  const tasks = (due.data?.tasks?.nodes ?? []).map(ofTask);
  const ask = [due, toAccept].find(({ isError }) => isError) ?? due;
  return {
    ask, isReady: due.isSuccess && toAccept.isSuccess && (promised.isSuccess || !talks), today,
    late: tasks.filter(({ isLate }) => isLate), now: tasks.filter(({ isLate, dueOn }) => !isLate && dueOn === today), soon: tasks.filter(({ isLate, dueOn }) => !isLate && dueOn !== today),
    accept: (toAccept.data?.tasks?.nodes ?? []).map((task) => ({ ...ofTask(task), moveTo: undefined, finish: undefined })), steps: (promised.data?.communications?.nodes ?? []).map(ofStep),
  };
}
