import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';
import { ADMINISTRATOR_ROLE, codeOf, keyOf, MANAGER_ROLE, ME } from './third-party';

const CREATE = 'mutation($input: CustomerInput!) { createCustomer(input: $input) { id name version } }';
type Answer = Awaited<ReturnType<Client['post']>>;

let api: Api;
let admin: Client;
let key: string;
const asKey = async (secret: string, body: object, headers: Record<string, string> = {}): Promise<Answer> => api.withKey(secret).post('/graphql').set(headers).send(body);

beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMINISTRATOR');
  key = await keyOf(api, ADMINISTRATOR_ROLE);
});
afterAll(() => api?.close());

describe('the same request twice', () => {
  const input = { name: '一次', phone: '13911112222' };
  const create = (secret: string, given: object, idempotency: string): Promise<Answer> => asKey(secret, { query: CREATE, variables: { input: given } }, { 'Idempotency-Key': idempotency });
  const rows = async (name: string): Promise<number> => (await api.db.query<{ n: number }>('select count(*)::int n from customer where name = $1', [name])).rows[0]!.n;

  it('a hundred at once have one effect, and the same answer from then on', async () => {
    const all = await Promise.all(Array.from({ length: 100 }, () => create(key, input, 'hundred-at-once')));
    expect(await rows('一次')).toBe(1);
    const done = all.filter(({ status, body }) => status === 200 && body.data);
    const busy = all.filter((answer) => codeOf(answer) === 'IDEMPOTENCY_RUNNING');
    expect(done.length + busy.length).toBe(100);
    expect(busy.every(({ status }) => status === 409)).toBe(true);
    const again = await create(key, input, 'hundred-at-once');
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(new Set([...done, again].map(({ body }) => JSON.stringify(body.data))).size).toBe(1);
  });
  it('another body under the same key is refused', async () => {
    const other = await create(key, { ...input, name: '两次' }, 'hundred-at-once');
    expect([other.status, codeOf(other)]).toEqual([422, 'IDEMPOTENCY_MISMATCH']);
    expect(await rows('两次')).toBe(0);
  });
  it('belongs to one account: the same key of another client is another request', async () => {
    const other = await keyOf(api, ADMINISTRATOR_ROLE);
    expect((await create(other, { name: '另一个' }, 'hundred-at-once')).body.data.createCustomer.name).toBe('另一个');
  });
  it('what was refused may be tried again', async () => {
    expect(codeOf(await create(key, {}, 'first-refused'))).toBe('CUSTOMER_WITHOUT_NAME');
    expect(codeOf(await create(key, {}, 'first-refused'))).toBe('CUSTOMER_WITHOUT_NAME');
    expect((await create(key, { name: '再来' }, 'first-refused')).body.data.createCustomer.name).toBe('再来');
  });
  it('works for people too, and over REST, where the whole file counts as the body', async () => {
    const send = (body: string) => admin.post('/api/imports?kind=CUSTOMERS').set('X-File-Name', 'a.csv').set('Content-Type', 'application/octet-stream').set('Idempotency-Key', 'upload-once').send(body);
    const [first, again] = [await send('Name,City\nAnna,Bonn\n'), await send('Name,City\nAnna,Bonn\n')];
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    const other = await send('Name,City\nAnna,Berlin\n');
    expect([other.status, codeOf(other as never)]).toEqual([422, 'IDEMPOTENCY_MISMATCH']);
    expect((await api.db.query(`select 1 from import where file_name = 'a.csv'`)).rowCount).toBe(1);
  });
  it('gives no answer to whoever has other rights by now', async () => {
    const { id } = (await admin.mutate('mutation($i: ClientInput!) { createClient(input: $i) { id } }', { i: { name: 'shrinking', roleIds: [ADMINISTRATOR_ROLE] } })).createClient;
    const { secret } = (await admin.mutate('mutation($id: ID!, $i: KeyInput!) { createKey(clientId: $id, input: $i) { secret } }', { id, i: { name: 'k' } })).createKey;
    await create(secret, { name: '权限' }, 'rights-change');
    await admin.mutate('mutation($id: ID!, $i: ClientChange!) { updateClient(id: $id, version: 1, input: $i) { id } }', { id, i: { roleIds: [MANAGER_ROLE] } });
    const again = await create(secret, { name: '权限' }, 'rights-change');
    expect([again.status, codeOf(again)]).toEqual([409, 'IDEMPOTENCY_DONE']);
  });
  it('keeps answers sealed, and none that holds a secret', async () => {
    const { rows: kept } = await api.db.query<{ answer: Buffer | null; text: string }>('select answer, i::text as text from idempotency i');
    expect(kept.length).toBeGreaterThan(2);
    expect(kept.some(({ answer, text }) => answer?.includes('一次') || text.includes('13911112222') || text.includes('hundred-at-once'))).toBe(false);
    const refused = await admin.post('/graphql').set('Idempotency-Key', 'secret-please').send({ query: 'mutation { createKey(clientId: "x", input: { name: "k" }) { secret } }' });
    expect(codeOf(refused as never)).toBe('INVALID_INPUT');
    for (const wrong of ['short', 'with blank inside']) expect(codeOf(await create(key, input, wrong))).toBe('INVALID_INPUT');
    expect(codeOf(await asKey(key, { query: `mutation { a: createCustomer(input: { name: "a" }) { id } b: createCustomer(input: { name: "b" }) { id } }` }, { 'Idempotency-Key': 'two-at-a-time' }))).toBe('INVALID_INPUT');
  });
  it('knows an act that was done though its process died before the answer', async () => {
    const at = new Date(Date.now() - 120_000);
    const owner = (await asKey(key, { query: ME })).body.data.me.id;
    await api.db.query(`insert into idempotency (owner_id, key_hash, claim, lease_until, has_effect, created_at, expires_at) values ($1, sha256('died-after-commit'), gen_random_uuid(), $2, true, $2, now() + interval '1 day'), ($1, sha256('died-before-commit'), gen_random_uuid(), $2, false, $2, now() + interval '1 day')`, [owner, at]);
    expect(codeOf(await create(key, { name: '死后' }, 'died-after-commit'))).toBe('IDEMPOTENCY_DONE');
    expect(await rows('死后')).toBe(0);
    expect((await create(key, { name: '死前' }, 'died-before-commit')).body.data.createCustomer.name).toBe('死前');
  });
});
