import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personId, startApi, type Api, type Client } from '@dossier/kernel/testing';

const EDIT = 'mutation($selection: CustomerSelection!, $change: BulkChange!) { bulkEditCustomers(selection: $selection, change: $change) { id state rowCount } }';
const BATCH = 'query($id: ID!) { operationBatch(id: $id) { state rowCount conflictCount canRevert } }';
const REVERT = 'mutation($id: ID!) { revertBatch(id: $id) { id state } }';
const LIST = 'query($filter: CustomerFilter) { customers(filter: $filter, first: 200) { nodes { id name stage owner { id } team { name } tags { id } version } } }';

describe('bulk edits', () => {
  let api: Api;
  let admin: Client;
  let sales: Client;
  let tag = '';
  const mine: string[] = [];
  let theirs = '';

  const until = async (client: Client, id: string, states: readonly string[]) => {
    for (let tries = 0; tries < 300; tries += 1) {
      const { operationBatch } = await client.query(BATCH, { id });
      if (states.includes(operationBatch.state)) return operationBatch;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('The batch does not end');
  };
  const edit = async (client: Client, selection: object, change: object) => {
    const { bulkEditCustomers } = await client.mutate(EDIT, { selection, change });
    return { id: bulkEditCustomers.id as string, ...(await until(client, bulkEditCustomers.id, ['DONE', 'FAILED'])) };
  };
  const revert = async (client: Client, id: string) => {
    await client.mutate(REVERT, { id });
    return until(client, id, ['REVERTED']);
  };
  const stagesOf = async (client: Client) => (await client.query(LIST, { filter: { name: { contains: '批量' } } })).customers.nodes;

  beforeAll(async () => {
    api = await startApi();
    [admin, sales] = await Promise.all([api.as('ADMINISTRATOR'), api.as('SALES')]);
    tag = (await admin.mutate('mutation { createTag(name: "批") { id } }')).createTag.id;
    const create = async (client: Client, name: string) => (await client.mutate('mutation($n: String!) { createCustomer(input: { name: $n }) { id } }', { n: name })).createCustomer.id as string;
    for (const name of ['批量甲', '批量乙', '批量丙']) mine.push(await create(sales, name));
    theirs = await create(await api.as('SALES_SOUTH'), '批量丁');
  });
  afterAll(() => api?.close());

  it('changes the chosen ones within reach, and nothing beyond', async () => {
    const done = await edit(sales, { ids: [...mine, theirs] }, { stage: 'ACTIVE', addTagIds: [tag] });
    expect(done).toMatchObject({ state: 'DONE', rowCount: 3, canRevert: true });
    const rows = await stagesOf(admin);
    expect(rows.filter((row: { stage: string }) => row.stage === 'ACTIVE').map((row: { id: string }) => row.id).sort()).toEqual([...mine].sort());
  });

  it('takes all that match, and takes them back but for those changed since', async () => {
    const done = await edit(admin, { filter: { name: { contains: '批量' } }, all: true }, { stage: 'LOST' });
    expect(done.rowCount).toBe(4);
    const [row] = (await admin.query(LIST, { filter: { name: { equals: '批量甲' } } })).customers.nodes;
    await admin.mutate('mutation($id: ID!, $v: Int!) { updateCustomer(id: $id, version: $v, input: { city: "苏州" }) { id } }', { id: row.id, v: row.version });
    expect(await revert(admin, done.id)).toMatchObject({ state: 'REVERTED', conflictCount: 1 });
    expect((await stagesOf(admin)).map((one: { name: string; stage: string }) => `${one.name} ${one.stage}`).sort()).toEqual(['批量丁 PROSPECT', '批量丙 ACTIVE', '批量乙 ACTIVE', '批量甲 LOST']);
  });

  it('gives rows to a colleague with the team, and back again', async () => {
    const done = await edit(admin, { ids: mine }, { ownerId: personId('SALES_SOUTH') });
    expect((await admin.query(LIST, { filter: { owner: { in: [personId('SALES_SOUTH')] } } })).customers.nodes.map((row: { team: { name: string } }) => row.team.name)).toEqual(['华南', '华南', '华南', '华南']);
    await revert(admin, done.id);
    expect((await admin.query(LIST, { filter: { owner: { in: [personId('SALES')] } } })).customers.nodes).toHaveLength(3);
  });

  it('archives, and brings back', async () => {
    const done = await edit(admin, { ids: mine }, { archive: true });
    expect((await stagesOf(admin)).map((row: { id: string }) => row.id)).toEqual([theirs]);
    await revert(admin, done.id);
    expect(await stagesOf(admin)).toHaveLength(4);
  });

  it('is refused without the word of its part, without a change, and for what does not exist', async () => {
    expect(await (await api.as('AUDITOR')).refusal(EDIT, { selection: { ids: mine }, change: { stage: 'LOST' } })).toBe('FORBIDDEN');
    expect(await admin.refusal(EDIT, { selection: { ids: mine }, change: {} })).toBe('INVALID_INPUT');
    expect(await admin.refusal(EDIT, { selection: { ids: mine }, change: { addTagIds: ['0199b000-0000-7000-8000-00000000ffff'] } })).toBe('NOT_FOUND');
    expect(await admin.refusal(EDIT, { selection: {}, change: { stage: 'LOST' } })).toBe('INVALID_INPUT');
  });
});
