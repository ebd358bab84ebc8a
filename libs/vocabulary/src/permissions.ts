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
  'tag.manage': { scoped: false, zh: '管理标签', en: 'Manage tags' },
  'channel.manage': { scoped: false, zh: '管理来源渠道', en: 'Manage source channels' },
  'order.read': { scoped: true, zh: '查看订单', en: 'See orders' },
  'order.export': { scoped: true, zh: '导出订单', en: 'Export orders' },
  'order.import': { scoped: true, zh: '导入订单', en: 'Import orders' },
  'product.read': { scoped: false, zh: '查看商品', en: 'See products' },
  'product.import': { scoped: false, zh: '导入商品', en: 'Import products' },
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
  'job.import': { scoped: true, zh: '系统：导入', en: 'System: import' },
  'job.export': { scoped: true, zh: '系统：导出', en: 'System: export' },
  'job.bulk-edit': { scoped: true, zh: '系统：批量修改', en: 'System: bulk edit' },
  'job.revert': { scoped: true, zh: '系统：撤回', en: 'System: revert' },
  'job.audit': { scoped: true, zh: '系统：审计封存与告警', en: 'System: audit seal and alerts' },
  'job.webhook': { scoped: true, zh: '系统：推送事件', en: 'System: deliver webhooks' },
  'job.mail': { scoped: true, zh: '系统：发送邮件', en: 'System: send mail' },
  'job.rotate': { scoped: true, zh: '系统：密钥轮换', en: 'System: rotate keys' },
  'job.upkeep': { scoped: true, zh: '系统：维护', en: 'System: upkeep' },
} as const satisfies Record<string, { scoped: boolean; zh: string; en: string }>;

export type Permission = keyof typeof permissions;

/** Words that a person may lend to a colleague. Who may do what, and what stands outside the daily work, is never lent. */
export const isLendable = (word: string): boolean => word in permissions && !/^(user|role|key|audit|job)\./.test(word) && word !== 'company.manage' && word !== 'webhook.manage';

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
