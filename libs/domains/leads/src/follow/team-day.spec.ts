import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newId } from '@dossier/kernel/data';
import { personId, startApi, teamId, type Api, type Client, type StaffKey } from '@dossier/kernel/testing';

const DAY = 'query { teamDay { person { id } overdueLeads unansweredLeads overdueTasks dueTasks } }';
const ADD = 'mutation($i: TaskInput!) { createTask(input: $i) { id } }';

jest.setTimeout(180_000);

let api: Api;
let sales: Client;
let manager: Client;

async function lead(owner: StaffKey | null, team: 'EAST' | 'SOUTH', { next = 'null', answered = 'now()', due = 'null', status = 'OPEN' }: { next?: string; answered?: string; due?: string; status?: string } = {}): Promise<void> {
  const [id, customerId] = [newId(), newId()];
  await api.write(`insert into customer (id, archive_no, name, kind, stage, owner_id, team_id) values ($1::uuid, 'TD-' || $1::text, '李先生', 'PERSON', 'PROSPECT', $2, $3)`, [customerId, owner && personId(owner), teamId(team)]);
  await api.write(`insert into lead (id, customer_id, origin, owner_id, team_id, opened_at, opened_on, last_touch_at, stage_since, first_response_at, response_due_at, next_on, status, closed_at, closed_on)
    values ($1, $2, 'STAFF', $3, $4, now() - interval '9 days', (now() - interval '9 days')::date, now(), now(), ${answered}, ${due}, ${next}, $5, case when $5 <> 'OPEN' then now() end, case when $5 <> 'OPEN' then now()::date end)`, [id, customerId, owner && personId(owner), teamId(team), status]);
}
const ago = `(now() at time zone 'Asia/Shanghai')::date - 3`;

beforeAll(async () => {
  api = await startApi();
  [sales, manager] = (await Promise.all(['SALES', 'MANAGER'].map((who) => api.as(who)))) as [Client, Client];
  await lead('SALES', 'EAST', { next: ago });
  await lead('SALES', 'EAST', { next: ago, answered: 'null' });
  await lead('SALES', 'EAST', { answered: 'null', due: `now() - interval '1 hour'` });
  await lead('SALES', 'EAST', { answered: 'null', due: `now() + interval '1 day'` });
  await lead('SALES', 'EAST', { next: ago, status: 'LOST' });
  await lead('MARKETER', 'EAST', { answered: 'null' });
  await lead(null, 'EAST', { answered: 'null' });
  await lead('MANAGER', 'EAST', { next: ago });
  await lead('SALES_SOUTH', 'SOUTH', { next: ago });
  const [{ today }] = (await api.db.query<{ today: string }>(`select (now() at time zone 'Asia/Shanghai')::date::text as today`)).rows as [{ today: string }];
  await sales.mutate(ADD, { i: { title: '寄样品', dueOn: '2026-01-05' } });
  await sales.mutate(ADD, { i: { title: '报价', dueOn: today } });
  await sales.mutate(ADD, { i: { title: '以后再说', dueOn: '2099-01-05' } });
});
afterAll(() => api?.close());

describe('the day of a team', () => {
  it('counts what others within reach owe, person by person, the one who owes most first', async () => {
    expect((await manager.query(DAY)).teamDay).toEqual([
      { person: { id: personId('SALES') }, overdueLeads: 3, unansweredLeads: 3, overdueTasks: 1, dueTasks: 1 },
      ...(await within(manager, 'SOUTH') ? [{ person: { id: personId('SALES_SOUTH') }, overdueLeads: 1, unansweredLeads: 0, overdueTasks: 0, dueTasks: 0 }] : []),
      ...[{ person: { id: personId('MARKETER') }, overdueLeads: 0, unansweredLeads: 1, overdueTasks: 0, dueTasks: 0 }, { person: null, overdueLeads: 0, unansweredLeads: 1, overdueTasks: 0, dueTasks: 0 }].sort(byName),
    ].map((one) => expect.objectContaining(one)));
  });

  it('is empty for whoever gives no work to others, until they lead a team', async () => {
    expect((await sales.query(DAY)).teamDay).toEqual([]);
    await api.write('update team set leader_id = $1 where id = $2', [personId('SALES'), teamId('EAST')]);
    const people = (await sales.query(DAY)).teamDay.map((one: { person: { id: string } | null }) => one.person?.id ?? null);
    expect(new Set(people)).toEqual(new Set([personId('MANAGER'), personId('MARKETER'), null]));
    await api.write('update team set leader_id = null where id = $1', [teamId('EAST')]);
  });

  it('is refused without the word', async () => expect(await (await api.as('AUDITOR')).refusal(DAY)).toBe('FORBIDDEN'));

  it('says nothing of leads whose days the viewer may not see', async () => {
    await api.write(`update role_grant set fields = '{"nextOn":"HIDDEN"}' where action = 'lead.read' and role_id = (select id from role where code = 'MARKETING_MANAGER')`);
    const renewed = await api.as('MANAGER');
    expect((await renewed.query(DAY)).teamDay).toEqual([expect.objectContaining({ person: { id: personId('SALES') }, overdueLeads: null, unansweredLeads: null, overdueTasks: 1 })]);
    await api.write(`update role_grant set fields = null where action = 'lead.read' and role_id = (select id from role where code = 'MARKETING_MANAGER')`);
  });
});

/** Who owes alike stands in the order of the names; nobody comes first. */
const byName = (a: { person: { id: string } | null }): number => (a.person === null ? -1 : 1);
const within = async (who: Client, team: 'SOUTH'): Promise<boolean> => (await who.query('query($f: LeadFilter) { leads(filter: $f) { totalCount } }', { f: { team: { in: [teamId(team)] } } })).leads.totalCount > 0;
