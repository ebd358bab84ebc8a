import { currentWork, newId } from '@dossier/kernel/data';

/** What the customers of the demo have said: most allow e-mail, some have withdrawn, a few object to personalisation. Decided by their number, so that each start says the same. */
const SAID = `
  with person as (
    select id, created_at, abs(hashtext(coalesce(external_key, id::text))) % 100 as lot from customer where demo and merged_into_id is null
  ), wish(code, channel, act, from_lot, to_lot, days) as (values
    ('MARKETING', 'EMAIL', 'GIVEN', 0, 62, 400), ('MARKETING', 'SMS', 'GIVEN', 20, 45, 380), ('MARKETING', 'ANY', 'WITHDRAWN', 50, 58, 40),
    ('RESEARCH', 'EMAIL', 'GIVEN', 10, 30, 300), ('PERSONALISATION', 'ANY', 'WITHDRAWN', 70, 76, 90)
  )
  insert into consent_entry (id, customer_id, purpose_id, channel, act, at, source, notice_id, actor_name)
  select gen_random_uuid(), c.id, p.id, w.channel, w.act, now() - w.days * interval '1 day' - c.lot * interval '1 hour', 'DEMO',
    (select n.id from notice n where n.purpose_id = p.id order by n.number desc limit 1), $1
  from person c join wish w on c.lot >= w.from_lot and c.lot < w.to_lot join purpose p on p.code = w.code`;

/** One request in time, one that is due soon, one overdue, one answered. */
const REQUESTS: readonly { kind: string; daysAgo: number; state: 'OPEN' | 'ANSWERED'; note: string }[] = [
  { kind: 'ACCESS', daysAgo: 2, state: 'OPEN', note: '电话询问我们保存了哪些信息' },
  { kind: 'OBJECT', daysAgo: 13, state: 'OPEN', note: '不想再收到推荐' },
  { kind: 'CORRECT', daysAgo: 17, state: 'OPEN', note: '城市填写有误' },
  { kind: 'COPY', daysAgo: 30, state: 'ANSWERED', note: '索取一份数据副本' },
];

/** Consent and requests of the demo, in the open unit of work. */
export async function demoConsent(): Promise<void> {
  const work = currentWork();
  // A start that was cut short after this goes on behind it.
  if ((await work.query(`select 1 from consent_entry where source = 'DEMO' limit 1`)).length > 0) return;
  await work.query(SAID, ['示例']);
  await work.query(`select refresh_consent_state(coalesce(array_agg(distinct customer_id), '{}')) from consent_entry where source = 'DEMO'`);
  const people = await work.query<{ id: string }>(`select id from customer where demo and merged_into_id is null and name is not null order by external_key limit $1`, [REQUESTS.length]);
  for (const [at, { id }] of people.entries()) {
    const { kind, daysAgo, state, note } = REQUESTS[at]!;
    await work.query(
      `insert into subject_request (id, customer_id, kind, state, received_at, due_at, note, answer, answered_at)
       values ($1, $2, $3, $4, now() - $5 * interval '1 day', now() - ($5 - 15) * interval '1 day', $6, case when $4 = 'ANSWERED' then '已寄出' end, case when $4 = 'ANSWERED' then now() - interval '20 days' end)`,
      [newId(), id, kind, state, daysAgo, note]);
  }
}
