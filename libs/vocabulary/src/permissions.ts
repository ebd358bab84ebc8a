/**
 * Every word that can open something. A role grants words; the gate knows no other way in.
 * `scoped` words reach rows by SELF, TEAM, TEAM_TREE or ALL; the others are held or not held.
 */
export const permissions = {
  'customer.read': { scoped: true, zh: '查看客户', en: 'See customers' },
  'customer.create': { scoped: true, zh: '新建客户', en: 'Create customers' },
  'customer.update': { scoped: true, zh: '编辑客户', en: 'Edit customers' },
  'customer.assign': { scoped: true, zh: '分配负责人', en: 'Assign an owner' },
  'customer.archive': { scoped: true, zh: '归档与恢复客户', en: 'Archive and restore customers' },
  'customer.reveal': { scoped: true, zh: '查看完整联系方式', en: 'Reveal contact data' },
  'customer.lookup': { scoped: true, zh: '按完整号码查找', en: 'Look up by full number' },
  'customer.export': { scoped: true, zh: '导出客户', en: 'Export customers' },
  'customer.import': { scoped: true, zh: '导入客户', en: 'Import customers' },
  'customer.steward': { scoped: false, zh: '处理疑似重复', en: 'Resolve possible duplicates' },
  'customer.merge': { scoped: true, zh: '合并与拆分客户', en: 'Merge customers and take them apart' },
  'relationship.read': { scoped: true, zh: '查看客户关系', en: 'See relations of customers' },
  'relationship.write': { scoped: true, zh: '编辑客户关系', en: 'Edit relations of customers' },
  'customer.print': { scoped: true, zh: '打印客户档案', en: 'Print the record' },
  'communication.read': { scoped: true, zh: '查看沟通记录', en: 'See communication' },
  'communication.write': { scoped: true, zh: '登记沟通记录', en: 'Record communication' },
  'interview.manage': { scoped: false, zh: '管理访谈提纲', en: 'Manage interview templates' },
  'need.read': { scoped: true, zh: '查看客户需求', en: 'See needs' },
  'need.write': { scoped: true, zh: '登记客户需求', en: 'Record needs' },
  'feedback.read': { scoped: true, zh: '查看市场反馈', en: 'See feedback' },
  'feedback.write': { scoped: true, zh: '登记与回复市场反馈', en: 'Record and answer feedback' },
  'upkeep.manage': { scoped: false, zh: '管理复核与保留规则', en: 'Manage review and retention rules' },
  'tag.manage': { scoped: false, zh: '管理标签', en: 'Manage tags' },
  'channel.manage': { scoped: false, zh: '管理来源渠道', en: 'Manage source channels' },
  'consent.read': { scoped: true, zh: '查看同意记录', en: 'See consent' },
  'consent.record': { scoped: true, zh: '登记与撤回同意', en: 'Record and withdraw consent' },
  'privacy.manage': { scoped: false, zh: '管理处理目的与主体请求', en: 'Manage purposes and subject requests' },
  'privacy.erase': { scoped: false, zh: '删除个人数据', en: 'Erase a person' },
  'order.read': { scoped: true, zh: '查看订单', en: 'See orders' },
  'order.export': { scoped: true, zh: '导出订单', en: 'Export orders' },
  'order.import': { scoped: true, zh: '导入订单', en: 'Import orders' },
  'product.read': { scoped: false, zh: '查看商品', en: 'See products' },
  'product.import': { scoped: false, zh: '导入商品', en: 'Import products' },
  'field.manage': { scoped: false, zh: '管理自定义字段', en: 'Manage custom fields' },
  'pack.manage': { scoped: false, zh: '管理行业包', en: 'Manage industry packs' },
  'finance.read': { scoped: true, zh: '查看金融信息', en: 'See financial data' },
  'finance.write': { scoped: true, zh: '登记金融信息与投资建议', en: 'Record financial data and advice' },
  'event.read': { scoped: true, zh: '查看行为与兴趣', en: 'See behaviour and interests' },
  'event.ingest': { scoped: true, zh: '送入行为事件', en: 'Send in behaviour events' },
  'interest.write': { scoped: true, zh: '编辑兴趣', en: 'Edit interests' },
  'site.manage': { scoped: false, zh: '管理事件来源与主题', en: 'Manage event sources and topics' },
  'segment.read': { scoped: false, zh: '查看客户分群', en: 'See segments' },
  'segment.write': { scoped: false, zh: '编辑客户分群', en: 'Edit segments' },
  'score.read': { scoped: true, zh: '查看客户评分', en: 'See scores of customers' },
  'insight.read': { scoped: true, zh: '查看洞察看板', en: 'See insight boards' },
  'model.read': { scoped: false, zh: '查看模型卡', en: 'See model cards' },
  'model.manage': { scoped: false, zh: '训练与发布模型', en: 'Fit and publish models' },
  'recommendation.serve': { scoped: true, zh: '取得产品推荐', en: 'Get recommendations' },
  'lead.read': { scoped: true, zh: '查看线索', en: 'See leads' },
  'lead.create': { scoped: true, zh: '新建线索', en: 'Add leads' },
  'lead.update': { scoped: true, zh: '编辑与推进线索', en: 'Edit and move leads' },
  'lead.assign': { scoped: true, zh: '分配线索', en: 'Assign leads' },
  'lead.convert': { scoped: true, zh: '转化线索', en: 'Convert leads' },
  'lead.archive': { scoped: true, zh: '归档线索', en: 'Archive leads' },
  'lead.import': { scoped: true, zh: '导入线索', en: 'Import leads' },
  'lead.export': { scoped: true, zh: '导出线索', en: 'Export leads' },
  'pool.claim': { scoped: false, zh: '查看与领取公海线索', en: 'See and claim leads of pools' },
  'pool.manage': { scoped: false, zh: '管理公海', en: 'Manage lead pools' },
  'assignment.manage': { scoped: false, zh: '管理分配规则', en: 'Manage assignment' },
  'scorecard.manage': { scoped: false, zh: '管理线索评分规则', en: 'Manage lead scoring' },
  'nurture.manage': { scoped: false, zh: '管理线索培育', en: 'Manage nurture tracks' },
  'inbox.manage': { scoped: false, zh: '管理收件箱', en: 'Manage mail inboxes' },
  'task.read': { scoped: true, zh: '查看任务', en: 'See tasks' },
  'task.write': { scoped: true, zh: '新建与处理任务', en: 'Add and work on tasks' },
  'calendar.manage': { scoped: false, zh: '管理工作日历与休假', en: 'Manage calendars and leave' },
  'view.share': { scoped: false, zh: '共享视图', en: 'Share saved views' },
  'user.read': { scoped: false, zh: '查看同事', en: 'See colleagues' },
  'user.manage': { scoped: false, zh: '管理用户', en: 'Manage users' },
  'team.read': { scoped: false, zh: '查看团队', en: 'See teams' },
  'team.manage': { scoped: false, zh: '管理团队', en: 'Manage teams' },
  'role.read': { scoped: false, zh: '查看角色', en: 'See roles' },
  'role.assign': { scoped: false, zh: '分配角色', en: 'Assign roles' },
  'role.manage': { scoped: false, zh: '编辑角色', en: 'Edit roles' },
  'key.manage': { scoped: false, zh: '管理接口密钥', en: 'Manage API keys' },
  'webhook.manage': { scoped: false, zh: '管理 Webhook', en: 'Manage webhooks' },
  'audit.read': { scoped: false, zh: '查看审计', en: 'Read the audit trail' },
  'company.manage': { scoped: false, zh: '公司设置', en: 'Manage company settings' },
  'operation.read': { scoped: false, zh: '查看运行状态', en: 'See operations and jobs' },
  'operation.manage': { scoped: false, zh: '处理运行任务与密钥轮换', en: 'Handle jobs and key rotation' },
  'schema.read': { scoped: false, zh: '读取接口结构', en: 'Read the API schema' },
  'form.manage': { scoped: true, zh: '管理表单与收到的资料', en: 'Manage forms and what comes in' },
  'intake.write': { scoped: false, zh: '通过接口提交资料', en: 'Submit data by the interface' },
  'export.approve': { scoped: false, zh: '审批导出', en: 'Approve exports' },
  'job.import': { scoped: true, zh: '系统：导入', en: 'System: import' },
  'job.export': { scoped: true, zh: '系统：导出', en: 'System: export' },
  'job.bulk-edit': { scoped: true, zh: '系统：批量修改', en: 'System: bulk edit' },
  'job.revert': { scoped: true, zh: '系统：撤回', en: 'System: revert' },
  'job.audit': { scoped: true, zh: '系统：审计封存与告警', en: 'System: audit seal and alerts' },
  'job.webhook': { scoped: true, zh: '系统：推送事件', en: 'System: deliver webhooks' },
  'job.mail': { scoped: true, zh: '系统：发送邮件', en: 'System: send mail' },
  'job.rotate': { scoped: true, zh: '系统：密钥轮换', en: 'System: rotate keys' },
  'job.intake': { scoped: true, zh: '系统：收取资料', en: 'System: take in submissions' },
  'job.events': { scoped: true, zh: '系统：行为事件与兴趣', en: 'System: behaviour events and interests' },
  'job.privacy': { scoped: true, zh: '系统：个人权利', en: 'System: rights of persons' },
  'job.match': { scoped: true, zh: '系统：匹配客户', en: 'System: match customers' },
  'job.segment': { scoped: true, zh: '系统：刷新分群', en: 'System: refresh segments' },
  'job.model': { scoped: true, zh: '系统：训练与评分', en: 'System: fit and score models' },
  'job.lead': { scoped: true, zh: '系统：线索', en: 'System: leads' },
  'job.assign': { scoped: true, zh: '系统：分配与回收线索', en: 'System: assign and recycle leads' },
  'job.task': { scoped: true, zh: '系统：任务提醒与升级', en: 'System: reminders of tasks' },
  'job.inbox': { scoped: true, zh: '系统：收取邮件', en: 'System: fetch mail' },
  'job.upkeep': { scoped: true, zh: '系统：维护', en: 'System: upkeep' },
} as const satisfies Record<string, { scoped: boolean; zh: string; en: string }>;

export type Permission = keyof typeof permissions;

/** Words that a person may lend to a colleague. Who may do what, and what stands outside the daily work, is never lent. */
export const isLendable = (word: string): boolean => word in permissions && !/^(user|role|key|audit|job)\./.test(word) && word !== 'company.manage' && word !== 'webhook.manage' && word !== 'privacy.erase';

/** `anyone`: no sign-in needed (pinned in a spec). `signed-in`: any viewer who is somebody. */
export type AccessWord = Permission | 'anyone' | 'signed-in';

export const DATA_SCOPES = ['SELF', 'TEAM', 'TEAM_TREE', 'ALL'] as const;
export type DataScope = (typeof DATA_SCOPES)[number];

export const FIELD_LEVELS = ['HIDDEN', 'MASKED', 'READ'] as const;
export type FieldLevel = (typeof FIELD_LEVELS)[number];

/** What one role says about one word. `fields` names exceptions; `'*'` is the rule for all others (READ when absent). */
export interface Grant {
  action: Permission;
  scope: DataScope;
  /** For reading words: level per field. For writing words: READ means may be written, HIDDEN means may not. */
  fields?: Readonly<Record<string, FieldLevel>> | null;
}
