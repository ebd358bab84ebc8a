import { currentWork } from '@dossier/kernel/data';

/** So many customers of the demo have been talked to; every colleague finds some of their own among them. */
const TALKED_TO = 160;

/** An id that follows from words, so that loading twice gives the same rows. */
const idOf = (words: string): string => `md5(${words})::uuid`;
const kept = 'on conflict do nothing';
const list = (texts: readonly string[]): string => `array[${texts.map((text) => `'${text}'`).join(', ')}]`;
const pick = (texts: readonly string[], by: string): string => `(${list(texts)})[1 + (${by})::int % ${texts.length}]`;

/** Who was talked to: the latest buyers of each colleague. The place of each decides what was said, so it is the same on every machine. */
const talked = `
  select c.id, c.owner_id, c.team_id, c.name, row_number() over (order by s.last_order_on desc nulls last, c.id)::int as place
  from customer c join customer_summary s on s.customer_id = c.id
  where c.demo and c.owner_id is not null and c.archived_at is null and c.merged_into_id is null order by s.last_order_on desc nulls last, c.id limit ${TALKED_TO}`;

const KINDS = ['CALL', 'VISIT', 'MESSAGE', 'EMAIL', 'MEETING'];
const OUTCOMES = ['REACHED', 'INTERESTED', 'AGREED', 'NOT_REACHED', 'INTERESTED', 'NOT_INTERESTED'];
const SAID = [
  '确认上一批货已收到，包装完好；客户问起春季新品的到货时间。', '看了样品，认可做工，希望价格再让一点。', '沟通了补货周期，客户倾向每月固定一次。', '对方在开会，约好改天再联系。',
  '介绍了礼品定制，客户要报价单，数量约两百件。', '反映物流偏慢，已说明原因并给出改进时间。', '谈到门店要翻新，可能需要一批陈列用品。', '感谢上次的及时换货，愿意推荐给朋友。',
];
const NEXT = ['寄报价单', '回访满意度', '发送新品目录', '约时间看样品', '确认补货数量', '跟进合同'];
const NEEDS = ['春季陈列用品', '每月固定补货', '礼品定制两百件', '更快的配送', '小包装规格', '节日礼盒'];
const LATENT = ['门店翻新后可能需要整套陈列方案', '采购量上升，或可谈年度框架', '常买厨房用品，可能对新餐具系列感兴趣', '多次问起账期，可能需要月结'];
const BECAUSE = ['谈话中提到门店要翻新', '近三个月订单明显增多', '购买集中在厨房品类', '两次问起付款方式'];
const SAYS = ['包装很用心，收到的都完好。', '这次发货比约定晚了三天。', '希望能有小一点的包装。', '颜色与图片略有差别。', '客服回复很快，问题当天解决。', '整体满意，价格稍高。'];

const templates = `
  insert into interview_template (id, title, questions, demo) values
    (${idOf(`'demo template first'`)}, '首次访谈', ${list(['您是怎么知道我们的？', '目前主要采购哪些品类？', '选择供应商时最看重什么？', '下一次采购大约在什么时候？'])}, true),
    (${idOf(`'demo template leaving'`)}, '流失回访', ${list(['最近为什么买得少了？', '我们哪一点可以做得更好？', '什么情况下您会回来？'])}, true) ${kept}`;

const communications = `
  with who as (${talked}), talk as (select w.*, n, w.place * 7 + n * 5 as seed from who w cross join generate_series(1, 3) n where n <= 1 + w.place % 3)
  insert into communication (id, customer_id, kind, direction, at, summary, outcome, next_step, next_on, next_state, author_id, demo)
  select ${idOf(`'demo talk ' || t.id || t.n`)}, t.id, ${pick(KINDS, 't.seed')}, case when t.seed % 4 = 0 then 'INCOMING' else 'OUTGOING' end,
    now() - ((t.n * 23 + t.place % 19) * interval '1 day') - (t.seed % 9) * interval '1 hour', ${pick(SAID, 't.seed')}, ${pick(OUTCOMES, 't.seed')},
    case when t.n = 1 then ${pick(NEXT, 't.place')} end, case when t.n = 1 then company_today() - 4 + (t.place * 3 % 21) end, case when t.n = 1 then case when t.place % 5 = 0 then 'DONE' else 'OPEN' end end,
    t.owner_id, true from talk t ${kept}`;

const interviews = `
  with who as (${talked})
  insert into communication (id, customer_id, kind, at, summary, template_id, answers, author_id, demo)
  select ${idOf(`'demo interview ' || w.id`)}, w.id, 'INTERVIEW', now() - (90 + w.place) * interval '1 day', '按提纲做了首次访谈。', t.id,
    jsonb_build_array(jsonb_build_object('question', t.questions[1], 'answer', ${pick(['朋友介绍', '展会上看到', '网上搜到', '老客户推荐'], 'w.place')}), jsonb_build_object('question', t.questions[3], 'answer', ${pick(['交货准时', '价格稳定', '款式新', '售后及时'], 'w.place')})),
    w.owner_id, true from who w join interview_template t on t.id = ${idOf(`'demo template first'`)} where w.place % 6 = 1 ${kept}`;

const needs = `
  with who as (${talked})
  insert into customer_need (id, customer_id, kind, statement, category, status, priority, budget_min_minor, budget_max_minor, currency, expected_on, author_id, demo, created_at)
  select ${idOf(`'demo need ' || w.id`)}, w.id, 'EXPLICIT', ${pick(NEEDS, 'w.place')}, ${pick(['陈列', '补货', '定制', '服务'], 'w.place')}, ${pick(['OPEN', 'IN_PROGRESS', 'MET', 'OPEN'], 'w.place')}, ${pick(['MEDIUM', 'HIGH', 'LOW'], 'w.place')},
    200000 + w.place * 1000, 500000 + w.place * 2000, 'GBP', company_today() + 20 + w.place % 60, w.owner_id, true, now() - (w.place % 40) * interval '1 day' from who w where w.place % 2 = 0 ${kept}`;

const latent = `
  with who as (${talked})
  insert into customer_need (id, customer_id, kind, statement, confidence, status, priority, evidence, author_id, demo, created_at)
  select ${idOf(`'demo latent ' || w.id`)}, w.id, 'LATENT', ${pick(LATENT, 'w.place')}, 0.4 + (w.place % 5) * 0.1, 'OPEN', ${pick(['MEDIUM', 'HIGH'], 'w.place')},
    jsonb_build_array(jsonb_build_object('kind', 'COMMUNICATION', 'refId', ${idOf(`'demo talk ' || w.id || 1`)}, 'text', null), jsonb_build_object('kind', 'TEXT', 'refId', null, 'text', ${pick(BECAUSE, 'w.place')})),
    w.owner_id, true, now() - (w.place % 30) * interval '1 day' from who w where w.place % 3 = 0 ${kept}`;

const feedback = `
  with who as (${talked})
  insert into customer_feedback (id, customer_id, kind, at, score, text, status, answer, answered_at, answered_by, channel_id, author_id, demo)
  select ${idOf(`'demo feedback ' || w.id`)}, w.id, ${pick(['PRAISE', 'COMPLAINT', 'SUGGESTION', 'REVIEW', 'PRAISE', 'SURVEY'], 'w.place')}, now() - (5 + w.place % 70) * interval '1 day', ${pick(['9', '3', '7', '6', '10', '8'], 'w.place')}::int, ${pick(SAYS, 'w.place')},
    case when w.place % 4 = 0 then 'ANSWERED' else 'OPEN' end, case when w.place % 4 = 0 then '已经转给仓库处理，并与您确认了结果。' end, case when w.place % 4 = 0 then now() - (3 + w.place % 40) * interval '1 day' end, case when w.place % 4 = 0 then w.owner_id end,
    (select source_id from customer where id = w.id), w.owner_id, true from who w where w.place % 2 = 1 ${kept}`;

const signatures = `
  with who as (${talked})
  insert into customer_sign_off (id, customer_id, section, signed_at, signed_by, signed_name, customer_version, revision_id, fields)
  select ${idOf(`'demo signature ' || w.id`)}, w.id, 'BASIC', now() - (w.place % 50) * interval '1 day', u.id, u.name, c.version, coalesce((select max(r.id) from revision r where r.table_name = 'customer' and r.row_id = w.id), 0), array['kind', 'name', 'gender', 'country', 'region', 'city']
  from who w join customer c on c.id = w.id join app_user u on u.id = w.owner_id where w.place % 4 = 1 ${kept}`;

/** What was said to and by the latest buyers, what they need and think, and who has signed for their data. In the open unit of work. */
export async function demoArchive(): Promise<void> {
  for (const statement of [templates, communications, interviews, needs, latent, feedback, signatures]) await currentWork().query(statement);
}
