import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type Api, type Client, type GraphQLAnswer } from '@dossier/kernel/testing';
import { newId } from '@dossier/kernel/data';
import { chanceOf, customersAtRandom, hireAtRandom, type Person, type StoredCustomer } from './organisation';
import { holds, isKnown, isOpenEverywhere, levelOn, reaches } from './oracle';
import { operationsOf } from './operations';

const SEED = Number(process.env['MATRIX_SEED'] ?? 20261122);
const chance = chanceOf(SEED);
let api: Api;
let people: Person[];
let rows: StoredCustomer[];

beforeAll(async () => {
  api = await startApi();
  people = await hireAtRandom(api.db, chance, 12);
  rows = await customersAtRandom(api.db, chance, people, 60);
});
afterAll(() => api?.close());

/** Scalar fields of the answer, and the stored value behind each. */
const fields: Record<string, (row: StoredCustomer) => unknown> = {
  name: (row) => row.name, companyName: (row) => row.company_name, externalKey: (row) => row.external_key, stage: (row) => row.stage,
  gender: (row) => row.gender, region: (row) => row.region, city: (row) => row.city, birthDate: (row) => row.birth_date,
  ownerId: (row) => row.owner_id, teamId: (row) => row.team_id,
};
const LIST = `query($filter: CustomerFilter, $sort: CustomerSort, $order: SortOrder) { customers(filter: $filter, sort: $sort, order: $order, first: 200) { nodes { id can ${Object.keys(fields).join(' ')} } totalCount } }`;
const ONE = `query($id: ID!) { customer(id: $id) { id ${Object.keys(fields).join(' ')} } }`;

type Node = Record<string, unknown> & { id: string; can: string[] };
const each = async (run: (person: Person, client: Client) => Promise<void>): Promise<void> => {
  for (const person of people) await run(person, await api.as(person.email));
};
const idsOf = (answer: { customers: { nodes: { id: string }[] } }): string[] => answer.customers.nodes.map((node) => node.id).sort();
const bare = ({ status, data, errors }: GraphQLAnswer): unknown => ({ status, data, errors: errors?.map(({ message, path, extensions: { code, facts } }) => ({ message, path, code, facts })) });

function judge(person: Person, row: StoredCustomer, node: Record<string, unknown>): void {
  for (const [field, stored] of Object.entries(fields)) {
    const level = levelOn(person, row, field);
    const seen = node[field];
    const where = `${person.email} ${field} ${level}`;
    if (level === 'READ') expect([where, seen]).toEqual([where, stored(row)]);
    else if (level === 'HIDDEN') expect([where, seen]).toEqual([where, null]);
    else expect([where, seen === stored(row) && stored(row) !== null]).toEqual([where, false]);
  }
}

describe(`rights of people with random roles (seed ${SEED})`, () => {
  it('list: exactly the rows in reach, each field as the grants say', async () => {
    await each(async (person, client) => {
      const data = await client.query(LIST);
      const expected = rows.filter((row) => reaches(person, row));
      expect(idsOf(data)).toEqual(expected.map((row) => row.id).sort());
      expect(data.customers.totalCount).toBe(expected.length);
      for (const node of data.customers.nodes as Node[]) {
        const row = rows.find(({ id }) => id === node.id)!;
        judge(person, row, node);
        expect(node.can.includes('UPDATE')).toBe(reaches(person, row, 'customer.update'));
        expect(node.can.includes('ARCHIVE')).toBe(reaches(person, row, 'customer.archive'));
      }
    });
  });

  it('get: a row out of reach and a row that is not answer alike', async () => {
    await each(async (person, client) => {
      const nowhere = bare(await client.raw(ONE, { id: newId() }));
      for (const row of rows.slice(0, 25)) {
        const answer = await client.raw(ONE, { id: row.id });
        if (reaches(person, row)) judge(person, row, answer.data.customer);
        else expect(bare(answer)).toEqual(nowhere);
      }
    });
  });

  const filters: [string, readonly string[], (row: StoredCustomer) => unknown, (row: StoredCustomer, probe: StoredCustomer) => boolean][] = [
    ['name', ['name'], (probe) => ({ equals: probe.name }), (row, probe) => row.name === probe.name],
    ['companyName', ['companyName'], (probe) => ({ equals: probe.company_name }), (row, probe) => row.company_name === probe.company_name],
    ['externalKey', ['externalKey'], (probe) => ({ equals: probe.external_key }), (row, probe) => row.external_key === probe.external_key],
    ['stage', ['stage'], (probe) => ({ in: [probe.stage] }), (row, probe) => row.stage === probe.stage],
    ['gender', ['gender'], (probe) => ({ in: [probe.gender] }), (row, probe) => row.gender === probe.gender],
    ['region', ['region'], (probe) => ({ equals: probe.region }), (row, probe) => row.region === probe.region],
    ['city', ['city'], (probe) => ({ startsWith: probe.city }), (row, probe) => row.city === probe.city],
    ['birthDate', ['birthDate', 'birthPrecision'], (probe) => ({ from: probe.birth_date, to: probe.birth_date }), (row, probe) => row.birth_date === probe.birth_date],
    ['netAmount', ['netAmount', 'summary'], (probe) => ({ min: probe.net_amount }), (row, probe) => row.net_amount >= probe.net_amount],
    ['orderCount', ['orderCount', 'summary'], (probe) => ({ max: probe.order_count }), (row, probe) => row.order_count <= probe.order_count],
  ];

  it.each(filters)('filter %s: unknown where hidden, and never an answer through a closed field', async (name, guards, value, matches) => {
    await each(async (person, client) => {
      const probe = rows[Math.floor(chance() * rows.length)]!;
      const open = (row: StoredCustomer): boolean => reaches(person, row) && guards.every((guard) => levelOn(person, row, guard) === 'READ');
      const misspelt = await client.raw(LIST, { filter: { [`${name}x`]: value(probe) } });
      for (const [filter, expected] of [
        [{ [name]: value(probe) }, (row: StoredCustomer) => open(row) && matches(row, probe)],
        [{ not: { [name]: value(probe) } }, (row: StoredCustomer) => open(row) && !matches(row, probe)],
        [{ or: [{ [name]: value(probe) }, { and: [{ not: { [name]: value(probe) } }] }] }, open],
      ] as const) {
        const answer = await client.raw(LIST, { filter });
        if (guards.every((guard) => isKnown(person, guard))) {
          expect([person.email, idsOf(answer.data)]).toEqual([person.email, rows.filter(expected).map(({ id }) => id).sort()]);
        } else {
          const text = JSON.stringify(bare(answer));
          expect(text).toBe(JSON.stringify(bare(misspelt)).replaceAll(`${name}x`, name));
        }
      }
    });
  });

  const sorts: [string, readonly string[], (row: StoredCustomer) => number | string][] = [
    ['NET_AMOUNT', ['netAmount', 'summary'], (row) => row.net_amount],
    ['ORDER_COUNT', ['orderCount', 'summary'], (row) => row.order_count],
    ['NAME', ['name'], (row) => row.name],
  ];

  it.each(sorts)('sort %s: refused as an unknown name unless open on every row', async (sort, guards, value) => {
    await each(async (person, client) => {
      const answer = await client.raw(LIST, { sort, order: 'ASC' });
      if (guards.every((guard) => isOpenEverywhere(person, guard))) expect(answer.errors).toBeUndefined();
      if (answer.errors) {
        expect(answer.errors[0]!.extensions).toMatchObject({ code: 'UNKNOWN_NAME', facts: { name: sort, type: 'CustomerSort' } });
        return;
      }
      const reached = rows.filter((row) => reaches(person, row));
      for (const row of reached) for (const guard of guards) expect(levelOn(person, row, guard)).toBe('READ');
      if (sort === 'NAME') return;
      const order = (answer.data.customers.nodes as Node[]).map((node) => value(rows.find(({ id }) => id === node.id)!) as number);
      expect(order).toEqual([...order].sort((a, b) => a - b));
    });
  });

  it('search: finds by name only where every searched field is open', async () => {
    const searched = ['name', 'nameLatin', 'companyName', 'archiveNo'];
    await each(async (person, client) => {
      const probe = rows[Math.floor(chance() * rows.length)]!;
      const { data, errors } = await client.raw('query($text: String!) { search(text: $text, first: 20) { customers { id title } } }', { text: probe.name });
      expect(errors).toBeUndefined();
      const open = reaches(person, probe) && searched.every((field) => levelOn(person, probe, field) === 'READ');
      const found = ((data.search.customers ?? []) as { id: string }[]).map(({ id }) => id);
      expect([person.email, found.includes(probe.id)]).toEqual([person.email, open]);
      for (const id of found) expect(reaches(person, rows.find((row) => row.id === id)!)).toBe(true);
    });
  });

  const EXPORT = 'mutation($input: CustomerExportInput!) { exportCustomers(input: $input) { id url } }';
  const finished = async (client: Client, id: string): Promise<string> => {
    for (let tries = 0; tries < 300; tries += 1) {
      const { nodes } = (await client.query('{ exports(first: 20) { nodes { id state url } } }')).exports;
      const file = nodes.find((node: { id: string }) => node.id === id);
      if (file.state === 'DONE') return (await client.get(file.url)).text;
      if (file.state === 'FAILED') throw new Error('The export failed');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('The export never ended');
  };

  it('export: the rows of the list within the reach of the export, the same fields, and no others known', async () => {
    const columns = ['externalKey', 'stage', 'city', 'name'];
    await each(async (person, client) => {
      const whole = await client.raw(EXPORT, { input: { format: 'CSV', columns } });
      if (!holds(person, 'customer.export')) {
        expect(whole.errors![0]!.extensions.code).toBe('FORBIDDEN');
        return;
      }
      const open = columns.filter((name) => rows.some((row) => levelOn(person, row, name) !== 'HIDDEN') || isKnown(person, name));
      const hidden = columns.find((name) => !open.includes(name));
      if (hidden && whole.errors) expect(whole.errors[0]!.extensions).toMatchObject({ code: 'UNKNOWN_NAME', facts: { type: 'customers' } });
      const readable = columns.filter((name) => isKnown(person, name));
      if (readable.length === 0) return;
      const { exportCustomers } = await client.mutate(EXPORT, { input: { format: 'CSV', columns: readable } });
      const [, ...lines] = (await finished(client, exportCustomers.id)).replace(/^\uFEFF/, '').trim().split('\r\n');
      const reached = rows.filter((row) => reaches(person, row) && reaches(person, row, 'customer.export'));
      expect([person.email, lines.filter((line) => line !== '').length]).toEqual([person.email, reached.length]);
      const at = readable.indexOf('externalKey');
      if (at < 0) return;
      const keys = lines.map((line) => line.split(',')[at]).filter((key) => key !== '');
      expect(keys.sort()).toEqual(reached.filter((row) => levelOn(person, row, 'externalKey') === 'READ').map((row) => row.external_key).sort());
    });
  });

  it('REST: a file is refused to whoever may not import, and an export of another is not there', async () => {
    await each(async (person, client) => {
      const { status, body } = await client.post('/api/imports?kind=customers').set('X-File-Name', 'a.csv').set('Content-Type', 'application/octet-stream').send(Buffer.from('name\nx\n'));
      if (!holds(person, 'customer.import')) expect([status, body.error?.code]).toEqual([403, 'FORBIDDEN']);
      const missing = await client.get(`/api/exports/${newId()}/file`);
      expect(missing.status === 404 || missing.status === 403).toBe(true);
    });
    expect((await api.anonymous().get(`/api/exports/${newId()}/file`)).status).toBe(401);
  });

  it('operations: each is refused to whoever lacks its word', async () => {
    const operations = operationsOf(api);
    expect(operations.length).toBeGreaterThan(40);
    await each(async (person, client) => {
      for (const { name, word, document, variables } of operations) {
        if (word === 'anyone' || word === 'signed-in' || holds(person, word)) continue;
        const { errors } = await client.raw(document, variables);
        expect([name, errors?.[0]?.extensions]).toMatchObject([name, { code: 'FORBIDDEN', facts: { permission: word } }]);
      }
    });
  });

  it('operations: nobody who is not signed in may do anything but the few that are open to anyone', async () => {
    const stranger = api.anonymous();
    const open: string[] = [];
    for (const { name, word, document, variables } of operationsOf(api)) {
      if (word === 'anyone') open.push(name);
      else expect([name, (await stranger.raw(document, variables)).errors?.[0]?.extensions.code]).toEqual([name, 'NOT_SIGNED_IN']);
    }
    // Signing in and what leads to it: each looks for a secret of its own before it tells or does anything.
    expect(open.sort()).toEqual([
      'acceptInvitation', 'acceptInvitationByProvider', 'accountLink', 'askPasswordReset', 'beginFactor', 'confirmFactor', 'me', 'setForgottenPassword',
      'setUpOwner', 'setup', 'signIn', 'signInProvider', 'signInStep', 'verifyRecoveryCode', 'verifySecondFactor',
    ]);
  });
});
