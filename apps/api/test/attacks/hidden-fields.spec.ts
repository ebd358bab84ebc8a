import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { getNamedType, isNonNullType, isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { newId } from '@dossier/kernel/data';
import { personId, startApi, teamId, type Api, type Client } from '@dossier/kernel/testing';
import { keyOf } from '../third-party';

const NARROW = '0199a000-0000-7000-8000-0000000000e1';
const WIDE = '0199a000-0000-7000-8000-0000000000e2';
const THREE = '0199c000-0000-7000-8000-0000000000e3';

let api: Api;
let admin: Client;
/** Sees phones and cities of their own customers, and of all others neither. */
let prober: Client;
const made: Record<'own' | 'other', { id: string; phone: string; email: string }> = { own: { id: '', phone: '13712340001', email: 'own@probe.example' }, other: { id: '', phone: '13712348372', email: 'other@probe.example' } };

async function hireProber(): Promise<void> {
  await api.write(`insert into role (id, code, name, name_en) values ('${NARROW}', 'NARROW', '窄', 'Narrow'), ('${WIDE}', 'WIDE', '宽', 'Wide')`);
  const closed = '{"phone":"HIDDEN","email":"HIDDEN","identities":"HIDDEN","city":"HIDDEN","netAmount":"HIDDEN","birthDate":"HIDDEN"}';
  await api.write(`insert into role_grant (role_id, action, scope, fields) values ('${NARROW}', 'customer.read', 'SELF', null), ('${NARROW}', 'customer.lookup', 'ALL', null), ('${NARROW}', 'customer.update', 'ALL', null), ('${NARROW}', 'customer.export', 'ALL', null),
    ('${NARROW}', 'order.read', 'SELF', null), ('${WIDE}', 'customer.read', 'ALL', $1)`, [closed]);
  await api.write(`insert into app_user (id, name, email, password_hash) select '${THREE}', '探', 'prober@example.com', password_hash from app_user where id = $1`, [personId('ADMIN')]);
  await api.write(`insert into user_role (user_id, role_id) values ('${THREE}', '${NARROW}'), ('${THREE}', '${WIDE}')`);
}

beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMIN');
  await hireProber();
  prober = await api.as('prober@example.com');
  for (const [who, one] of Object.entries(made)) {
    const { createCustomer } = await admin.mutate('mutation($i: CustomerInput!) { createCustomer(input: $i) { id } }', { i: { name: who === 'own' ? '探测甲' : '探测乙', phone: one.phone, email: one.email, city: `city-${who}` } });
    one.id = createCustomer.id;
    await api.write('update customer set owner_id = $2, team_id = $3 where id = $1', [one.id, who === 'own' ? THREE : personId('SALES_SOUTH'), teamId('SOUTH')]);
    await api.write(`insert into sales_order (id, customer_id, owner_id, team_id, order_no, kind, ordered_at, ordered_on, amount_minor, currency, external_source, external_key)
      select $1, id, owner_id, team_id, $3, 'SALE', now(), current_date, 100, 'GBP', 'spec', $3 from customer where id = $2`, [newId(), one.id, `PROBE-${who}`]);
  }
});
afterAll(() => api?.close());

describe('a field that is closed on some rows', () => {
  const PROBE = 'query($i: DuplicateProbe!) { possibleDuplicates(input: $i) { reason customer { id phone city } } }';
  const hits = async (input: object): Promise<string[]> => ((await prober.query(PROBE, { i: input })).possibleDuplicates as { customer: { id: string } }[]).map(({ customer }) => customer.id);

  it('gives no duplicate away through it, where the same number in an open row is found', async () => {
    for (const field of ['phone', 'email'] as const) {
      expect(await hits({ [field]: made.own[field] })).toEqual([made.own.id]);
      expect(await hits({ [field]: made.other[field] })).toEqual([]);
    }
  });

  it('is found by no search, filter or lookup there', async () => {
    for (const text of [made.other.phone, made.other.email, made.other.phone.slice(-4)]) {
      const { search } = await prober.query('query($t: String!) { search(text: $t) { customers { id } } }', { t: text });
      expect([text, search.customers]).toEqual([text, []]);
    }
    const ids = async (filter: object): Promise<string[]> => ((await prober.query('query($f: CustomerFilter) { customers(filter: $f) { nodes { id } totalCount } }', { f: filter })).customers.nodes as { id: string }[]).map(({ id }) => id);
    for (const filter of [{ city: { equals: 'city-other' } }, { city: { isEmpty: true } }, { city: { isEmpty: false } }, { not: { city: { isEmpty: true } } }, { hasPhone: true }, { hasPhone: false }, { hasEmail: true }, { or: [{ hasEmail: false }, { city: { startsWith: 'city' } }] }])
      expect([filter, (await ids(filter)).filter((id) => id !== made.own.id)]).toEqual([filter, []]);
  });

  it('is no key of a sort, no column that a stranger row fills, and no fact of an error', async () => {
    expect(await prober.refusal('{ customers(sort: NET_AMOUNT) { nodes { id } } }')).toBe('UNKNOWN_NAME');
    const { customers } = await prober.query('{ customers { nodes { id phone email city identities { value } summary { netAmount } } } }');
    const other = customers.nodes.find(({ id }: { id: string }) => id === made.other.id);
    expect(other).toEqual({ id: made.other.id, phone: null, email: null, city: null, identities: null, summary: expect.objectContaining({ netAmount: null }) });
  });

  it('is not told by a write that meets another: the name of the field, not what stands there', async () => {
    const { rows: [{ version }] } = await api.db.query('select version from customer where id = $1', [made.other.id]);
    const UPDATE = 'mutation($id: ID!, $v: Int!, $i: CustomerInput!) { updateCustomer(id: $id, version: $v, input: $i) { id city } }';
    await admin.mutate(UPDATE, { id: made.other.id, v: version, i: { city: 'city-met' } });
    const { data, errors } = await prober.raw(UPDATE, { id: made.other.id, v: version, i: { city: 'elsewhere' } });
    expect(JSON.stringify({ data, errors })).not.toContain('city-');
  });

  it('stays out of the history of the row and of what may be done about it', async () => {
    const history = JSON.stringify((await prober.query('query($id: ID!) { customerHistory(id: $id) { nodes { operation changes { field before after } } } }', { id: made.other.id })).customerHistory);
    expect(history).not.toMatch(/city-|1371234|probe\.example/);
  });
});

/** Every way down from a query without arguments of its own, to a depth, with the ids met on it. */
function ways(schema: GraphQLSchema, depth: number): string[] {
  const free = (field: { args: readonly { type: unknown }[] }): boolean => field.args.every(({ type }) => !isNonNullType(type));
  const down = (type: GraphQLObjectType, left: number): string[] => {
    const fields = Object.values(type.getFields()).filter(free);
    const scalars = fields.filter((field) => field.name === 'id').map((field) => field.name);
    const here = `__typename ${scalars.join(' ')}`;
    if (left === 0) return [here];
    return [here, ...fields.flatMap((field) => {
      const below = getNamedType(field.type);
      return isObjectType(below) ? down(below, left - 1).map((rest) => `${here} ${field.name} { ${rest} }`) : [];
    })];
  };
  return Object.values(schema.getQueryType()!.getFields()).filter(free).flatMap((field) => {
    const below = getNamedType(field.type);
    const paged = field.args.some(({ name }) => name === 'first') ? '(first: 200)' : '';
    return isObjectType(below) ? down(below, depth).map((rest) => `{ ${field.name}${paged} { ${rest} } }`) : [];
  });
}

const met = (value: unknown, found: Map<string, Set<string>>): Map<string, Set<string>> => {
  if (Array.isArray(value)) for (const one of value) met(one, found);
  else if (value && typeof value === 'object') {
    const { __typename: type, id } = value as { __typename?: string; id?: string };
    if (type && id) found.set(type, (found.get(type) ?? new Set()).add(id));
    for (const one of Object.values(value)) met(one, found);
  }
  return found;
};

describe('walking from row to row', () => {
  it.each([['a person', 'SALES'], ['a program', 'key']] as const)('%s meets rows within reach alone, on every way that the schema has', async (_, who) => {
    const role = (await api.db.query<{ id: string }>(`select id from role where code = 'SALES'`)).rows[0]!.id;
    const client = who === 'key' ? api.withKey(await keyOf(api, role, {})) : await api.as(who);
    const schema = api.app.get(GraphQLSchemaHost).schema;
    const found = new Map<string, Set<string>>();
    const paths = ways(schema, 4);
    expect(paths.length).toBeGreaterThan(100);
    for (const path of paths) met((await client.raw(path)).data, found);
    // Sales people of the east reach what their team has; a program without a team reaches nothing of it.
    const reach = async (table: string): Promise<Set<string>> => new Set((await api.db.query<{ id: string }>(`select id from ${table} where team_id = $1`, [who === 'key' ? null : teamId('EAST')])).rows.map(({ id }) => id));
    for (const [type, table] of [['Customer', 'customer'], ['Order', 'sales_order']] as const) {
      const allowed = await reach(table);
      for (const id of found.get(type) ?? []) expect([type, id, allowed.has(id)]).toEqual([type, id, true]);
    }
    for (const id of [made.own.id, made.other.id]) expect([...found.values()].some((ids) => ids.has(id))).toBe(false);
  });

  it('would meet them where they are in reach', async () => {
    const found = met((await admin.raw('{ customers { nodes { __typename id latestOrders { __typename id } } } orders { nodes { __typename id customer { __typename id } } } }')).data, new Map());
    expect(found.get('Customer')!.has(made.other.id)).toBe(true);
    expect(found.get('Order')!.size).toBe(2);
  });
});

describe('guessing at masked numbers', () => {
  it('is counted by one counter, whatever the way, the aliases and the forged addresses, and refused from there on', async () => {
    const marketer = await api.as('MANAGER');
    const ask = (at: number, more: Record<string, string> = {}) => marketer.post('/graphql').set(more).send({ query: 'query($t: String!) { search(text: $t) { customers { id } } }', variables: { t: `1371234${String(1000 + at)}` } });
    const codes: string[] = [];
    for (let at = 0; at < 34; at += 1) codes.push((await ask(at, { 'X-Forwarded-For': `198.51.100.${at}`, Forwarded: `for=198.51.100.${at}`, 'X-Real-IP': `203.0.113.${at}` })).body.errors?.[0]?.extensions.code ?? 'FOUND');
    expect(codes.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 'FOUND'));
    expect(new Set(codes.slice(30))).toEqual(new Set(['THROTTLED']));
    const many = await (await api.as('SALES')).raw(`{ ${Array.from({ length: 12 }, (_, at) => `a${at}: search(text: "1371234${2000 + at}") { customers { id } }`).join(' ')} }`);
    expect([many.status, many.errors![0]!.extensions.code]).toEqual([400, 'QUERY_LIMIT']);
  });
});
