import { permissions, type DataScope, type FieldLevel, type Grant, type Permission } from '@dossier/vocabulary/permissions';

export interface ShippedRole {
  id: string;
  code: string;
  name: string;
  nameEn: string;
  description: string;
  grants: readonly Grant[];
}

type Fields = Readonly<Record<string, FieldLevel>>;

const grant = (scope: DataScope, words: readonly Permission[], fields?: Fields): Grant[] =>
  words.map((action) => (fields ? { action, scope, fields } : { action, scope }));

const everyWord = (Object.keys(permissions) as Permission[]).filter((word) => !word.startsWith('job.'));

/** What anybody needs to find their way: colleagues, teams, the goods sold, colleagues and teams. */
const common = grant('ALL', ['user.read', 'team.read', 'product.read']);

/** Names and birthdays of people an analyst counts but never meets. */
const unnamed: Fields = {
  name: 'MASKED', familyName: 'MASKED', givenName: 'HIDDEN', nameLatin: 'HIDDEN', birthDate: 'MASKED',
  phone: 'HIDDEN', email: 'HIDDEN', identities: 'HIDDEN',
};
const record: Permission[] = ['communication.read', 'need.read', 'feedback.read'];
/** What an analyst counts of needs and feedback: not what people said in their own words. */
const unsaid: Fields = { statement: 'HIDDEN', evidence: 'HIDDEN', text: 'HIDDEN', answer: 'HIDDEN' };
const recording: Permission[] = ['communication.write', 'need.write', 'feedback.write'];
const withoutContact: Fields = { phone: 'HIDDEN', email: 'HIDDEN', identities: 'HIDDEN', birthDate: 'MASKED' };

/**
 * The six roles every company starts with. They are rows like any other: the ids stand fixed so that two
 * installations speak of the same role.
 */
export const shippedRoles: readonly ShippedRole[] = [
  {
    id: '0199a000-0000-7000-8000-000000000001', code: 'ADMINISTRATOR', name: '管理员', nameEn: 'Administrator',
    description: '管理用户、团队、角色与公司设置，可见全部数据。',
    grants: grant('ALL', everyWord),
  },
  {
    id: '0199a000-0000-7000-8000-000000000002', code: 'MARKETING_MANAGER', name: '营销经理', nameEn: 'Marketing manager',
    description: '管理本团队及下级团队的客户，可导入与导出。',
    grants: [
      ...common,
      ...grant('TEAM_TREE', ['consent.read', 'consent.record', 'relationship.read', 'relationship.write']),
      ...grant('TEAM_TREE', [
        'customer.read', 'customer.create', 'customer.update', 'customer.assign', 'customer.archive', 'customer.merge', 'customer.reveal', 'customer.lookup',
        'customer.export', 'customer.import', 'order.read', 'order.export', 'order.import', 'event.read', 'event.ingest', 'interest.write', 'finance.read', 'finance.write',
      ]),
      ...grant('ALL', ['customer.steward', 'field.manage', 'tag.manage', 'channel.manage', 'product.import', 'site.manage', 'view.share', 'role.read', 'operation.read']),
      ...grant('TEAM_TREE', ['form.manage', ...record, ...recording, 'customer.print']),
      ...grant('ALL', ['interview.manage', 'segment.read', 'segment.write', 'model.read', 'model.manage']),
      ...grant('TEAM_TREE', ['score.read', 'insight.read', 'recommendation.serve']),
      ...grant('TEAM_TREE', ['lead.read', 'lead.create', 'lead.update', 'lead.assign', 'lead.convert', 'lead.archive', 'lead.import', 'lead.export', 'task.read', 'task.write']),
      ...grant('ALL', ['pool.claim', 'pool.manage', 'assignment.manage', 'scorecard.manage', 'nurture.manage', 'inbox.manage', 'calendar.manage']),
    ],
  },
  {
    id: '0199a000-0000-7000-8000-000000000003', code: 'MARKETER', name: '营销专员', nameEn: 'Marketer',
    description: '维护本团队的客户，可导入，不可导出。',
    grants: [
      ...common,
      ...grant('TEAM', ['consent.read', 'consent.record', 'relationship.read', 'relationship.write']),
      ...grant('TEAM', ['customer.read', 'customer.create', 'customer.update', 'customer.archive', 'customer.lookup', 'customer.import', 'order.read', 'order.import', 'event.read', 'interest.write']),
      ...grant('TEAM', [...record, ...recording]),
      ...grant('ALL', ['tag.manage', 'view.share', 'segment.read', 'segment.write', 'model.read']),
      ...grant('TEAM', ['score.read', 'insight.read', 'recommendation.serve']),
      ...grant('TEAM', ['lead.read', 'lead.create', 'lead.update', 'lead.assign', 'lead.convert', 'lead.archive', 'lead.import', 'task.read', 'task.write']),
      ...grant('ALL', ['pool.claim']),
    ],
  },
  {
    id: '0199a000-0000-7000-8000-000000000004', code: 'SALES', name: '销售', nameEn: 'Sales',
    description: '可见本团队的客户，只能修改自己的客户，不可导出。',
    grants: [
      ...common,
      ...grant('TEAM', ['consent.read', 'relationship.read', 'relationship.write']),
      ...grant('SELF', ['consent.record']),
      ...grant('TEAM', ['customer.read', 'customer.lookup', 'order.read', 'event.read']),
      ...grant('TEAM', [...record, 'score.read', 'recommendation.serve']),
      ...grant('ALL', ['segment.read']),
      ...grant('SELF', [...recording, 'customer.print']),
      ...grant('TEAM', ['lead.read', 'task.read', 'task.write']),
      ...grant('SELF', ['lead.create', 'lead.update', 'lead.convert', 'lead.archive']),
      ...grant('ALL', ['pool.claim']),
      ...grant('SELF', ['finance.read', 'finance.write', 'customer.create', 'customer.update', 'customer.archive', 'customer.reveal', 'interest.write']),
    ],
  },
  {
    id: '0199a000-0000-7000-8000-000000000005', code: 'ANALYST', name: '分析师', nameEn: 'Analyst',
    description: '可见全部客户与订单的数据，姓名与生日脱敏，没有联系方式。',
    grants: [...common, ...grant('ALL', ['customer.read'], unnamed), ...grant('ALL', ['order.read', 'order.export', 'event.read', 'view.share']), ...grant('ALL', ['need.read', 'feedback.read'], unsaid), ...grant('ALL', ['segment.read', 'segment.write', 'score.read', 'insight.read', 'model.read', 'model.manage'])],
  },
  {
    id: '0199a000-0000-7000-8000-000000000006', code: 'AUDITOR', name: '审计员', nameEn: 'Auditor',
    description: '只读：审计日志、角色与运行状态，客户没有联系方式。',
    grants: [
      ...common,
      ...grant('ALL', ['consent.read']),
      ...grant('ALL', ['audit.read', 'role.read', 'operation.read', 'order.read', 'model.read']),
      ...grant('ALL', ['customer.read'], withoutContact),
    ],
  },
];
