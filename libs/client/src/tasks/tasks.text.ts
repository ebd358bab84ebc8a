import { texts } from '@dossier/ui';
import { leadTerms } from '@dossier/vocabulary/terms/leads';

const codes = Object.fromEntries(Object.entries(leadTerms).filter(([key]) => /^Task(State|Priority|Repeat|Subject)\./.test(key)).map(([key, { zh, en }]) => [key, { zh, en }])) as Record<
  Extract<keyof typeof leadTerms, `Task${'State' | 'Priority' | 'Repeat' | 'Subject'}.${string}`>, { zh: string; en: string }
>;

/** Words of a task, for every screen on which one is added. */
export const taskText = texts('task', {
  ...codes,
  newTask: { zh: '新建任务', en: 'New task' },
  newTaskAbout: { zh: '为“{name}”新建任务', en: 'New task about “{name}”' },
  editTask: { zh: '编辑任务', en: 'Edit the task' },
  addTask: { zh: '创建', en: 'Create' },
  saveTask: { zh: '保存', en: 'Save' },
  taskAdded: { zh: '已创建任务“{title}”', en: 'The task “{title}” is created' },
  taskSaved: { zh: '任务已保存', en: 'The task is saved' },
  taskTitle: { zh: '要做什么', en: 'What is to be done' },
  titleNeeded: { zh: '请写明要做什么', en: 'Say what is to be done' },
  assignee: { zh: '负责人', en: 'Assignee' },
  me: { zh: '我自己', en: 'Myself' },
  dueOn: { zh: '到期日', en: 'Due on' },
  dueTime: { zh: '时间（可不填）', en: 'Time (if any)' },
  priority: { zh: '优先级', en: 'Priority' },
  moreOfTask: { zh: '说明、协作与重复', en: 'Details, helpers and repeats' },
  description: { zh: '说明', en: 'Details' },
  deliverable: { zh: '交付物', en: 'Result to show' },
  deliverableHint: { zh: '例如：报价单一份', en: 'For example: one quotation' },
  collaborators: { zh: '协作人', en: 'Helpers' },
  acceptor: { zh: '验收人', en: 'Accepted by' },
  acceptorHint: { zh: '完成后由另一个人验收', en: 'Somebody else looks at the result' },
  dependsOn: { zh: '前置任务', en: 'Comes after' },
  repeats: { zh: '重复', en: 'Repeats' },
  aboutLead: { zh: '与一条线索相关；标题由您填写，别人只看到标题。', en: 'About a lead. The title is yours; of the lead nobody sees more than they may.' },
  aboutCustomer: { zh: '与一位客户相关；标题由您填写，别人只看到标题。', en: 'About a customer. The title is yours; of the customer nobody sees more than they may.' },
  tasksAbout: { zh: '任务', en: 'Tasks' },
  tasksOpen: { zh: '{count} 项待办', en: '{count} to do' },
  tasksBefore: { zh: '更早的任务', en: 'Earlier tasks' },
  noTasksAbout: { zh: '还没有相关任务。', en: 'There are no tasks about it.' },
  finishTask: { zh: '完成', en: 'Done' },
  finishThisTask: { zh: '完成“{title}”', en: 'Done: “{title}”' },
  taskDone: { zh: '已完成“{title}”', en: '“{title}” is done' },
  overdueSince: { zh: '逾期 {day}', en: 'overdue {day}' },
  noDueDay: { zh: '没有到期日', en: 'no due day' },
  nobodysTask: { zh: '没有负责人', en: 'nobody' },
  highTask: { zh: '高优先级', en: 'high priority' },
  taskWaits: { zh: '还要等 {count} 项前置任务', en: 'waits for {count} other tasks', one: 'waits for {count} other task' },
});
