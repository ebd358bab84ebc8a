/** What the work in the background is called, by the name it is queued under. */
const names: Readonly<Record<string, { zh: string; en: string }>> = {
  'workspace.export': { zh: '导出列表', en: 'Export a list' },
  'workspace.import-check': { zh: '检查导入文件', en: 'Check an import' },
  'workspace.import-commit': { zh: '提交导入', en: 'Commit an import' },
  'workspace.batch-revert': { zh: '撤回批次', en: 'Revert a batch' },
  'workspace.files-upkeep': { zh: '清理到期文件', en: 'Clear expired files' },
  'workspace.jobs-upkeep': { zh: '清理旧任务', en: 'Clear old jobs' },
  'workspace.incoming': { zh: '处理接收的事件', en: 'Work on incoming events' },
  'customers.intake': { zh: '收取提交的资料', en: 'Take in a submission' },
  'customers.intake-upkeep': { zh: '清理未归档的提交', en: 'Clear submissions of nobody' },
  'customers.match': { zh: '匹配客户', en: 'Match customers' },
  'customers.upkeep': { zh: '复核、保留与数据质量', en: 'Reviews, retention and data quality' },
  'customers.bulk-edit': { zh: '批量修改客户', en: 'Edit customers in bulk' },
  'customers.events-upkeep': { zh: '维护行为事件', en: 'Upkeep of behaviour events' },
  'identity.reset-mail': { zh: '发送重设密码邮件', en: 'Send a link for a new password' },
  'identity.rights-upkeep': { zh: '收回到期的权限', en: 'Take back rights that have ended' },
  'identity.sign-in-upkeep': { zh: '清理登录记录', en: 'Clear old sign-ins' },
  'mail.send': { zh: '发送邮件', en: 'Send mail' },
  'audit.upkeep': { zh: '审计维护', en: 'Upkeep of the audit trail' },
  'audit.verify': { zh: '校验审计', en: 'Verify the audit trail' },
  'customers.erase-files': { zh: '移除被删除者的文件', en: 'Remove files of erased persons' },
  'customers.privacy': { zh: '主体请求计时与清理', en: 'Clock of subject requests' },
  'kernel.rotate-keys': { zh: '轮换密钥', en: 'Rotate keys' },
};

/** A job in the reader's language; one that has no words yet stands under its own name. */
export const jobName = (name: string, language: 'zh' | 'en'): string => names[name]?.[language] ?? name;
