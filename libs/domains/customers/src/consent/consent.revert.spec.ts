import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';

const ENTRIES = 'query($id: ID!) { consentEntries(customerId: $id, first: 50) { nodes { id purpose { name } channel act source undoes undone } } }';
const RECORD = 'mutation($id: ID!, $i: ConsentInput!) { recordConsent(customerId: $id, input: $i) { id } }';
const SHEET = 'query($id: ID!) { consentSheet(customerId: $id) { states { purpose channel state allowed } } }';
const HEAD = '客户编号,姓名,营销信息·电子邮件·同意,营销信息·同意,同意凭证';
const EVIDENCE = 'zyqevidence-of-a-file';

let api: Api;
let admin: Client;
beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMINISTRATOR');
});
afterAll(() => api?.close());

async function until<T>(ask: () => Promise<T | null>): Promise<T> {
  for (let tries = 0; tries < 1_500; tries += 1) {
    const found = await ask();
    if (found !== null) return found;
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error('It never came to that');
}

const stateOf = async (id: string): Promise<{ state: string; batchId: string }> => (await admin.query('query($id: ID!) { import(id: $id) { state batchId } }', { id })).import;
const reach = (id: string, wanted: string): Promise<{ batchId: string }> => until(async () => {
  const found = await stateOf(id);
  if (found.state === 'FAILED') throw new Error('The import failed');
  return found.state === wanted ? found : null;
});

/** Brings a file in and gives its import and its batch. */
async function bring(rows: readonly string[]): Promise<{ id: string; batchId: string }> {
  const { body } = await admin.post('/api/imports?kind=customers').set('X-File-Name', 'consent.csv').set('Content-Type', 'application/octet-stream').send(Buffer.from(`${[HEAD, ...rows].join('\n')}\n`));
  await admin.mutate('mutation($id: ID!) { checkImport(id: $id) { id } }', { id: body.id });
  await reach(body.id, 'CHECKED');
  await admin.mutate('mutation($id: ID!) { commitImport(id: $id) { id } }', { id: body.id });
  return { id: body.id, batchId: (await reach(body.id, 'DONE')).batchId };
}

async function takeBack({ id, batchId }: { id: string; batchId: string }): Promise<void> {
  await admin.mutate('mutation($id: ID!) { revertBatch(id: $id) { id } }', { id: batchId });
  await reach(id, 'REVERTED');
}

const idByKey = async (key: string): Promise<string> => (await api.db.query('select id from customer where external_key = $1', [key])).rows[0].id;
const say = (channel: string, choice: 'GIVEN' | 'WITHDRAWN'): object => ({ purpose: 'MARKETING', channel, choice });
/** What stands for marketing, way by way. */
const standing = async (id: string): Promise<object> => (await admin.query(SHEET, { id })).consentSheet.states.filter(({ purpose }: { purpose: string }) => purpose === 'MARKETING');
const lines = async (id: string): Promise<string[]> => (await admin.query(ENTRIES, { id })).consentEntries.nodes.map(({ act, channel, source }: { act: string; channel: string; source: string }) => `${act} ${channel} ${source}`).sort();
const withConsent = async (): Promise<string[]> => (await admin.query('{ customers(first: 200, filter: { forPurpose: { purpose: "MARKETING", channel: EMAIL } }) { nodes { id } } }')).customers.nodes.map(({ id }: { id: string }) => id);

describe('an import that brought consent', () => {
  it('takes it back with itself: each line gets a counter-line with its reason, and what stood before stands again', async () => {
    await bring(['R-1,回甲,,,', 'R-2,回乙,,,', 'R-3,回丙,,,']);
    const [one, two, three] = [await idByKey('R-1'), await idByKey('R-2'), await idByKey('R-3')];
    await admin.mutate(RECORD, { id: two, i: say('ANY', 'GIVEN') });
    const before = await Promise.all([one, two, three].map(standing));
    const file = await bring([`R-1,回甲,是,,${EVIDENCE}`, `R-2,回乙,,否,${EVIDENCE}`, `R-3,回丙,是,,${EVIDENCE}`, `R-4,回丁,是,,${EVIDENCE}`]);
    const fresh = await idByKey('R-4');
    expect(await withConsent()).toEqual(expect.arrayContaining([one, three, fresh]));
    expect(await withConsent()).not.toContain(two);
    // Somebody changes a record since: its fields stay, and what the file said of consent goes all the same.
    const { customer } = await admin.query('query($id: ID!) { customer(id: $id) { version } }', { id: three });
    await admin.mutate('mutation($id: ID!, $v: Int!, $i: CustomerInput!) { updateCustomer(id: $id, version: $v, input: $i) { id } }', { id: three, v: customer.version, i: { city: '宁波' } });
    await takeBack(file);
    expect(await Promise.all([one, two, three].map(standing))).toEqual(before);
    expect(await lines(one)).toEqual(['GIVEN EMAIL IMPORT', 'UNDONE EMAIL IMPORT']);
    expect(await lines(two)).toEqual(['GIVEN ANY STAFF', 'UNDONE ANY IMPORT', 'WITHDRAWN ANY IMPORT']);
    const nodes: { id: string; act: string; undoes: string | null; undone: boolean }[] = (await admin.query(ENTRIES, { id: one })).consentEntries.nodes;
    const [counter, line] = ['UNDONE', 'GIVEN'].map((act) => nodes.find((node) => node.act === act)!);
    expect([counter!.undoes, line!.undone]).toEqual([line!.id, true]);
    expect((await admin.mutate('mutation($id: ID!) { revealConsentProof(id: $id) { proof } }', { id: counter!.id })).revealConsentProof.proof).toMatch(/导入已撤销|taken back/);
    expect(await withConsent()).toEqual([two].filter(Boolean));
    expect((await admin.query('query($id: ID!) { customer(id: $id) { city } }', { id: three })).customer.city).toBe('宁波');
  });

  it('leaves whatever was said since: a withdrawal stays one, a consent given anew too', async () => {
    const file = await bring([`R-5,回戊,是,,${EVIDENCE}`, `R-6,回己,是,,${EVIDENCE}`, `R-7,回庚,,否,${EVIDENCE}`]);
    const [five, six, seven] = [await idByKey('R-5'), await idByKey('R-6'), await idByKey('R-7')];
    // An added customer with an order stays, so that there is something to look at.
    await admin.mutate(RECORD, { id: five, i: say('EMAIL', 'WITHDRAWN') });
    await admin.mutate(RECORD, { id: six, i: say('EMAIL', 'GIVEN') });
    await admin.mutate(RECORD, { id: seven, i: say('EMAIL', 'WITHDRAWN') });
    await takeBack(file);
    const email = async (id: string): Promise<string | null> => ((await standing(id)) as { channel: string; state: string | null }[]).find(({ channel }) => channel === 'EMAIL')!.state;
    expect([await email(five), await email(six), await email(seven)]).toEqual(['WITHDRAWN', 'GIVEN', 'WITHDRAWN']);
  });

  it('binds records again as before after they have been one and parted', async () => {
    await bring(['R-8,回辛,,,', 'R-9,回壬,,,']);
    const [root, side] = [await idByKey('R-8'), await idByKey('R-9')];
    await api.write('update customer set merged_into_id = $1 where id = $2', [root, side]);
    const file = await bring([`R-8,回辛,,否,${EVIDENCE}`]);
    await api.write('update customer set merged_into_id = null where id = $1', [side]);
    await api.write('select refresh_consent_state($1)', [[root, side]]);
    const any = async (id: string): Promise<string | null> => (await api.db.query(`select s.state from consent_state s join purpose p on p.id = s.purpose_id where s.customer_id = $1 and p.code = 'MARKETING' and s.channel = 'ANY'`, [id])).rows[0]?.state ?? null;
    expect([await any(root), await any(side)]).toEqual(['WITHDRAWN', 'WITHDRAWN']);
    await takeBack(file);
    expect([await any(root), await any(side)]).toEqual([null, null]);
  });

  it('never lets its evidence stand in clear: it is sealed from the first', async () => {
    const { rows: tables } = await api.db.query<{ name: string }>(`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r','p') and not c.relispartition`);
    for (const { name } of tables) expect([name, (await api.db.query(`select 1 from "${name}" x where x::text like '%' || $1 || '%' limit 1`, [EVIDENCE])).rowCount]).toEqual([name, 0]);
  });

  it('is taken back by nobody else, and once', async () => {
    const file = await bring([`R-10,回癸,是,,${EVIDENCE}`]);
    expect(await (await api.as('MANAGER')).refusal('mutation($id: ID!) { revertBatch(id: $id) { id } }', { id: file.batchId })).toBe('NOT_FOUND');
    expect(await (await api.as('AUDITOR')).refusal('mutation($id: ID!) { revertBatch(id: $id) { id } }', { id: file.batchId })).toMatch(/FORBIDDEN|NOT_FOUND/);
    await takeBack(file);
    expect(await admin.refusal('mutation($id: ID!) { revertBatch(id: $id) { id } }', { id: file.batchId })).toBe('BATCH_STATE');
    expect(await lines(await idByKey('R-10'))).toEqual(['GIVEN EMAIL IMPORT', 'UNDONE EMAIL IMPORT']);
  });
});
