import type { INestApplicationContext } from '@nestjs/common';
import type { Viewer } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { Clock } from '@dossier/kernel/time';
import { IntakeSamples, type SampleForm } from '@dossier/customers';
import { FormField, FormKind, QuestionKind } from '@dossier/vocabulary/intake-enums';

const HOUR_MS = 3_600_000;

const field = (name: FormField, zh: string, en: string, required = false) => ({ kind: QuestionKind.FIELD, field: name, label: { zh, en }, required });

/** A fair at which customers left their card. */
const fair: SampleForm['input'] = {
  name: '礼品展会登记', title: { zh: '欢迎来到晴川礼品展位', en: 'Welcome to the Qingchuan Gifts stand' }, intro: { zh: '留下联系方式，我们把新品目录发给您。', en: 'Leave your details and we send you the new catalogue.' },
  thanks: { zh: '谢谢！目录会在两个工作日内发出。', en: 'Thank you! The catalogue is on its way within two working days.' },
  questions: [
    field(FormField.NAME, '姓名', 'Name', true), field(FormField.COMPANY_NAME, '公司', 'Company'), field(FormField.PHONE, '手机', 'Mobile', true), field(FormField.EMAIL, '邮箱', 'E-mail'), field(FormField.ADDRESS, '寄送地址', 'Postal address'),
    { kind: QuestionKind.CHOICE, label: { zh: '最感兴趣的品类', en: 'What interests you most' }, choices: [{ zh: '圣诞装饰', en: 'Christmas decoration' }, { zh: '派对用品', en: 'Party supplies' }, { zh: '家居礼品', en: 'Gifts for the home' }] },
  ],
  consents: [{ label: { zh: '我同意晴川礼品就新品与我联系', en: 'Qingchuan Gifts may contact me about new products' }, required: true }],
};

const survey: SampleForm['input'] = {
  name: '收货满意度', title: { zh: '这次购物怎么样？', en: 'How was your order?' }, thanks: { zh: '谢谢，您的意见我们会认真看。', en: 'Thank you, we read every answer.' },
  questions: [
    { kind: QuestionKind.SCALE, label: { zh: '您有多大可能向朋友推荐我们？', en: 'How likely are you to recommend us to a friend?' }, required: true },
    { kind: QuestionKind.CHOICE, label: { zh: '哪一点最好？', en: 'What was best?' }, choices: [{ zh: '品质', en: 'Quality' }, { zh: '价格', en: 'Price' }, { zh: '送货', en: 'Delivery' }, { zh: '服务', en: 'Service' }] },
    { kind: QuestionKind.TEXT, label: { zh: '还有什么想说的', en: 'Anything else' } },
  ],
};

const scores = [9, 10, 8, 7, 9, 6, 10, 3, 8, 9, 5, 10] as const;
const says = ['圣诞灯串比图片还好看', '', '', '包装有一点压痕', '', '', '', '送货比说好的晚了四天', '', '', '', ''] as const;

/** A form of a fair and a survey, answered by customers of the demo. */
export async function demoIntake(app: INestApplicationContext, viewer: Viewer): Promise<void> {
  const database = app.get(Database);
  const now = app.get(Clock).now().getTime();
  const known = await database.query<{ id: string; name: string }>(`select id, name from customer where demo and kind = 'PERSON' and name is not null and archived_at is null order by archive_no limit ${scores.length}`);
  // A start that was cut short has brought them already.
  const [there] = await database.query('select 1 from form limit 1');
  if (known.length === 0 || there) return;
  const [channel] = await database.query<{ id: string }>(`select id from channel where name = '礼品展会' and archived_at is null`);
  const samples = app.get(IntakeSamples, { strict: false });
  const ago = (hours: number): Date => new Date(now - hours * HOUR_MS);
  await samples.bring(viewer, {
    kind: FormKind.FORM, input: { ...fair, sourceId: channel?.id ?? null },
    answers: [
      ...known.slice(1, 4).map(({ id, name }, at) => ({ values: { q1: name, q6: `c${at + 1}`, a1: 'yes' }, customerId: id, at: ago(30 - at * 7) })),
      // Somebody who is known writes another company and city: the record waits for a decision.
      { values: { q1: known[0]!.name, q2: '新晴贸易有限公司', q5: '江苏省无锡市梁溪区中山路 66 号', q6: 'c1', a1: 'yes' }, customerId: known[0]!.id, at: ago(5) },
    ],
  });
  await samples.bring(viewer, { kind: FormKind.SURVEY, input: survey, answers: known.map(({ id }, at) => ({ values: { q1: String(scores[at]), q2: `c${(at % 4) + 1}`, q3: says[at] ?? '' }, customerId: id, at: ago(200 - at * 13) })) });
}
