import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { jobViewer } from '../access/viewer';
import { Database } from '../data/database';
import { startApi, type Api } from '../testing/start-api';
import { Jobs } from './jobs';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.close());

const NAME = 'workspace.files-upkeep';
const tick = (): Promise<string | null> => api.app.get(Database).work(jobViewer('job.upkeep', ['job.upkeep'], 'tick'), NAME, () => api.app.get(Jobs).startSlot(NAME, 3_300));

it('a slot has one job, however many ask in the same moment; the next slot has the next', async () => {
  for (let slot = 1; slot <= 5; slot += 1) {
    const started = await Promise.all(Array.from({ length: 8 }, tick));
    expect(started.filter(Boolean)).toHaveLength(1);
    const { rows } = await api.db.query<{ n: number }>('select count(*)::int n from job where name = $1', [NAME]);
    expect(rows[0]!.n).toBe(slot);
    await api.db.query(`update job set created_at = created_at - interval '1 hour', state = 'DONE' where name = $1`, [NAME]);
  }
});
