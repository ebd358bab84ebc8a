import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@dossier/kernel/data';
import { personId, startApi, type Api, type Client } from '@dossier/kernel/testing';

/** What nobody may see of a lead that lies in a pool which hides everything. */
const SECRETS = ['司徒青云', '限量天文镜', '要三百台镜子', '石河子', '13955501234', '88776655'] as const;
const CLAIM = 'mutation($ids: [ID!]!) { claimLeads(ids: $ids) { ids } }';
const OPEN = 'query($id: ID!) { poolLead(id: $id) { id name subject need city } }';

let api: Api;
let admin: Client;
let pool: string;
let lead: string;
let record: string;

/** Everybody who may claim without reaching everything: two roles, and a program with a key of one of them. */
const people: [string, () => Promise<Client>][] = [
  ['a marketer', () => api.as('MARKETER')], ['somebody in sales', () => api.as('SALES')], ['a manager', () => api.as('MANAGER')], ['a program with a key', () => withKey()],
];

async function withKey(): Promise<Client> {
  const { roles } = await admin.query('{ roles { id code } }');
  const roleIds = roles.filter(({ code }: { code: string }) => code === 'MARKETER').map(({ id }: { id: string }) => id);
  const { createClient } = await admin.mutate('mutation($input: ClientInput!) { createClient(input: $input) { id } }', { input: { name: `程序 ${newId()}`, roleIds, actsForId: personId('MARKETER') } });
  const { createKey } = await admin.mutate('mutation($id: ID!) { createKey(clientId: $id, input: { name: "k" }) { secret } }', { id: createClient.id });
  return api.withKey(createKey.secret);
}

beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMIN');
  const sales = await api.as('SALES');
  const { createLead } = await sales.mutate('mutation($i: CreateLeadInput!) { createLead(input: $i) { id customerId } }', { i: { subject: SECRETS[1], need: SECRETS[2], amount: { minor: Number(SECRETS[5]), currency: 'CNY' }, person: { name: SECRETS[0], phone: SECRETS[4], city: SECRETS[3] } } });
  [lead, record] = [createLead.id, createLead.customerId];
  pool = (await admin.mutate('mutation($input: LeadPoolInput!) { createPool(input: $input) { id } }', { input: { name: '藏', hidden: ['NAME', 'SUBJECT', 'NEED', 'CITY', 'SOURCE', 'PRODUCT', 'GRADE', 'AMOUNT'], viewsPerDay: 1, lockDays: 30, perDay: 1 } })).createPool.id;
  await api.write(`update lead set assigned_at = now() - interval '1 day' where id = $1`, [lead]);
  await sales.mutate('mutation($ids: [ID!]!, $pool: ID!) { releaseLeads(ids: $ids, poolId: $pool, reason: OTHER) }', { ids: [lead], pool });
});
afterAll(() => api?.close());

async function exported(who: Client, field: 'exportLeads' | 'exportCustomers', columns: string[]): Promise<string> {
  const answer = await who.raw(`mutation($i: ${field === 'exportLeads' ? 'LeadExportInput' : 'CustomerExportInput'}!) { ${field}(input: $i) { id } }`, { i: { format: 'CSV', columns } });
  const id = answer.data?.[field]?.id;
  // Whoever may not export at all has an answer too: it holds nothing.
  if (!id) return JSON.stringify(answer);
  for (let tries = 0; tries < 600; tries += 1) {
    const file = (await who.query('{ exports(first: 50) { nodes { id state url } } }')).exports.nodes.find((one: { id: string }) => one.id === id);
    if (file?.state === 'DONE') return (await who.get(file.url).buffer(true)).text;
    if (file?.state === 'FAILED' || file?.state === 'WAITING') return file.state;
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error('The export did not end');
}

/** Every door behind which a lead or its record could stand. */
const doors: [string, (who: Client) => Promise<unknown>][] = [
  ['leads', (who) => who.raw('{ leads(first: 200) { nodes { id subject need amount customer { name city phone } } totalCount } }')],
  ['leads, searched', (who) => who.raw('query($s: String!) { leads(first: 50, filter: { search: $s }) { nodes { id subject } totalCount } }', { s: SECRETS[1] })],
  ['lead', (who) => who.raw('query($id: ID!) { lead(id: $id) { id subject need customer { name } assignments { act } } }', { id: lead })],
  ['leadBoard', (who) => who.raw('{ leadBoard { stage count leads { id subject } } }')],
  ['customers', (who) => who.raw('query($s: String!) { customers(first: 200, filter: { search: $s }) { nodes { id name city phone } totalCount } }', { s: SECRETS[0] })],
  ['customer', (who) => who.raw('query($id: ID!) { customer(id: $id) { id name city phone leads { subject } } }', { id: record })],
  ['search', (who) => who.raw('query($s: String!) { search(text: $s) { customers { id title } } }', { s: SECRETS[0] })],
  ['poolLeads', (who) => who.raw('query($p: ID!) { poolLeads(poolId: $p) { nodes { id name subject city region sourceName origin productName grade score amount stage } } }', { p: pool })],
  ['poolLead', (who) => who.raw('query($id: ID!) { poolLead(id: $id) { id name subject need city region amount budget authority decideOn } }', { id: lead })],
  ['exportLeads', (who) => exported(who, 'exportLeads', ['subject', 'need'])],
  ['exportCustomers', (who) => exported(who, 'exportCustomers', ['name', 'city'])],
];

describe('a lead in a pool that hides everything', () => {
  for (const [name, get] of people) {
    it(`is behind no door for ${name}`, async () => {
      const who = await get();
      for (const [door, go] of doors) {
        const text = JSON.stringify(await go(who));
        expect([door, SECRETS.filter((secret) => text.includes(secret) && !text.includes(`"s":"${secret}"`))]).toEqual([door, []]);
        if (!door.startsWith('pool')) expect([door, text.includes(lead) || text.includes(record)]).toEqual([door, false]);
      }
    });
  }

  it('is there for whoever reaches everything: the doors themselves are open', async () => {
    for (const [door, go] of doors) expect([door, (await go(admin) as { errors?: unknown }).errors]).toEqual([door, undefined]);
    expect(JSON.stringify(await admin.raw('query($id: ID!) { lead(id: $id) { subject need customer { name city } } }', { id: lead }))).toContain(SECRETS[1]);
    expect(await exported(admin, 'exportLeads', ['subject', 'need'])).toContain(SECRETS[1]);
  });
});

describe('its bounds', () => {
  it('hold whichever way somebody comes: a session or a key count as whom they act for', async () => {
    const other = newId();
    await api.write(`insert into customer (id, archive_no, name, stage) values ($1::uuid, 'D' || right($1::uuid::text, 10), '路人', 'PROSPECT')`, [other]);
    const more = [newId(), newId()];
    for (const id of more) await api.write(`insert into lead (id, customer_id, origin, opened_on, pool_id) values ($1, $2, 'FORM', current_date, $3)`, [id, other, pool]);
    const sales = await api.as('SALES');
    // One detail a day: the lead itself was opened above.
    expect(await sales.refusal(OPEN, { id: more[0] })).toBe('POOL_VIEWS_DAY');
    expect((await sales.query(OPEN, { id: lead })).poolLead.id).toBe(lead);
    // Whoever gave it back cannot have it again, not by an assignment of a colleague either.
    expect(await sales.refusal(CLAIM, { ids: [lead] })).toBe('LEAD_LOCKED');
    expect(await admin.refusal('mutation($ids: [ID!]!, $o: ID!) { assignLeads(ids: $ids, ownerId: $o) { id } }', { ids: [lead], o: personId('SALES') })).toBe('LEAD_LOCKED');
    const [marketer, program] = [await api.as('MARKETER'), await withKey()];
    await marketer.mutate(CLAIM, { ids: [more[0]] });
    expect(await program.refusal(CLAIM, { ids: [more[1]] })).toBe('POOL_LIMIT_DAY');
    // None of the doors of leads changes what nobody owns.
    for (const [text, variables] of [['mutation($id: ID!) { updateLead(id: $id, version: 1, input: { subject: "x" }) { id } }', { id: lead }], ['mutation($id: ID!) { moveLead(id: $id, stage: CONTACTED) { id } }', { id: lead }], ['mutation($ids: [ID!]!, $o: ID!) { assignLeads(ids: $ids, ownerId: $o) { id } }', { ids: [lead], o: personId('MARKETER') }]] as const) expect(await (await api.as('MANAGER')).refusal(text, variables)).toBe('NOT_FOUND');
  });
});
