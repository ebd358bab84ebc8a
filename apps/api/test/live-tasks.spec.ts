import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { personId, startApi, teamId, type Api, type Client } from '@dossier/kernel/testing';
import { stageOf, type Stage } from './live-stage';
import { sockets, type Ear } from './sockets';

const ADD = 'mutation($i: TaskInput!) { createTask(input: $i) { id version } }';
const HAND = 'mutation($id: ID!, $to: ID!) { reassignTask(id: $id, assigneeId: $to) { id } }';

let api: Api;
let line: Awaited<ReturnType<typeof sockets>>;
let manager: Client;
let stage: Stage;

beforeAll(async () => {
  api = await startApi();
  line = await sockets(api);
  manager = await api.as('MANAGER');
  stage = stageOf(api, await api.as('ADMINISTRATOR'));
});
afterEach(() => line.all.splice(0).forEach((ear) => ear.close()));
afterAll(() => api?.close());

const listening = async (who: string): Promise<Ear> => (await line.ear(await line.cookieOf(who)).init()).listen(['Task']);

describe('Live updates of tasks', () => {
  it('tell whoever takes part, and nobody out of reach', async () => {
    const [sales, south] = [await listening('SALES'), await listening('SALES_SOUTH')];
    const { createTask: task } = await manager.mutate(ADD, { i: { title: '寄样品', assigneeId: personId('SALES'), dueOn: '2099-01-05' } });
    await sales.until(() => sales.heard.length > 0);
    expect(await sales.rest()).toEqual([{ type: 'Task', id: task.id, version: 1, operation: 'INSERT', fields: null }]);
    expect(await south.rest()).toEqual([]);
  });

  it('tell who helps that they were asked, though the task lies in another team', async () => {
    const south = await listening('SALES_SOUTH');
    const { createTask: task } = await manager.mutate(ADD, { i: { title: '一起报价', assigneeId: personId('SALES'), collaboratorIds: [personId('SALES_SOUTH')] } });
    await south.until(() => south.heard.some(({ id }) => id === task.id));
    await stage.owned('update task set collaborator_ids = $2::uuid[], version = version + 1 where id = $1', [task.id, []]);
    await south.until(() => south.heard.some(({ id, operation }) => id === task.id && operation === 'DELETE'));
  });

  it('tell whoever gets a task that was handed over', async () => {
    const { createTask: task } = await manager.mutate(ADD, { i: { title: '回访', assigneeId: personId('SALES') } });
    const marketer = await listening('MARKETER');
    await manager.mutate(HAND, { id: task.id, to: personId('MARKETER') });
    await marketer.until(() => marketer.heard.some(({ id }) => id === task.id));
  });

  it('tell of many in which many take part: a word too long for the line goes in halves', async () => {
    const helpers = Array.from({ length: 20 }, (_, at) => `0199dead-0000-7000-8000-0000000000${String(at + 10)}`);
    await stage.owned(
      `insert into task (id, title, assignee_id, team_id, collaborator_ids) select gen_random_uuid(), 'many', $1, $2, array(select h from unnest($3::uuid[]) with ordinality x(h, at) where at <= 1 + n % 20) from generate_series(1, 60) n`,
      [personId('SALES'), teamId('EAST'), helpers]);
    const [sales, south] = [await listening('SALES'), await listening('SALES_SOUTH')];
    await stage.owned(`update task set assignee_id = $1, team_id = $2, version = version + 1 where title = 'many'`, [personId('SALES_SOUTH'), teamId('SOUTH')]);
    await south.until(() => south.heard.filter(({ operation }) => operation === 'INSERT').length === 60 || south.heard.some(({ operation }) => operation === 'MANY'));
    await sales.until(() => sales.heard.filter(({ operation }) => operation === 'DELETE').length === 60 || sales.heard.some(({ operation }) => operation === 'MANY'));
    await stage.owned(`delete from task where title = 'many'`);
    await south.until(() => south.heard.some(({ operation }) => operation === 'DELETE' || operation === 'MANY'));
  });
});
