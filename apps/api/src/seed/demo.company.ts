import type { SalesArea } from './demo.places';

/** The company that the demo tells of. It does not exist, nor do its people; the domain is one that RFC 6761 keeps for examples. */
export const company = {
  name: '晴川礼品 · Qingchuan Gifts', timeZone: 'Asia/Shanghai', currency: 'GBP', language: 'zh', phoneTailSearch: true,
} as const;

export const MAIL_DOMAIN = 'qingchuan.example';

export type TeamKey = 'HEAD' | 'MARKETING' | 'SALES' | SalesArea;

/** The team tree; a parent stands before its children. */
export const teams: readonly { key: TeamKey; name: string; parent: TeamKey | null }[] = [
  { key: 'HEAD', name: '晴川礼品', parent: null },
  { key: 'MARKETING', name: '市场部', parent: 'HEAD' },
  { key: 'SALES', name: '销售部', parent: 'HEAD' },
  { key: 'EAST', name: '华东', parent: 'SALES' },
  { key: 'SOUTH', name: '华南', parent: 'SALES' },
  { key: 'NORTH', name: '华北与西部', parent: 'SALES' },
  { key: 'OVERSEAS', name: '海外', parent: 'SALES' },
];

export type RoleCode = 'ADMINISTRATOR' | 'MARKETING_MANAGER' | 'MARKETER' | 'SALES' | 'ANALYST' | 'AUDITOR';

export interface StaffMember {
  login: string;
  name: string;
  role: RoleCode;
  /** The first one is the home team. */
  teams: readonly TeamKey[];
  leads?: boolean;
  language: 'zh' | 'en';
}

/** Twelve people. The six whose login is the name of a role are the ones the start prints. */
export const staff: readonly StaffMember[] = [
  { login: 'admin', name: '周明远', role: 'ADMINISTRATOR', teams: ['HEAD'], leads: true, language: 'zh' },
  { login: 'manager', name: '林若溪', role: 'MARKETING_MANAGER', teams: ['SALES'], leads: true, language: 'zh' },
  { login: 'marketer', name: '陈思涵', role: 'MARKETER', teams: ['MARKETING', 'EAST'], leads: true, language: 'zh' },
  { login: 'sales', name: '王伟', role: 'SALES', teams: ['EAST'], language: 'zh' },
  { login: 'analyst', name: '赵雅婷', role: 'ANALYST', teams: ['MARKETING'], language: 'zh' },
  { login: 'auditor', name: '孙国栋', role: 'AUDITOR', teams: ['HEAD'], language: 'zh' },
  { login: 'li.jingyi', name: '李静怡', role: 'SALES', teams: ['EAST'], leads: true, language: 'zh' },
  { login: 'huang.zhiqiang', name: '黄志强', role: 'SALES', teams: ['SOUTH'], leads: true, language: 'zh' },
  { login: 'wu.peishan', name: '吴佩珊', role: 'SALES', teams: ['SOUTH'], language: 'zh' },
  { login: 'zhang.haifeng', name: '张海峰', role: 'SALES', teams: ['NORTH'], leads: true, language: 'zh' },
  { login: 'emily.carter', name: 'Emily Carter', role: 'SALES', teams: ['OVERSEAS'], leads: true, language: 'en' },
  { login: 'thomas.baker', name: 'Thomas Baker', role: 'SALES', teams: ['OVERSEAS'], language: 'en' },
];

/** The six sign-ins that are printed, in this order. */
export const printedLogins = ['admin', 'manager', 'marketer', 'sales', 'analyst', 'auditor'] as const;

export const mailOf = (login: string): string => `${login}@${MAIL_DOMAIN}`;

/** Sales people by area: who may own its customers. */
export const ownersOf = (area: SalesArea): readonly StaffMember[] => staff.filter((person) => person.role === 'SALES' && person.teams.includes(area));

export const channels: readonly { name: string; kind: string; weight: number }[] = [
  { name: '官方网站', kind: 'WEBSITE', weight: 34 },
  { name: '礼品展会', kind: 'EVENT', weight: 22 },
  { name: '老客户推荐', kind: 'REFERRAL', weight: 16 },
  { name: '产品目录', kind: 'ADVERTISING', weight: 14 },
  { name: '社交媒体', kind: 'SOCIAL', weight: 9 },
  { name: '展厅门店', kind: 'STORE', weight: 5 },
];

/** Tags; each follows from the customer's real orders (`demo.customers.ts`). */
export const tags = { wholesale: '批发', valuable: '高价值', christmas: '圣诞采购', party: '派对用品', returns: '退货偏多' } as const;

export type ViewTag = keyof typeof tags;

/** A saved view that everyone in the demo finds; names of tags and teams become ids when it is stored. */
export interface DemoView {
  name: string;
  filter: Readonly<Record<string, unknown>>;
  tag?: ViewTag;
  team?: TeamKey;
  sort: string;
  order: 'ASC' | 'DESC';
  columns: readonly string[];
}

const usual = ['customer', 'stage', 'lastOrder', 'netAmount', 'orderCount', 'owner', 'tags'] as const;

export const views: readonly DemoView[] = [
  { name: '高价值客户', filter: {}, tag: 'valuable', sort: 'NET_AMOUNT', order: 'DESC', columns: usual },
  { name: '沉睡的高价值客户', filter: { stage: { in: ['DORMANT', 'LOST'] } }, tag: 'valuable', sort: 'NET_AMOUNT', order: 'DESC', columns: usual },
  { name: '近 60 天的新客户', filter: { stage: { in: ['NEW'] } }, sort: 'LAST_ORDER_ON', order: 'DESC', columns: ['customer', 'phone', 'lastOrder', 'netAmount', 'source', 'owner'] },
  { name: '三个月没有下单', filter: { recencyDays: { min: 90, max: 240 } }, sort: 'NET_AMOUNT', order: 'DESC', columns: usual },
  { name: '批发客户', filter: { kind: { in: ['COMPANY'] } }, tag: 'wholesale', sort: 'NET_AMOUNT', order: 'DESC', columns: ['customer', 'place', 'lastOrder', 'netAmount', 'orderCount', 'owner'] },
  { name: '海外客户', filter: {}, team: 'OVERSEAS', sort: 'LAST_ORDER_ON', order: 'DESC', columns: ['customer', 'place', 'email', 'lastOrder', 'netAmount', 'owner'] },
];
