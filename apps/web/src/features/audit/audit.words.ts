import { texts, useText } from '@dossier/ui';

/** Acts by the name of their operation, in the words of the people who did them. */
export const actionText = texts('audit-actions', {
  signIn: { zh: '登录', en: 'Signed in' },
  signOut: { zh: '退出登录', en: 'Signed out' },
  signOutEverywhere: { zh: '在所有设备上退出', en: 'Signed out everywhere' },
  setUpOwner: { zh: '建立公司', en: 'Set up the company' },
  updateMyPreferences: { zh: '修改个人设置', en: 'Changed own settings' },
  changeMyPassword: { zh: '修改密码', en: 'Changed own password' },
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
  commitImport: { zh: '导入数据', en: 'Imported data' },
  checkImport: { zh: '检查导入文件', en: 'Checked an import' },
  resolveDuplicate: { zh: '处理疑似重复', en: 'Resolved a duplicate' },
  saveView: { zh: '保存视图', en: 'Saved a view' },
  deleteView: { zh: '删除视图', en: 'Removed a view' },
  customers: { zh: '查看客户列表', en: 'Read customers' },
  customer: { zh: '查看客户', en: 'Read a customer' },
  search: { zh: '搜索', en: 'Searched' },
});

export type Action = keyof typeof actionText.table;
export const actions = Object.keys(actionText.table) as Action[];
export const isAction = (name: string): name is Action => name in actionText.table;

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
  RevealedIdentity: { zh: '联系方式', en: 'Contact data' },
});

/** The kind of thing an act touched; names of later features stand as they are. */
export function useSayObject(): (name?: string | null) => string {
  const t = useText(objectText);
  return name => (name ? (name in objectText.table ? t(name as keyof typeof objectText.table) : name) : '–');
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
});

/** The table that a change hangs under, in words. */
export function useSayTable(): (name?: string | null) => string {
  const t = useText(tableText);
  return name => (name ? (name in tableText.table ? t(name as keyof typeof tableText.table) : name) : '–');
}
