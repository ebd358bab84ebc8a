import type { INestApplicationContext } from '@nestjs/common';
import { currentWork, Database } from '@dossier/kernel/data';
import { Clock } from '@dossier/kernel/time';
import { addWorkingMinutes, WorkCalendar, workingMinutesBetween } from '@dossier/teams';
import { Chance } from './chance';
import { DEMO_SOURCE } from './demo.files';
import { answerOf } from './demo.leads';

const KINDS: Readonly<Record<string, string>> = { CALL: 'CALL', EMAIL: 'EMAIL', FORM: 'CALL', FAIR: 'MESSAGE', IMPORT: 'CALL' };
const FIRST = ['电话里介绍了公司与主打品类，对方愿意继续了解。', '加了微信，发了新品目录和价格表。', '确认了采购时间与大致数量，等对方内部讨论。', '对方比较关心起订量和交期，已说明。', '约好下周带样品上门。'] as const;
const LATER = ['看过样品，整体认可，希望价格再低一些。', '报价已发，对方在和另一家比较。', '合同条款基本谈妥，等对方盖章。', '负责人出差，改到月底再谈。', '追加了两个品类，重新报价。'] as const;
const STEPS = ['发报价单', '回访确认数量', '寄样品', '约上门时间', '跟进合同盖章', '发新品目录'] as const;
const DAY_MS = 86_400_000;

interface Row extends Record<string, unknown> {
  id: string;
  customer_id: string;
  number: string;
  origin: string;
  stage: string;
  status: string;
  owner_id: string;
  opened_at: Date;
  closed_at: Date | null;
}

interface Said {
  row: Row;
  no: number;
  at: Date;
  kind: string;
  outcome: string;
  summary: string;
  next: string | null;
  nextOn: string | null;
}

/** What was said with the people of the demo's leads: a first answer in working time, a later talk, and the next step of those still open. In the open unit of work. */
export async function demoFollowUps(app: INestApplicationContext): Promise<void> {
  const work = currentWork();
  const rows = await work.query<Row>(
    `select id, customer_id, external_key as number, origin, stage, status, owner_id, opened_at, closed_at from lead
      where external_source = $1 and owner_id is not null and status <> 'INVALID' and (status <> 'OPEN' or stage <> 'NEW') order by external_key`, [DEMO_SOURCE]);
  const time = await app.get(WorkCalendar, { strict: false }).of(null);
  const now = app.get(Clock).now();
  const firsts = rows.map((row) => {
    const end = row.closed_at ?? now;
    const late = addWorkingMinutes(time, row.opened_at, answerOf(row.number).minutes);
    // Whoever has gone on to another stage was answered, before the answer of their number could come.
    const at = late < end ? late : new Date((row.opened_at.getTime() + end.getTime()) / 2);
    return { row, at, minutes: Math.floor(workingMinutesBetween(time, row.opened_at, at)) };
  });
  await work.query(
    `update lead l set first_response_at = a.at, response_minutes = a.minutes, last_touch_at = greatest(l.last_touch_at, a.at), version = l.version + 1
      from unnest($1::uuid[], $2::timestamptz[], $3::int[]) a(id, at, minutes) where l.id = a.id and l.first_response_at is null`,
    [firsts.map(({ row }) => row.id), firsts.map(({ at }) => at), firsts.map(({ minutes }) => minutes)]);
  const day = await today(app.get(Database));
  await keep(firsts.flatMap(({ row, at }) => talks(row, at, now)), day);
  // Nobody is told on the first day of what was overdue before they came.
  await work.query(
    `update lead set response_told_for = case when response_due_at <= $2 then response_due_at end, next_told_for = case when next_on < $3::date then next_on end, next_leader_for = case when next_on < $3::date then next_on end
      where external_source = $1 and status = 'OPEN'`, [DEMO_SOURCE, now, day]);
}

const today = async (database: Database): Promise<Date> => (await database.query<{ day: Date }>('select company_today()::timestamptz as day'))[0]!.day;

/** The first answer, and of those who went on a second talk between it and the end. */
function talks(row: Row, at: Date, now: Date): Said[] {
  const chance = new Chance(row.number);
  const isOpen = row.status === 'OPEN';
  const end = row.closed_at ?? now;
  const later = new Date(at.getTime() + (end.getTime() - at.getTime()) * 0.6);
  const goesOn = row.stage !== 'CONTACTED' && end.getTime() - at.getTime() > 2 * DAY_MS;
  const next = isOpen ? { next: chance.of('step', STEPS), nextOn: String(chance.number('next on', 17) - 5) } : { next: null, nextOn: null };
  const first: Said = { row, no: 1, at, kind: KINDS[row.origin] ?? 'CALL', outcome: 'REACHED', summary: chance.of('first', FIRST), ...(goesOn ? { next: null, nextOn: null } : next) };
  return goesOn ? [first, { row, no: 2, at: later, kind: chance.of('kind', ['CALL', 'MEETING', 'VISIT', 'MESSAGE']), outcome: row.status === 'WON' ? 'AGREED' : 'INTERESTED', summary: chance.of('later', LATER), ...next }] : [first];
}

async function keep(said: readonly Said[], day: Date): Promise<void> {
  const work = currentWork();
  const list = <T>(pick: (one: Said) => T): T[] => said.map(pick);
  await work.query(
    `insert into communication (id, customer_id, kind, direction, at, summary, outcome, next_step, next_on, next_state, author_id, demo)
      select md5('demo lead ' || t.id || t.no)::uuid, t.customer, t.kind, 'OUTGOING', t.at, t.summary, t.outcome, t.next, $9::date + t.days, case when t.next is not null then 'OPEN' end, t.author, true
      from unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::timestamptz[], $6::text[], $7::text[], $8::text[], $10::int[], $11::uuid[]) t(id, customer, no, kind, at, summary, outcome, next, days, author) on conflict do nothing`,
    [list(({ row }) => row.id), list(({ row }) => row.customer_id), list(({ no }) => no), list(({ kind }) => kind), list(({ at }) => at), list(({ summary }) => summary), list(({ outcome }) => outcome), list(({ next }) => next), day,
      list(({ nextOn }) => (nextOn === null ? null : Number(nextOn))), list(({ row }) => row.owner_id)]);
  await work.query(
    `update lead l set next_on = n.day, version = l.version + 1 from (select customer_id, min(next_on) as day from communication where demo and next_state = 'OPEN' and archived_at is null group by customer_id) n
      where l.external_source = $1 and l.status = 'OPEN' and l.customer_id = n.customer_id and l.next_on is distinct from n.day`, [DEMO_SOURCE]);
}
