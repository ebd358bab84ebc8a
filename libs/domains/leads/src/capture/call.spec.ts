import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock } from '@dossier/kernel/time';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';

const CREATE = 'mutation($i: CreateLeadInput!) { createLead(input: $i) { id origin nextOn touches touchList { origin } customer { id name } } }';
/** Ten o'clock and a quarter of a second on Monday of last week, where the company is. */
function workday(): Date {
  const day = new Date();
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7) - 7);
  day.setUTCHours(2, 0, 0, 250);
  return day;
}

const clock = new FixedClock(workday());
let api: Api;
let sales: Client;
beforeAll(async () => {
  api = await startApi({ clock });
  sales = await api.as('SALES');
}, 120_000);
afterAll(() => api?.close());

const said = async (customerId: string) => (await api.db.query(`select kind, direction, to_char(next_on, 'YYYY-MM-DD') as next_on, next_state from communication where customer_id = $1`, [customerId])).rows;

describe('a call that came in', () => {
  it('is a lead and a communication in one act, with what comes next', async () => {
    const call = { summary: '想要样品', nextStep: '寄样品', nextOn: '2030-03-04' };
    const { createLead } = await sales.mutate(CREATE, { i: { origin: 'CALL', subject: '来电询价', person: { name: '顾大嫂', phone: '13800138901' }, call } });
    expect(createLead).toMatchObject({ origin: 'CALL', nextOn: '2030-03-04', touches: 1, touchList: [{ origin: 'CALL' }], customer: { name: '顾大嫂' } });
    expect(await said(createLead.customer.id)).toEqual([{ kind: 'CALL', direction: 'INCOMING', next_on: '2030-03-04', next_state: 'OPEN' }]);
    // Whoever calls again touches the lead that is open, and what was said stands beside the first.
    const { createLead: again } = await sales.mutate(CREATE, { i: { origin: 'CALL', customerId: createLead.customer.id, call: { summary: '再问一次' } } });
    expect(again).toMatchObject({ id: createLead.id, touches: 2, nextOn: '2030-03-04' });
    expect(await said(createLead.customer.id)).toHaveLength(2);
  });

  it('is answered in whole minutes of working time, whenever within a minute that is', async () => {
    const { createLead } = await sales.mutate(CREATE, { i: { origin: 'CALL', subject: '问一句', person: { name: '乐和', phone: '13800138903' } } });
    clock.advance({ seconds: 90 });
    await sales.mutate('mutation($l: ID!, $i: CommunicationInput!) { logFollowUp(leadId: $l, input: $i) { id } }', { l: createLead.id, i: { kind: 'CALL', direction: 'OUTGOING', outcome: 'REACHED', summary: '已答复', at: new Date(clock.now().getTime() + 123).toISOString() } });
    expect((await api.db.query('select response_minutes from lead where id = $1', [createLead.id])).rows).toEqual([{ response_minutes: 1 }]);
  });

  it('leaves nothing where it cannot be written down whole, and takes the word', async () => {
    const before = (await api.db.query('select (select count(*)::int from lead) as leads, (select count(*)::int from customer) as customers')).rows[0];
    expect(await sales.refusal(CREATE, { i: { origin: 'CALL', person: { name: '孙新', phone: '13800138902' }, call: { summary: 'x', nextOn: '2030-13-45' } } })).toBe('BAD_USER_INPUT');
    expect(await sales.refusal(CREATE, { i: { origin: 'CALL', person: { name: '孙新', phone: '13800138902' }, call: { summary: 'x'.repeat(4_001) } } })).toBe('INVALID_INPUT');
    expect(await (await api.as('ANALYST')).refusal(CREATE, { i: { origin: 'CALL', person: { name: '孙新' }, call: { summary: 'x' } } })).toBe('FORBIDDEN');
    expect((await api.db.query('select (select count(*)::int from lead) as leads, (select count(*)::int from customer) as customers')).rows[0]).toEqual(before);
  });
});
