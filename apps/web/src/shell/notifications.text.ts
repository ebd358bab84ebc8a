import { texts, useLanguage, useText } from '@dossier/ui';
import { alertSentence, alertSentences } from '@dossier/vocabulary/alerts';

export const notificationText = texts('notifications', {
  IMPORT_CHECKED: { zh: '“{fileName}”检查完了：共 {rowCount} 行。', en: '“{fileName}” is checked: {rowCount} rows.' },
  IMPORT_DONE: { zh: '“{fileName}”导入完成：新增 {insertedCount}，更新 {updatedCount}，未通过 {failedCount}。', en: '“{fileName}” is imported: {insertedCount} new, {updatedCount} updated, {failedCount} failed.' },
  IMPORT_FAILED: { zh: '“{fileName}”没有导入成功。', en: '“{fileName}” could not be imported.' },
  IMPORT_REVERTED: { zh: '“{fileName}”的导入已撤回。', en: 'The import of “{fileName}” was reverted.' },
  SUBJECT_REQUESTS_DUE: { zh: '{due} 项主体请求即将到期，其中 {late} 项已逾期。', en: '{due} requests of persons are due soon; {late} of them are overdue.' },
  EXPORT_DONE: { zh: '导出完成：{rowCount} 行，可以下载了。', en: 'The export is ready: {rowCount} rows.' },
  EXPORT_READY: { zh: '导出完成：{rowCount} 行，可以下载了。', en: 'The export is ready: {rowCount} rows.' },
  EXPORT_NEEDS_APPROVAL: { zh: '{name} 申请导出 {rows} 行，等待批准。', en: '{name} asks to export {rows} rows and waits for approval.' },
  EXPORT_APPROVED: { zh: '您的导出（{rows} 行）已获批准，正在生成。', en: 'Your export of {rows} rows is approved and being made.' },
  EXPORT_DECLINED: { zh: '您的导出（{rows} 行）没有获得批准，原因见导出列表。', en: 'Your export of {rows} rows was declined; the list says why.' },
  EXPORT_FAILED: { zh: '导出没有成功。', en: 'The export failed.' },
  BULK_EDIT_DONE: { zh: '批量修改完成：{rowCount} 行。', en: 'The bulk edit is done: {rowCount} rows.' },
  BATCH_DONE: { zh: '批量修改完成：{rowCount} 行。', en: 'The bulk edit is done: {rowCount} rows.' },
  BATCH_REVERTED: { zh: '批量修改已撤回：{rowCount} 行。', en: 'The bulk edit was reverted: {rowCount} rows.' },
  RECORDING_DUE: { zh: '一条投资建议需要双录，请完成后确认。', en: 'An advice must be recorded in sound and picture: confirm it when that is done.' },
  CREDIT_WATCH_OPENED: { zh: '您负责的一位客户进入信用关注，信贷营销已停止。', en: 'A customer of yours is under credit watch: no credit is offered to them for now.' },
  TASK_GIVEN: { zh: '有人给了您一项任务。', en: 'Somebody has given you a task.' },
  TASK_SOON: { zh: '您的一项任务快到期了。', en: 'A task of yours is due soon.' },
  TASK_DUE: { zh: '您的一项任务今天到期。', en: 'A task of yours is due today.' },
  TASK_LATE: { zh: '您的一项任务已逾期 {days} 天。', en: 'A task of yours is {days} days late.' },
  TASK_LATE_IN_TEAM: { zh: '您团队的一项任务已逾期 {days} 天。', en: 'A task of your team is {days} days late.' },
  TASK_LATE_ON_YOURS: { zh: '您负责的客户或线索上，有一项任务已逾期 {days} 天。', en: 'A task about a customer or lead of yours is {days} days late.' },
  TASKS_SOON: { zh: '您有 {count} 项任务快到期了。', en: '{count} tasks of yours are due soon.' },
  TASKS_DUE: { zh: '您有 {count} 项任务今天到期。', en: '{count} tasks of yours are due today.' },
  TASKS_LATE: { zh: '您有 {count} 项任务已逾期。', en: '{count} tasks of yours are late.' },
  TASKS_LATE_IN_TEAM: { zh: '您的团队有 {count} 项任务已逾期。', en: '{count} tasks of your team are late.' },
  TASKS_LATE_ON_YOURS: { zh: '您负责的客户和线索上，有 {count} 项任务已逾期。', en: '{count} tasks about customers and leads of yours are late.' },
  TASK_TO_ACCEPT: { zh: '有一项已完成的任务等您验收。', en: 'A task is done and waits for you to accept it.' },
  NURTURE_HANDED_OFF: { zh: '培育中的一条线索等级上升了，请跟进。', en: 'A lead on a nurture track has risen in grade: please follow up.' },
  NURTURE_ANSWERED: { zh: '培育中的一条线索有了回应，请跟进。', en: 'A lead on a nurture track has answered: please follow up.' },
  LEAD_TAKEN_OVER: { zh: '{name} 接手了您正在处理的线索。', en: '{name} has taken over a lead that you were working on.' },
  LEAD_UNANSWERED: { zh: '{count} 条线索超过首次响应时限，还没有人联系。', en: '{count} leads are past the time for a first answer.' },
  LEAD_STEP_OVERDUE: { zh: '{count} 条线索的下一步已逾期。', en: 'The next step of {count} leads is overdue.' },
  LEAD_STEP_ESCALATED: { zh: '同事的 {count} 条线索，下一步已逾期较久，还没有完成。', en: 'The next step of {count} leads of colleagues has been overdue for some time.' },
  LEADS_GO_BACK: { zh: '{count} 条线索快要回到公海了，跟进后会留在您这里。', en: '{count} leads of yours will go back to their pool soon; those you follow up stay.' },
  LEADS_WENT_BACK: { zh: '{count} 条线索已按规则回到公海。', en: '{count} leads of yours went back to their pool.' },
  JOB_FAILED: { zh: '后台任务没有完成：{name}', en: 'A background job failed: {name}' },
  OTHER: { zh: '有一条新消息。', en: 'There is a message for you.' },
});

/** The sentence of a notification; kinds of later features fall back to a plain one. */
export function useSayNotification(): (kind: string, facts: unknown) => string {
  const t = useText(notificationText);
  const language = useLanguage();
  return (kind, facts) => {
    const given = typeof facts === 'object' && facts !== null ? (facts as Record<string, unknown>) : {};
    const alert = kind.replace(/^ALERT_/, '');
    if (kind !== alert && alert in alertSentences) return alertSentence(alert as keyof typeof alertSentences, given, language);
    const words = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, typeof value === 'number' ? value : String(value)]));
    return t(kind in notificationText.table ? (kind as keyof typeof notificationText.table) : 'OTHER', words);
  };
}
