import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startApi, type Api } from '@dossier/kernel/testing';
import { AuditUpkeep } from './audit-upkeep.job';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.close());

it('the nightly upkeep ends well under the login of the product, which may not look into a partition', async () => {
  await api.app.get(AuditUpkeep, { strict: false }).tick();
  let job: { state: string; error: string | null; detail: string | null } | undefined;
  for (let tries = 0; tries < 200 && (job === undefined || (job.state !== 'DONE' && job.error === null)); tries += 1) {
    await new Promise((next) => setTimeout(next, 50));
    job = (await api.db.query<{ state: string; error: string | null; detail: string | null }>(`select state, error, detail from job where name = 'audit.upkeep'`)).rows[0];
  }
  expect(job).toEqual({ state: 'DONE', error: null, detail: null });
});
