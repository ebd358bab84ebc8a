import { personId, startApi, teamId, type Api, type Client } from '@dossier/kernel/testing';

/* What the specs of programs and of their keys have in common. */

export const CREATE = 'mutation($i: ClientInput!) { createClient(input: $i) { id version name description roles { id } teams { id } actsForId actsFor { name } keys { id } can } }';
export const UPDATE = 'mutation($id: ID!, $v: Int!, $i: ClientChange!) { updateClient(id: $id, version: $v, input: $i) { id version name roles { id } teams { id } } }';
export const KEY = 'mutation($id: ID!, $i: KeyInput!) { createKey(clientId: $id, input: $i) { secret key { id name publicId expiresAt revokedAt ipList ratePerMinute followsId lastUsedAt maker { name } } } }';
export const ROTATE = 'mutation($id: ID!, $h: Int) { rotateKey(id: $id, overlapHours: $h) { secret key { id followsId expiresAt ipList } } }';
export const REVOKE = 'mutation($id: ID!) { revokeKey(id: $id) { id keys { id revokedAt } } }';
export const LIST = '{ clients(first: 200) { nodes { id name keys { id lastUsedAt lastNetwork expiresAt revokedAt } } totalCount } }';
export const [ADMINISTRATOR, MANAGER, , SALES, ANALYST] = [1, 2, 3, 4, 5].map((at) => `0199a000-0000-7000-8000-00000000000${at}`);
export const [KEEPER, EASTERNER, OPENER, VIEWER_ALL] = ['k1', 'k2', 'k3', 'k4'].map((tail) => `0199a000-0000-7000-8000-0000000000${tail.replace('k', 'd')}`);

export let api: Api;
export let admin: Client;
/** Manages keys and holds nothing else. */
export let keeper: Client;
/** Manages keys, and sees and imports the customers of the team alone. */
export let easterner: Client;

const setUp = `
  begin;
  select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true), set_config('app.actor', 'spec', true);
  insert into role (id, name, name_en) values ('${KEEPER}', '密钥', 'Keeper'), ('${EASTERNER}', '华东密钥', 'Easterner'), ('${OPENER}', '只读', 'Reader of a team'), ('${VIEWER_ALL}', '全看', 'Reader of all');
  insert into role_grant (role_id, action, scope, fields) values ('${KEEPER}', 'key.manage', 'ALL', null), ('${EASTERNER}', 'key.manage', 'ALL', null),
    ('${EASTERNER}', 'customer.read', 'TEAM', '{"phone":"HIDDEN","email":"HIDDEN","identities":"HIDDEN"}'), ('${EASTERNER}', 'customer.import', 'TEAM', null),
    ('${OPENER}', 'customer.read', 'TEAM', null), ('${VIEWER_ALL}', 'customer.read', 'ALL', null);`;

async function hire(email: string, roleId: string, team: string): Promise<Client> {
  const { createUser } = await admin.mutate('mutation($i: UserInput!) { createUser(input: $i) { id } }', { i: { name: email, email, password: 'ambry lichen tugboat', teamIds: [team] } });
  await api.db.query(
    `with context as (select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true)),
       named as (update app_user set password_hash = (select password_hash from app_user where id = $2) from context where id = $1)
     insert into user_role (user_id, role_id) select $1, $3 from context`, [createUser.id, personId('ADMIN'), roleId],
  );
  return api.as(email);
}

/** The company, its two managers of keys, and three customers of two teams. */
export async function begin(): Promise<void> {
  api = await startApi();
  admin = await api.as('ADMINISTRATOR');
  await api.db.query(`${setUp} commit`);
  keeper = await hire('keeper@example.com', KEEPER!, teamId('HOUSE'));
  easterner = await hire('easterner@example.com', EASTERNER!, teamId('EAST'));
  for (const [who, name] of [['MANAGER', '东一'], ['SALES_SOUTH', '南一'], ['MANAGER', '东二']] as const)
    await (await api.as(who)).mutate('mutation($i: CustomerInput!) { createCustomer(input: $i) { id } }', { i: { name, phone: `1380000${String(name.charCodeAt(1) % 10_000).padStart(4, '0')}` } });
}

let count = 0;
export const named = (more: object = {}) => ({ name: `程序 ${(count += 1)}`, roleIds: [MANAGER], ...more });
export const make = async (more: object = {}, by = admin) => (await by.mutate(CREATE, { i: named(more) })).createClient;
export const keyFor = async (id: string, more: object = {}, by = admin) => (await by.mutate(KEY, { id, i: { name: 'server', ...more } })).createKey;
export type Answer = Awaited<ReturnType<Client['post']>>;
export const asked = async (key: string, query: string, variables?: object): Promise<Answer> =>
  api.withKey(key).post('/graphql').send({ query, variables });
