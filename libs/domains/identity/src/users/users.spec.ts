import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personId, startApi, STAFF_PASSWORD, teamId, type Api, type Client } from '@dossier/kernel/testing';

const LIST = 'query($f: UserFilter, $s: UserSort, $n: Int, $a: String) { users(filter: $f, sort: $s, first: $n, after: $a) { nodes { id name email status roles { name } teams { name } can } totalCount pageInfo { hasNextPage endCursor } } }';
const ONE = 'query($id: ID!) { user(id: $id) { id version name email roles { id name } teams { id } } }';
const CREATE = 'mutation($i: UserInput!) { createUser(input: $i) { id version name email status roles { id } teams { id } } }';
const UPDATE = 'mutation($id: ID!, $v: Int!, $i: UserChange!) { updateUser(id: $id, version: $v, input: $i) { id version name email teams { id } } }';
const SUSPEND = 'mutation($id: ID!) { suspendUser(id: $id) { id status can } }';
const REINSTATE = 'mutation($id: ID!) { reinstateUser(id: $id) { id status } }';
const ASSIGN = 'mutation($id: ID!, $r: [ID!]!) { assignRoles(userId: $id, roleIds: $r) { id roles { id } } }';
const ME = '{ me { id permissions } }';
const NOBODY = '0199dead-0000-7000-8000-000000000000';
const GOOD = 'ambry lichen tugboat';
const roleId = (at: number): string => `0199a000-0000-7000-8000-00000000000${at}`;
const [ADMINISTRATOR, MANAGER, MARKETER, SALES] = [1, 2, 3, 4].map(roleId);

let api: Api;
let admin: Client;
let sales: Client;
/** Manages users and gives roles, but holds no right over customers. */
let clerk: Client;

beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMINISTRATOR');
  sales = await api.as('SALES');
  await api.db.query(`
    begin;
    select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true);
    insert into role (id, name, name_en) values ('0199a000-0000-7000-8000-0000000000c1', '人事', 'Clerk');
    insert into role_grant (role_id, action, scope) select '0199a000-0000-7000-8000-0000000000c1', a, 'ALL' from unnest(array['user.read','user.manage','role.assign','role.read']) a;
    commit`);
  await hire('clerk@example.com', ['0199a000-0000-7000-8000-0000000000c1']);
  clerk = await entered('clerk@example.com');
});
afterAll(() => api?.close());

let count = 0;
async function hire(email = `hire${(count += 1)}@example.com`, roleIds: string[] = []): Promise<string> {
  const { rows } = await api.db.query<{ password_hash: string }>('select password_hash from app_user where id = $1', [personId('ADMIN')]);
  const made = await admin.mutate(CREATE, { i: { name: '新人', email, password: GOOD, roleIds } });
  await api.db.query(
    `with context as (select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true))
     update app_user set password_hash = $2 from context where id = $1`, [made.createUser.id, rows[0]!.password_hash],
  );
  return made.createUser.id;
}
const entered = (email: string): Promise<Client> => api.as(email);
const roles = async (id: string) => (await admin.query(ONE, { id })).user.roles.map((role: { id: string }) => role.id);

describe('the list of users', () => {
  it('filters by search, role and team, and offers actions by rights', async () => {
    const { users } = await admin.query(LIST, { f: { search: 'sales', roles: { in: [SALES] }, teams: { in: [teamId('SOUTH')] } } });
    expect(users.totalCount).toBe(1);
    expect(users.nodes[0]).toMatchObject({ name: '孙浩', email: 'sales.south@example.com', status: 'ACTIVE', roles: [{ name: '销售' }], teams: [{ name: '华南' }] });
    expect(users.nodes[0].can).toEqual(expect.arrayContaining(['UPDATE', 'SUSPEND', 'ASSIGN_ROLES']));
    expect((await sales.query(LIST, { f: { search: 'sales' } })).users.nodes[0].can).toEqual([]);
  });

  it('goes on page by page in a stable order', async () => {
    const first = (await admin.query(LIST, { s: 'EMAIL', n: 4 })).users;
    const second = (await admin.query(LIST, { s: 'EMAIL', n: 4, a: first.pageInfo.endCursor })).users;
    const emails = [...first.nodes, ...second.nodes].map((user: { email: string }) => user.email);
    expect(emails).toEqual([...new Set(emails)].sort());
  });

  it('never knows the hash, by whatever way it is asked', async () => {
    expect(await admin.refusal('{ users { nodes { passwordHash } } }')).toBe('UNKNOWN_NAME');
    expect(await admin.refusal(LIST, { f: { passwordHash: { contains: 'a' } } })).toBe('UNKNOWN_NAME');
    expect(await api.anonymous().refusal(LIST)).toBe('NOT_SIGNED_IN');
  });
});

describe('creating a user', () => {
  it('makes an account that can sign in at once', async () => {
    const input = { name: ' 林  森 ', email: ' Lin.Sen@Example.com ', password: GOOD, roleIds: [SALES], teamIds: [teamId('EAST')] };
    const { createUser } = await admin.mutate(CREATE, { i: input });
    expect(createUser).toMatchObject({ name: '林 森', email: 'lin.sen@example.com', status: 'ACTIVE', roles: [{ id: SALES }], teams: [{ id: teamId('EAST') }] });
    const answer = await api.anonymous().post('/graphql').send({ query: `mutation { signIn(email: "LIN.SEN@example.com", password: "${GOOD}") { id teams { name } } }` });
    expect(answer.body.data.signIn).toEqual({ id: createUser.id, teams: [{ name: '华东' }] });
  });

  it('takes the word', async () => expect(await sales.refusal(CREATE, { i: { name: 'x', email: 'x@example.com', password: GOOD } })).toBe('FORBIDDEN'));

  it('finds no role and no team that do not exist, and makes nobody then', async () => {
    expect(await admin.refusal(CREATE, { i: { name: '无', email: 'none@example.com', password: GOOD, roleIds: [NOBODY] } })).toBe('NOT_FOUND');
    expect(await admin.refusal(CREATE, { i: { name: '无', email: 'none@example.com', password: GOOD, teamIds: [NOBODY] } })).toBe('NOT_FOUND');
    expect((await admin.query(LIST, { f: { email: { equals: 'none@example.com' } } })).users.totalCount).toBe(0);
  });

  it('refuses a taken address, a weak password and rights that the maker lacks', async () => {
    const input = { name: '甲', email: 'sales@example.com', password: GOOD };
    expect(await admin.refusal(CREATE, { i: input })).toBe('EMAIL_TAKEN');
    expect(await admin.refusal(CREATE, { i: { ...input, email: 'a@example.com', password: 'short' } })).toBe('PASSWORD_TOO_SHORT');
    expect(await admin.refusal(CREATE, { i: { ...input, email: 'a@example.com', password: 'qwertyuiop12345678' } })).toBe('PASSWORD_GUESSABLE');
    expect(await clerk.refusal(CREATE, { i: { ...input, email: 'a@example.com', roleIds: [ADMINISTRATOR] } })).toBe('RIGHTS_EXCEEDED');
    expect(await clerk.refusal(CREATE, { i: { ...input, email: 'a@example.com', teamIds: [teamId('EAST')] } })).toBe('NOT_FOUND');
  });
});

describe('changing a user', () => {
  it('keeps what others changed in other fields', async () => {
    const id = await hire();
    await admin.mutate(UPDATE, { id, v: 1, i: { name: '改名' } });
    const { updateUser } = await admin.mutate(UPDATE, { id, v: 1, i: { email: 'moved@example.com', teamIds: [teamId('SOUTH')] } });
    expect(updateUser).toMatchObject({ name: '改名', email: 'moved@example.com', teams: [{ id: teamId('SOUTH') }] });
  });

  it('takes the word', async () => expect(await sales.refusal(UPDATE, { id: personId('SALES'), v: 1, i: { name: 'x' } })).toBe('FORBIDDEN'));
  it('finds nobody where there is nobody', async () => expect(await admin.refusal(UPDATE, { id: NOBODY, v: 1, i: { name: 'x' } })).toBe('NOT_FOUND'));

  it('refuses to move the address of somebody with more rights', async () => {
    expect(await clerk.refusal(UPDATE, { id: personId('ADMIN'), v: 1, i: { email: 'mine@example.com' } })).toBe('RIGHTS_EXCEEDED');
  });
});

describe('suspending and reinstating', () => {
  it('ends every session at once, and lets in again afterwards', async () => {
    const id = await hire('gone@example.com');
    const gone = await entered('gone@example.com');
    expect((await gone.query(ME)).me.id).toBe(id);
    expect((await admin.mutate(SUSPEND, { id })).suspendUser).toMatchObject({ status: 'SUSPENDED' });
    expect((await gone.query(ME)).me).toBeNull();
    expect(await api.anonymous().refusal(`mutation { signIn(email: "gone@example.com", password: "${STAFF_PASSWORD}") { id } }`)).toBe('SIGN_IN_FAILED');
    expect((await admin.mutate(REINSTATE, { id })).reinstateUser.status).toBe('ACTIVE');
    expect((await gone.query(ME)).me).toBeNull();
    expect((await api.anonymous().mutate(`mutation { signIn(email: "gone@example.com", password: "${STAFF_PASSWORD}") { id } }`)).signIn.id).toBe(id);
  });

  it('takes the word', async () => {
    expect(await sales.refusal(SUSPEND, { id: personId('MANAGER') })).toBe('FORBIDDEN');
    expect(await sales.refusal(REINSTATE, { id: personId('MANAGER') })).toBe('FORBIDDEN');
  });

  it('finds nobody where there is nobody', async () => {
    expect(await admin.refusal(SUSPEND, { id: NOBODY })).toBe('NOT_FOUND');
    expect(await admin.refusal(REINSTATE, { id: NOBODY })).toBe('NOT_FOUND');
  });

  it('refuses oneself, those with more rights, and what is so already', async () => {
    expect(await admin.refusal(SUSPEND, { id: personId('ADMIN') })).toBe('OWN_ACCOUNT');
    expect(await clerk.refusal(SUSPEND, { id: personId('MANAGER') })).toBe('RIGHTS_EXCEEDED');
    expect(await admin.refusal(REINSTATE, { id: personId('MANAGER') })).toBe('USER_NOT_SUSPENDED');
  });
});

describe('assigning roles', () => {
  it('acts on the next request', async () => {
    const id = await hire('risen@example.com', [SALES!]);
    const risen = await entered('risen@example.com');
    expect((await risen.query(ME)).me.permissions).not.toContain('customer.export');
    await admin.mutate(ASSIGN, { id, r: [MANAGER, MARKETER] });
    expect((await risen.query(ME)).me.permissions).toContain('customer.export');
    expect((await roles(id)).sort()).toEqual([MANAGER, MARKETER].sort());
  });

  it('takes the word', async () => expect(await sales.refusal(ASSIGN, { id: personId('SALES'), r: [ADMINISTRATOR] })).toBe('FORBIDDEN'));

  it('finds no user and no role that do not exist', async () => {
    expect(await admin.refusal(ASSIGN, { id: NOBODY, r: [] })).toBe('NOT_FOUND');
    expect(await admin.refusal(ASSIGN, { id: personId('SALES'), r: [NOBODY] })).toBe('NOT_FOUND');
  });

  it('refuses more than one holds, given or taken, and one\'s own', async () => {
    expect(await clerk.refusal(ASSIGN, { id: personId('SALES'), r: [ADMINISTRATOR] })).toBe('RIGHTS_EXCEEDED');
    expect(await clerk.refusal(ASSIGN, { id: personId('MANAGER'), r: [] })).toBe('RIGHTS_EXCEEDED');
    expect(await admin.refusal(ASSIGN, { id: personId('ADMIN'), r: [SALES] })).toBe('OWN_ACCOUNT');
    expect(await roles(personId('MANAGER'))).toEqual([MANAGER]);
  });

  it('never leaves the company without an administrator', async () => {
    const id = await hire('second@example.com', [ADMINISTRATOR!]);
    const second = await entered('second@example.com');
    await api.db.query(
      `with context as (select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true))
       delete from user_role using context where role_id = '0199a000-0000-7000-8000-0000000000c1'`);
    const [one, other] = await Promise.all([
      second.raw(SUSPEND, { id: personId('ADMIN') }),
      admin.raw(ASSIGN, { id, r: [] }),
    ]);
    const codes = [one, other].map((answer) => answer.errors?.[0]?.extensions.code ?? 'DONE');
    expect(codes.filter((code) => code === 'DONE')).toHaveLength(1);
    const { rows } = await api.db.query(`select 1 from user_role x join app_user u on u.id = x.user_id where u.status = 'ACTIVE' and x.role_id = $1`, [ADMINISTRATOR]);
    expect(rows.length).toBeGreaterThanOrEqual(1);
  });
});
