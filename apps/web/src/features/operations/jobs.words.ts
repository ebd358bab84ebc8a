import { texts, useText } from '@dossier/ui';

const jobText = texts('operations-jobs', {
  'workspace.export': { zh: '导出列表', en: 'Export a list' },
  'workspace.import-check': { zh: '检查导入文件', en: 'Check an import' },
  'workspace.import-commit': { zh: '提交导入', en: 'Commit an import' },
  'workspace.batch-revert': { zh: '撤回批次', en: 'Revert a batch' },
  'workspace.files-upkeep': { zh: '清理到期文件', en: 'Clear expired files' },
  'workspace.jobs-upkeep': { zh: '清理旧任务', en: 'Clear old jobs' },
  'customers.bulk-edit': { zh: '批量修改客户', en: 'Edit customers in bulk' },
  'mail.send': { zh: '发送邮件', en: 'Send mail' },
  'audit.upkeep': { zh: '审计维护', en: 'Upkeep of the audit trail' },
  'audit.verify': { zh: '校验审计', en: 'Verify the audit trail' },
  'workspace.incoming': { zh: '处理接收的事件', en: 'Work on incoming events' },
  'kernel.rotate-keys': { zh: '轮换密钥', en: 'Rotate keys' },
});

/** A job in words; names of later features stand as they are. */
export function useSayJob(): (name?: string | null) => string {
  const t = useText(jobText);
  return name => (name ? (name in jobText.table ? t(name as keyof typeof jobText.table) : name) : '–');
}
