import type { INestApplicationContext } from '@nestjs/common';
import { currentWork, Database } from '@dossier/kernel/data';
import { Clock, addDays } from '@dossier/kernel/time';
import { IntakeSamples } from '@dossier/customers';
import { ViewerLoader } from '@dossier/identity';
import { LeadSamples, type LeadSample } from '@dossier/leads';
import { TaskService } from '@dossier/teams';
import { FormField, FormKind, QuestionKind } from '@dossier/vocabulary/intake-enums';
import { LeadGrade, NurtureReentry, PoolField, RecycleReason, TaskPriority, TaskSubject } from '@dossier/vocabulary/lead-enums';
import { mailOf, staff, type TeamKey, teams } from './demo.company';
import type { DemoSize } from './demo.files';
import { chinesePlaces } from './demo.places';

const HOUR_MS = 3_600_000;
/** Leads in the pool, by the size of the demo. */
const RETURNED: Readonly<Record<DemoSize, number>> = { full: 18, small: 5 };
const LARGE_MINOR = 200_000;
const DAY_MINUTES = 540;

interface Known {
  users: ReadonlyMap<string, string>;
  teams: ReadonlyMap<TeamKey, string>;
}

/** What each of the sales people can, where they sell, and how much they take. */
const PROFILES: readonly { login: string; skills: string[]; languages: string[]; weight: number; openCap: number }[] = [
  { login: 'sales', skills: ['门店陈列', '派对用品'], languages: ['zh'], weight: 1, openCap: 40 },
  { login: 'li.jingyi', skills: ['大客户', '企业定制'], languages: ['zh', 'en'], weight: 1.5, openCap: 60 },
  { login: 'huang.zhiqiang', skills: ['大客户', '批发'], languages: ['zh'], weight: 1.5, openCap: 60 },
  { login: 'wu.peishan', skills: ['派对用品', '婚庆'], languages: ['zh'], weight: 1, openCap: 40 },
  { login: 'zhang.haifeng', skills: ['大客户', '批发'], languages: ['zh'], weight: 1, openCap: 60 },
  { login: 'emily.carter', skills: ['大客户', '批发'], languages: ['en'], weight: 1.5, openCap: 60 },
  { login: 'thomas.baker', skills: ['门店陈列'], languages: ['en'], weight: 1, openCap: 40 },
];

const AREAS = ['EAST', 'SOUTH', 'NORTH'] as const;

function territoriesOf(login: string): { country: string; region?: string }[] {
  const own = staff.find((person) => person.login === login)?.teams ?? [];
  const regions = [...new Set(chinesePlaces.filter(({ area }) => own.includes(area)).map(({ region }) => region))];
  return own.includes('OVERSEAS') ? [{ country: 'GB' }, { country: 'DE' }] : regions.map((region) => ({ country: 'CN', region }));
}

const track: LeadSample['track'] = {
  name: '低分线索培育', isActive: true, grades: [LeadGrade.D], takesBadTiming: true, silentLimit: 3, reentry: NurtureReentry.AFTER_DAYS, reentryDays: 90,
  steps: [
    { afterDays: 1, title: '发一份最新目录', text: '您好，这是我们本季的新品目录，您可以先看看有没有合适的品类。' },
    { afterDays: 5, title: '问一句近况', text: '上次发的目录看过了吗？有需要打样或报价的款式随时告诉我。' },
    { afterDays: 10, title: '最后一次确认', text: '如果近期没有计划，我先不打扰，下一季新品出来再联系您。' },
  ],
};

function sampleOf({ users, teams: teamIds }: Known, size: DemoSize): LeadSample {
  const user = (login: string): string => users.get(login)!;
  return {
    pool: {
      name: '销售公海', teamId: teamIds.get('SALES')!, perDay: 5, inTotal: 20, viewsPerDay: 30, lockDays: 7, hidden: [PoolField.NEED, PoolField.AMOUNT],
      recycle: [{ reason: RecycleReason.IDLE, days: 120, grades: [LeadGrade.C, LeadGrade.D] }],
    },
    returned: RETURNED[size],
    people: PROFILES.map(({ login, ...own }) => ({ ...own, userId: user(login), territories: territoriesOf(login) })),
    policy: (poolId) => ({
      name: '按地区与负荷分配',
      rules: [
        { name: '大额线索给负责人', when: { amountFrom: LARGE_MINOR, currency: 'GBP' }, skills: ['大客户'], byTerritory: true, shares: PROFILES.filter(({ skills }) => skills.includes('大客户')).map(({ login }) => ({ userId: user(login) })), escalateMinutes: DAY_MINUTES, fallbackUserId: user('li.jingyi') },
        { name: '海外线索', when: { places: [{ country: 'GB' }, { country: 'DE' }] }, languages: ['en'], shares: [{ teamId: teamIds.get('OVERSEAS')! }], escalateMinutes: DAY_MINUTES, fallbackPoolId: poolId },
        { name: '国内按地区', byTerritory: true, shares: AREAS.map((area) => ({ teamId: teamIds.get(area)! })), escalateMinutes: DAY_MINUTES, fallbackPoolId: poolId },
      ],
    }),
    isInForce: size === 'full', track,
  };
}

/** What people have to do: days from today, and whether it is about a lead of theirs. */
const TASKS: readonly { login: string; title: string; days: number; priority?: TaskPriority; ofLead?: boolean; isDone?: boolean }[] = [
  { login: 'sales', title: '寄春季样品并确认收货地址', days: 0, priority: TaskPriority.HIGH, ofLead: true },
  { login: 'sales', title: '核对本周要发的三份报价单', days: 0 },
  { login: 'sales', title: '回电确认订货数量', days: -2, priority: TaskPriority.HIGH, ofLead: true },
  { login: 'sales', title: '整理展会收到的名片', days: 3 },
  { login: 'sales', title: '把新品目录发给老客户', days: -3, isDone: true },
  { login: 'manager', title: '审核本周的折扣申请', days: 0, priority: TaskPriority.HIGH },
  { login: 'manager', title: '和李静怡过一遍华东在谈的线索', days: -1 },
  { login: 'manager', title: '写本月线索漏斗小结', days: 4 },
  { login: 'manager', title: '更新公海的回收规则', days: -5, isDone: true },
  { login: 'li.jingyi', title: '准备年会礼品方案', days: -1, ofLead: true },
  { login: 'huang.zhiqiang', title: '约客户来展厅看样', days: 2, ofLead: true },
  { login: 'wu.peishan', title: '补齐合同附件', days: -3, ofLead: true },
  { login: 'zhang.haifeng', title: '跟进合同盖章', days: 1, ofLead: true },
  { login: 'emily.carter', title: 'Send the revised quote', days: -1, priority: TaskPriority.HIGH, ofLead: true },
  { login: 'thomas.baker', title: 'Prepare the autumn catalogue mailing', days: 6 },
];

const field = (name: FormField, zh: string, en: string, required = false) => ({ kind: QuestionKind.FIELD, field: name, label: { zh, en }, required });

/** A form on the company's own site that asks for an offer and opens leads. */
const enquiry = {
  name: '官网询价', title: { zh: '索取报价', en: 'Ask for an offer' }, intro: { zh: '告诉我们您需要什么，一个工作日内答复。', en: 'Tell us what you need; we answer within one working day.' },
  thanks: { zh: '谢谢！我们会在一个工作日内联系您。', en: 'Thank you! We will be in touch within one working day.' }, makesLead: true, captcha: true,
  questions: [
    field(FormField.NAME, '姓名', 'Name', true), field(FormField.COMPANY_NAME, '公司', 'Company'), field(FormField.PHONE, '手机', 'Mobile'), field(FormField.EMAIL, '邮箱', 'E-mail'),
    { kind: QuestionKind.TEXT, label: { zh: '您需要什么', en: 'What do you need' }, required: true, isNeed: true },
    { kind: QuestionKind.CHOICE, label: { zh: '预计数量', en: 'How many pieces' }, choices: [{ zh: '100 件以内', en: 'Up to 100' }, { zh: '100 至 500 件', en: '100 to 500' }, { zh: '500 件以上', en: 'More than 500' }] },
  ],
};
const NEEDS = ['想了解圣诞装饰的起订量和交期。', '上次的报价能否加上礼盒包装？', '需要两百份年会礼品，预算每份三英镑左右。'] as const;

/** Everything around the leads of the demo that a sales team has: a form, a pool, rules of assignment, a track, tasks. */
export async function demoSales(app: INestApplicationContext, size: DemoSize): Promise<void> {
  const database = app.get(Database);
  const known = await knownOf(database);
  const viewers = app.get(ViewerLoader);
  const manager = await viewers.anew({ userId: known.users.get('manager')! }, 'demo');
  await demoEnquiry(app, manager);
  await app.get(LeadSamples, { strict: false }).bring(manager, sampleOf(known, size));
  await demoTasks(app, known);
}

async function knownOf(database: Database): Promise<Known> {
  const people = await database.query<{ id: string; email: string }>('select id, email from app_user where demo');
  const rows = await database.query<{ id: string; name: string }>('select id, name from team where demo');
  return {
    users: new Map(staff.map(({ login }) => [login, people.find(({ email }) => email === mailOf(login))?.id ?? ''])),
    teams: new Map(teams.map(({ key, name }) => [key, rows.find((row) => row.name === name)?.id ?? ''])),
  };
}

/** People whose lead is open write once more by the form: their lead is touched, and nobody new appears. */
async function demoEnquiry(app: INestApplicationContext, viewer: Parameters<IntakeSamples['bring']>[0]): Promise<void> {
  const database = app.get(Database);
  const [there] = await database.query('select 1 from form where name = $1 limit 1', [enquiry.name]);
  if (there) return;
  const now = app.get(Clock).now().getTime();
  const [channel] = await database.query<{ id: string }>(`select id from channel where name = '官方网站' and archived_at is null`);
  const again = await database.query<{ id: string; name: string }>(
    `select c.id, c.name from lead l join customer c on c.id = l.customer_id where l.status = 'OPEN' and l.stage = 'QUALIFIED' and l.origin = 'FORM' and l.archived_at is null and c.stage = 'PROSPECT' and c.name is not null order by l.opened_at desc, l.id limit ${NEEDS.length}`);
  await app.get(IntakeSamples, { strict: false }).bring(viewer, {
    kind: FormKind.FORM, input: { ...enquiry, sourceId: channel?.id ?? null }, frameOrigins: ['https://www.qingchuan.example'],
    answers: again.map(({ id, name }, at) => ({ values: { q1: name, q5: NEEDS[at]!, q6: `c${at + 1}` }, customerId: id, at: new Date(now - (6 + at * 19) * HOUR_MS) })),
  });
}

/** Everybody has written down their own; what is done was done in time. */
async function demoTasks(app: INestApplicationContext, { users }: Known): Promise<void> {
  const database = app.get(Database);
  const [there] = await database.query('select 1 from task where author_id is not null limit 1');
  if (there) return;
  const [viewers, tasks, today] = [app.get(ViewerLoader), app.get(TaskService, { strict: false }), app.get(Clock).today()];
  for (const [login, own] of Map.groupBy(TASKS, (task) => task.login)) {
    const viewer = await viewers.anew({ userId: users.get(login)! }, 'demo');
    await database.work(viewer, 'loadDemo', async () => {
      const leads = await currentWork().query<{ id: string }>(`select id from lead where owner_id = $1 and status = 'OPEN' and archived_at is null order by opened_at desc, id limit ${own.length}`, [viewer.userId]);
      for (const [at, { title, days, priority, ofLead, isDone }] of own.entries()) {
        const lead = ofLead ? leads[at] : undefined;
        const { id } = await tasks.add(viewer, { title, dueOn: addDays(today, days), ...(priority ? { priority } : {}), ...(lead ? { subject: { type: TaskSubject.LEAD, id: lead.id } } : {}) });
        if (isDone) await tasks.finish(viewer, id);
      }
      // Nobody is told on the first day of what was late before they came.
      await currentWork().query('update task set remind_at = null where author_id = $1 and due_on < $2::date', [viewer.userId, today]);
    });
  }
}
