import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';

const LIST = 'query($l: String!) { savedViews(list: $l) { id version name visibility mine isDefault state owner { name } } }';
const SAVE = 'mutation($i: SavedViewInput!) { saveView(input: $i) { id version name visibility mine isDefault state } }';
const DELETE = 'mutation($id: ID!) { deleteView(id: $id) }';
const NOBODY = '0199dead-0000-7000-8000-000000000000';

let api: Api;
let marketer: Client;
let manager: Client;
let sales: Client;
let south: Client;

beforeAll(async () => {
  api = await startApi();
  marketer = await api.as('MARKETER');
  manager = await api.as('MANAGER');
  sales = await api.as('SALES');
  south = await api.as('SALES_SOUTH');
});
afterAll(() => api?.close());

const state = { filter: { stage: { in: ['ACTIVE'] } }, columns: ['name', 'owner'] };
const save = async (who: Client, over: object = {}) => (await who.mutate(SAVE, { i: { list: 'customers', name: '活跃客户', state, ...over } })).saveView;
const names = async (who: Client, list = 'customers'): Promise<string[]> => (await who.query(LIST, { l: list })).savedViews.map((view: { name: string }) => view.name);

describe('saved views', () => {
  it('are kept as they were saved, for their owner alone unless shared', async () => {
    const view = await save(marketer, { name: '我的' });
    expect(view).toMatchObject({ visibility: 'PRIVATE', mine: true, state });
    expect(await names(marketer)).toContain('我的');
    for (const other of [manager, sales, south]) expect(await names(other)).not.toContain('我的');
  });

  it('are shown to the team, or to everyone, when shared', async () => {
    await save(marketer, { name: '组内', visibility: 'TEAM' });
    await save(marketer, { name: '全公司', visibility: 'EVERYONE' });
    expect(await names(sales)).toEqual(expect.arrayContaining(['组内', '全公司']));
    expect(await names(south)).not.toContain('组内');
    expect(await names(south)).toContain('全公司');
    expect((await south.query(LIST, { l: 'customers' })).savedViews.find((view: { name: string }) => view.name === '全公司')).toMatchObject({ mine: false, owner: { name: '李敏' } });
  });

  it('begin the list for their owner: one at a time', async () => {
    const first = await save(marketer, { list: 'orders', name: '一', isDefault: true });
    await save(marketer, { list: 'orders', name: '二', isDefault: true });
    const views = (await marketer.query(LIST, { l: 'orders' })).savedViews;
    expect(views.filter((view: { isDefault: boolean }) => view.isDefault).map((view: { name: string }) => view.name)).toEqual(['二']);
    expect(views.find((view: { id: string }) => view.id === first.id).isDefault).toBe(false);
  });

  it('take a word to be shared', async () => {
    expect(await sales.refusal(SAVE, { i: { list: 'customers', name: 'x', state, visibility: 'EVERYONE' } })).toBe('FORBIDDEN');
    const own = await save(sales, { name: '自用' });
    expect(await sales.refusal(SAVE, { i: { id: own.id, list: 'customers', name: '自用', state, visibility: 'TEAM' } })).toBe('FORBIDDEN');
    expect(await api.anonymous().refusal(LIST, { l: 'customers' })).toBe('NOT_SIGNED_IN');
  });

  it('do not exist for whom they are not shown to', async () => {
    const { id } = await save(marketer, { name: '私有' });
    expect(await south.refusal(SAVE, { i: { id, list: 'customers', name: 'x', state } })).toBe('NOT_FOUND');
    expect(await south.refusal(DELETE, { id })).toBe('NOT_FOUND');
    expect(await south.refusal(DELETE, { id: NOBODY })).toBe('NOT_FOUND');
  });

  it('are changed and removed by their owner alone', async () => {
    const { id } = await save(marketer, { name: '共享', visibility: 'EVERYONE' });
    expect(await manager.refusal(SAVE, { i: { id, list: 'customers', name: '改', state } })).toBe('FORBIDDEN');
    expect(await manager.refusal(DELETE, { id })).toBe('FORBIDDEN');
    expect(await save(marketer, { id, version: 1, name: '改', visibility: 'EVERYONE' })).toMatchObject({ version: 2, name: '改' });
    expect((await marketer.mutate(DELETE, { id })).deleteView).toBe(true);
    expect(await names(marketer)).not.toContain('改');
  });

  it('refuse a state that is none', async () => {
    expect(await marketer.refusal(SAVE, { i: { list: 'customers', name: 'x', state: [1] } })).toBe('INVALID_INPUT');
    expect(await marketer.refusal(SAVE, { i: { list: 'customers', name: 'x', state: { filter: 'x'.repeat(30_000) } } })).toBe('INVALID_INPUT');
  });
});
