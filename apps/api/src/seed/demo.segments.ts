import type { INestApplicationContext } from '@nestjs/common';
import { Database } from '@dossier/kernel/data';
import { ViewerLoader } from '@dossier/identity';
import { SegmentService } from '@dossier/customers';
import { EventName } from '@dossier/vocabulary/event-enums';
import { SegmentKind, SegmentMeasure, SegmentOrderKind } from '@dossier/vocabulary/insight-enums';
import { ViewVisibility } from '@dossier/vocabulary/people-enums';
import { mailOf } from './demo.company';

type Wish = Parameters<SegmentService['create']>[1];
type Rule = NonNullable<Wish['definition']>['rule'];

/** So many are put together by hand. */
const PICKED = 24;

const dynamic = (name: string, description: string, definition: { rule: Rule; exclude?: Rule[] }): Wish => ({ name, description, kind: SegmentKind.DYNAMIC, visibility: ViewVisibility.EVERYONE, definition });

/** Segments as a company like this one keeps them. */
const wishes = (festive: string): Wish[] => [
  dynamic('半年没来的老客户', '下过三单以上、近 180 天没有下单：适合回访，问问最近为什么买得少。', {
    rule: { all: [{ orders: { measure: SegmentMeasure.COUNT, is: { min: 3 } } }, { orders: { measure: SegmentMeasure.COUNT, within: { last: 180 }, is: { max: 0 } } }] },
  }),
  dynamic('节日回头客', '近一年两次以上购买节日与圣诞用品：旺季前寄新品目录。', {
    rule: { orders: { measure: SegmentMeasure.COUNT, categoryIds: [festive], within: { last: 365 }, is: { min: 2 } } },
  }),
  dynamic('稳定的大客户', '近一年净购买 1,000 英镑以上、至少四天有下单，近 90 天退过货的除外。', {
    rule: { all: [{ orders: { measure: SegmentMeasure.NET_AMOUNT, within: { last: 365 }, is: { min: 100_000 } } }, { orders: { measure: SegmentMeasure.DAYS, within: { last: 365 }, is: { min: 4 } } }] },
    exclude: [{ orders: { kind: SegmentOrderKind.REFUND, measure: SegmentMeasure.COUNT, within: { last: 90 }, is: { min: 1 } } }],
  }),
  dynamic('近期浏览活跃', '近 60 天在官网看过三次以上商品。', { rule: { events: { names: [EventName.PRODUCT_VIEW], within: { last: 60 }, count: { min: 3 } } } }),
];

/** A few segments of the marketing manager, shown to everyone: made by the verbs that people make them by. */
export async function demoSegments(app: INestApplicationContext): Promise<void> {
  const database = app.get(Database);
  const [manager] = await database.query<{ id: string }>('select id from app_user where email = $1 and demo', [mailOf('manager')]);
  const [festive] = await database.query<{ id: string }>(`select id from product_category where name = '节日与圣诞' and archived_at is null`);
  // A start that was cut short has brought them already.
  const [there] = await database.query('select 1 from segment limit 1');
  if (!manager || !festive || there) return;
  const viewer = await app.get(ViewerLoader).anew({ userId: manager.id }, 'demo');
  const segments = app.get(SegmentService, { strict: false });
  for (const wish of wishes(festive.id)) await database.work(viewer, 'loadDemo', () => segments.create(viewer, wish));
  const best = await database.query<{ id: string }>(
    `select c.id from customer c join customer_summary s on s.customer_id = c.id where c.demo and c.archived_at is null and c.kind = 'PERSON' and s.last_order_on is not null order by s.last_order_on desc, c.id limit ${PICKED}`);
  await database.work(viewer, 'loadDemo', () => segments.create(viewer, {
    name: '春季新品试用名单', description: '请各组挑出愿意试用新品的客户，由市场部统一寄样。', kind: SegmentKind.STATIC, visibility: ViewVisibility.EVERYONE, customerIds: best.map(({ id }) => id),
  }));
}
