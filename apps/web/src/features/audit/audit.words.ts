import { texts, useLanguage, useText } from '@dossier/ui';
import { errors } from '@dossier/vocabulary/errors';
import { jobName } from '@dossier/vocabulary/job-names';
import { permissions } from '@dossier/vocabulary/permissions';
import { actOf, nounOf } from './acts.words';

/** Acts by the name of their operation, in the words of the people who did them. */
export const actionText = texts('audit-actions', {
  signIn: { zh: '登录', en: 'Signed in' },
  recommend: { zh: '取得产品推荐', en: 'Got recommendations' },
  signOut: { zh: '退出登录', en: 'Signed out' },
  signOutEverywhere: { zh: '在所有设备上退出', en: 'Signed out everywhere' },
  setUpOwner: { zh: '建立公司', en: 'Set up the company' },
  updateMyPreferences: { zh: '修改个人设置', en: 'Changed own settings' },
  changeMyPassword: { zh: '修改密码', en: 'Changed own password' },
  verifySecondFactor: { zh: '登录（两步验证）', en: 'Signed in (second factor)' },
  verifyRecoveryCode: { zh: '登录（恢复码）', en: 'Signed in (recovery code)' },
  signInByProvider: { zh: '单点登录', en: 'Single sign-on' },
  beginFactor: { zh: '开始绑定验证器', en: 'Began to bind an authenticator' },
  confirmFactor: { zh: '开启两步验证', en: 'Turned the second factor on' },
  renewRecoveryCodes: { zh: '生成新的恢复码', en: 'Made new recovery codes' },
  disableFactor: { zh: '关闭两步验证', en: 'Turned the second factor off' },
  removeSecondFactor: { zh: '解除同事的两步验证', en: 'Removed a colleague’s second factor' },
  proveMyself: { zh: '再次验证身份', en: 'Proved again who they are' },
  endMySession: { zh: '结束一个会话', en: 'Ended a session' },
  endMyOtherSessions: { zh: '结束其他会话', en: 'Ended all other sessions' },
  inviteUser: { zh: '邀请同事', en: 'Invited a colleague' },
  resendInvitation: { zh: '再次发送邀请', en: 'Sent an invitation again' },
  cancelInvitation: { zh: '撤回邀请', en: 'Took an invitation back' },
  acceptInvitation: { zh: '接受邀请', en: 'Accepted an invitation' },
  askPasswordReset: { zh: '申请重设密码', en: 'Asked for a new password' },
  setForgottenPassword: { zh: '通过链接重设密码', en: 'Set a new password by link' },
  'identity.reset-mail': { zh: '发送重设密码邮件', en: 'Sent a link for a new password' },
  'identity.sign-in-upkeep': { zh: '清理登录记录', en: 'Cleared old sign-ins' },
  'mail.send': { zh: '发送邮件', en: 'Sent a mail' },
  linkProvider: { zh: '关联外部账号', en: 'Linked an outside account' },
  unlinkProvider: { zh: '取消关联外部账号', en: 'Unlinked an outside account' },
  createUser: { zh: '添加同事', en: 'Added a colleague' },
  updateUser: { zh: '修改同事资料', en: 'Changed a colleague' },
  suspendUser: { zh: '停用账号', en: 'Suspended an account' },
  reinstateUser: { zh: '恢复账号', en: 'Reinstated an account' },
  endSessions: { zh: '结束会话', en: 'Ended sessions' },
  assignRoles: { zh: '分配角色', en: 'Assigned roles' },
  resetPassword: { zh: '重设密码', en: 'Reset a password' },
  createTeam: { zh: '新建团队', en: 'Created a team' },
  updateTeam: { zh: '修改团队', en: 'Changed a team' },
  archiveTeam: { zh: '归档团队', en: 'Archived a team' },
  setTeamMembers: { zh: '调整团队成员', en: 'Changed team members' },
  updateCompany: { zh: '修改公司设置', en: 'Changed company settings' },
  leaveDemo: { zh: '离开示例', en: 'Left the demo' },
  createCustomer: { zh: '新建客户', en: 'Created a customer' },
  updateCustomer: { zh: '修改客户', en: 'Changed a customer' },
  archiveCustomer: { zh: '归档客户', en: 'Archived a customer' },
  restoreCustomer: { zh: '恢复客户', en: 'Restored a customer' },
  assignCustomer: { zh: '分配客户', en: 'Assigned a customer' },
  addIdentity: { zh: '添加联系方式', en: 'Added a contact' },
  removeIdentity: { zh: '移除联系方式', en: 'Removed a contact' },
  makeIdentityPrimary: { zh: '设为首选联系方式', en: 'Chose a primary contact' },
  revealIdentities: { zh: '查看完整联系方式', en: 'Revealed contact data' },
  bulkEditCustomers: { zh: '批量修改客户', en: 'Edited customers in bulk' },
  revertBatch: { zh: '撤回批量操作', en: 'Reverted a batch' },
  exportCustomers: { zh: '导出客户', en: 'Exported customers' },
  exportOrders: { zh: '导出订单', en: 'Exported orders' },
  exportBasketRules: { zh: '导出关联规则', en: 'Exported association rules' },
  nameCluster: { zh: '命名客群', en: 'Named a cluster' },
  commitImport: { zh: '导入数据', en: 'Imported data' },
  checkImport: { zh: '检查导入文件', en: 'Checked an import' },
  resolveDuplicate: { zh: '处理疑似重复', en: 'Resolved a duplicate' },
  reopenDuplicate: { zh: '重新询问疑似重复', en: 'Asked about a duplicate again' },
  mergeCustomers: { zh: '合并客户', en: 'Merged customers' },
  unmergeCustomer: { zh: '拆分客户', en: 'Took a merge apart' },
  saveView: { zh: '保存视图', en: 'Saved a view' },
  deleteView: { zh: '删除视图', en: 'Removed a view' },
  acceptInvitationByProvider: { zh: '用外部账号接受邀请', en: 'Accepted an invitation by a provider' },
  proveByProvider: { zh: '用外部账号验证本人', en: 'Proved oneself by a provider' },
  actFor: { zh: '开始代理他人', en: 'Began to act for somebody' },
  stopActingFor: { zh: '停止代理他人', en: 'Stopped acting for somebody' },
  delegate: { zh: '委托他人代理', en: 'Delegated to somebody' },
  endDelegation: { zh: '结束委托', en: 'Ended a delegation' },
  createRole: { zh: '新建角色', en: 'Created a role' },
  copyRole: { zh: '复制角色', en: 'Copied a role' },
  updateRole: { zh: '修改角色', en: 'Changed a role' },
  resetRole: { zh: '角色恢复出厂设置', en: 'Reset a role' },
  archiveRole: { zh: '归档角色', en: 'Archived a role' },
  restoreRole: { zh: '恢复角色', en: 'Restored a role' },
  createClient: { zh: '新建接口程序', en: 'Created an API client' },
  updateClient: { zh: '修改接口程序', en: 'Changed an API client' },
  archiveClient: { zh: '归档接口程序', en: 'Archived an API client' },
  createKey: { zh: '新建接口密钥', en: 'Created an API key' },
  rotateKey: { zh: '更换接口密钥', en: 'Replaced an API key' },
  revokeKey: { zh: '撤销接口密钥', en: 'Revoked an API key' },
  useKey: { zh: '使用接口密钥', en: 'Used an API key' },
  createWebhook: { zh: '新建 Webhook', en: 'Created a webhook' },
  updateWebhook: { zh: '修改 Webhook', en: 'Changed a webhook' },
  pauseWebhook: { zh: '暂停 Webhook', en: 'Paused a webhook' },
  resumeWebhook: { zh: '恢复 Webhook', en: 'Resumed a webhook' },
  archiveWebhook: { zh: '归档 Webhook', en: 'Archived a webhook' },
  testWebhook: { zh: '测试 Webhook', en: 'Tested a webhook' },
  rotateWebhookSecret: { zh: '更换 Webhook 密钥', en: 'Replaced a webhook secret' },
  replayDelivery: { zh: '重新推送', en: 'Delivered again' },
  replayDeliveries: { zh: '批量重新推送', en: 'Delivered again in bulk' },
  createIncomingSource: { zh: '新建接收来源', en: 'Created an incoming source' },
  renameIncomingSource: { zh: '重命名接收来源', en: 'Renamed an incoming source' },
  pauseIncomingSource: { zh: '暂停接收来源', en: 'Paused an incoming source' },
  resumeIncomingSource: { zh: '恢复接收来源', en: 'Resumed an incoming source' },
  archiveIncomingSource: { zh: '归档接收来源', en: 'Archived an incoming source' },
  rotateIncomingSecret: { zh: '更换接收密钥', en: 'Replaced an incoming secret' },
  replayIncoming: { zh: '重新处理收到的事件', en: 'Processed an event again' },
  receiveWebhook: { zh: '收到事件', en: 'Received an event' },
  processWebhook: { zh: '处理收到的事件', en: 'Processed an event' },
  configureImport: { zh: '设置导入', en: 'Set up an import' },
  correctImportRows: { zh: '更正导入行', en: 'Corrected rows of an import' },
  cancelImport: { zh: '取消导入', en: 'Cancelled an import' },
  downloadExport: { zh: '下载导出文件', en: 'Downloaded an export' },
  downloadFailedRows: { zh: '下载未通过的行', en: 'Downloaded failed rows' },
  createTag: { zh: '新建标签', en: 'Created a tag' },
  updateTag: { zh: '修改标签', en: 'Changed a tag' },
  archiveTag: { zh: '归档标签', en: 'Archived a tag' },
  createChannel: { zh: '新建来源渠道', en: 'Created a channel' },
  updateChannel: { zh: '修改来源渠道', en: 'Changed a channel' },
  archiveChannel: { zh: '归档来源渠道', en: 'Archived a channel' },
  markNotificationsRead: { zh: '标记通知已读', en: 'Marked messages as read' },
  cancelJob: { zh: '取消任务', en: 'Cancelled a job' },
  retryJob: { zh: '重试任务', en: 'Retried a job' },
  stopJob: { zh: '停止任务', en: 'Stopped a job' },
  rotateKeys: { zh: '更换加密密钥', en: 'Rotated the encryption key' },
  retireKey: { zh: '停用旧加密密钥', en: 'Retired an encryption key' },
  loadDemo: { zh: '载入示例', en: 'Loaded the demo' },
  verifyAudit: { zh: '核对审计记录', en: 'Checked the trail' },
  'audit.verify': { zh: '系统：核对审计记录', en: 'System: checked the trail' },
  raiseAlert: { zh: '系统：发出告警', en: 'System: raised an alert' },
  acknowledgeAlert: { zh: '确认告警', en: 'Acknowledged an alert' },
  openSealed: { zh: '打开加密内容', en: 'Opened a sealed value' },
  customers: { zh: '查看客户列表', en: 'Read customers' },
  customer: { zh: '查看客户', en: 'Read a customer' },
  search: { zh: '搜索', en: 'Searched' },
});

export type Action = keyof typeof actionText.table;
export const actions = Object.keys(actionText.table) as Action[];
/** An act in words: its own, else those its name is made of; work in the background bears the name of its job. */
export function useSayAction(): (name?: string | null) => string {
  const t = useText(actionText);
  const language = useLanguage();
  return name => (isAction(name ?? '') ? t(name as Action) : (actOf(name ?? '', language) ?? jobName(name ?? '', language)));
}

const isAction = (name: string): name is Action => name in actionText.table;

const objectText = texts('audit-objects', {
  User: { zh: '用户', en: 'User' },
  Me: { zh: '自己', en: 'Own account' },
  Team: { zh: '团队', en: 'Team' },
  Role: { zh: '角色', en: 'Role' },
  Company: { zh: '公司', en: 'Company' },
  Customer: { zh: '客户', en: 'Customer' },
  Order: { zh: '订单', en: 'Order' },
  Product: { zh: '商品', en: 'Product' },
  Tag: { zh: '标签', en: 'Tag' },
  Channel: { zh: '来源渠道', en: 'Channel' },
  SavedView: { zh: '视图', en: 'Saved view' },
  Notification: { zh: '通知', en: 'Notification' },
  OperationBatch: { zh: '批量操作', en: 'Batch' },
  Import: { zh: '导入', en: 'Import' },
  ExportFile: { zh: '导出文件', en: 'Export file' },
  DuplicateCandidate: { zh: '疑似重复', en: 'Possible duplicate' },
  CustomerMerge: { zh: '合并记录', en: 'Merge' },
  Alert: { zh: '告警', en: 'Alert' },
  AuditCheck: { zh: '审计核对', en: 'Audit check' },
  RevealedIdentity: { zh: '联系方式', en: 'Contact data' },
});

/** The kind of thing an act touched; names of later features stand as they are. */
export function useSayObject(): (name?: string | null) => string {
  const t = useText(objectText);
  const language = useLanguage();
  return name => (name ? (name in objectText.table ? t(name as keyof typeof objectText.table) : (nounOf(name)?.[language] ?? name)) : '–');
}

const tableText = texts('audit-tables', {
  app_user: { zh: '用户', en: 'User' },
  user_role: { zh: '用户的角色', en: 'Role of a user' },
  team: { zh: '团队', en: 'Team' },
  team_member: { zh: '团队成员', en: 'Team member' },
  company: { zh: '公司', en: 'Company' },
  customer: { zh: '客户', en: 'Customer' },
  customer_identity: { zh: '联系方式', en: 'Contact' },
  customer_tag: { zh: '客户的标签', en: 'Tag of a customer' },
  customer_order: { zh: '订单', en: 'Order' },
  order_line: { zh: '订单行', en: 'Order line' },
  product: { zh: '商品', en: 'Product' },
  tag: { zh: '标签', en: 'Tag' },
  channel: { zh: '来源渠道', en: 'Channel' },
  saved_view: { zh: '视图', en: 'Saved view' },
  notification: { zh: '通知', en: 'Notification' },
  session: { zh: '会话', en: 'Session' },
  role: { zh: '角色', en: 'Role' },
  role_grant: { zh: '角色的权限', en: 'Right of a role' },
  delegation: { zh: '委托', en: 'Delegation' },
  second_factor: { zh: '两步验证', en: 'Second factor' },
  api_key: { zh: '接口密钥', en: 'API key' },
  webhook: { zh: 'Webhook', en: 'Webhook' },
  incoming_source: { zh: '接入来源', en: 'Incoming source' },
  webhook_secret: { zh: 'Webhook 密钥', en: 'Webhook secret' },
  alert: { zh: '告警', en: 'Alert' },
  audit_check: { zh: '审计核对', en: 'Audit check' },
});

/** The table that a change hangs under, in words. */
export function useSayTable(): (name?: string | null) => string {
  const t = useText(tableText);
  return name => (name ? (name in tableText.table ? t(name as keyof typeof tableText.table) : name) : '–');
}

/** Why an act was refused: the sentence of its error, where it needs no facts. */
export function useSayCode(): (code?: string | null) => string {
  const language = useLanguage();
  return code => {
    const sentence = code && code in errors ? errors[code as keyof typeof errors][language] : (code ?? '–');
    return sentence.includes('{') ? (code ?? '–') : sentence;
  };
}

/** Who acted: a person or program by name, one of the product's own actors in words, or nobody. */
export function useSayActor(): (name: string | null | undefined, nobody: string) => string {
  const language = useLanguage();
  return (name, nobody) => (name && name in permissions ? permissions[name as keyof typeof permissions][language] : name ? jobName(name, language) : nobody);
}
