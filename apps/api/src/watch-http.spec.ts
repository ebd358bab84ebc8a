import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Database } from '@dossier/kernel/data';
import { startApi, type Api } from '@dossier/kernel/testing';
import { METRICS_TOKEN } from '../test/product';

let api: Api;
beforeAll(async () => {
  api = await startApi();
  await api.app.listen(0, '127.0.0.1');
});
afterAll(() => api?.close());

const bearing = (token: string) => api.anonymous().get('/metrics').set('Authorization', `Bearer ${token}`);

describe('the figures', () => {
  it('are given to a scraper with the token of the settings, and to no other', async () => {
    expect((await bearing(METRICS_TOKEN)).status).toBe(200);
    expect((await bearing(`${METRICS_TOKEN}x`)).status).toBe(401);
    expect((await bearing('')).status).toBe(401);
    expect((await api.anonymous().get(`/metrics?token=${METRICS_TOKEN}`)).status).toBe(401);
  });
});

describe('a request', () => {
  it('carries its number, and tells when to come again where it cannot be served now', async () => {
    const admin = await api.as('ADMIN');
    const { pool } = api.app.get(Database);
    const taken = await Promise.all(Array.from({ length: 6 }, () => pool.connect()));
    const answer = await admin.post('/graphql').send({ query: '{ unreadNotifications }' });
    for (const client of taken) client.release();
    expect({ status: answer.status, retry: answer.headers['retry-after'], number: answer.headers['x-request-id'] }).toEqual({ status: 503, retry: expect.stringMatching(/^\d+$/), number: expect.stringMatching(/^[0-9A-F]{12}$/) });
  });

  it('of a reader who leaves takes its statement along', async () => {
    const cookie = ((await api.anonymous().post('/graphql').send({ query: 'mutation { signIn(email: "admin@example.com", password: "a harbour of quiet paper") { id } }' })).headers['set-cookie'] as unknown as string[]).map((one) => one.split(';')[0]).join('; ');
    const holder = await api.db.connect();
    const waiting = async (): Promise<number> => (await holder.query(`select pg_stat_clear_snapshot(), 1 from pg_stat_activity where wait_event_type = 'Lock' and application_name = 'dossier' and datname = current_database()`)).rowCount ?? 0;
    try {
      await holder.query('begin; lock table tag in access exclusive mode');
      const { port } = api.app.getHttpServer().address() as AddressInfo;
      const reader = send({ port, host: '127.0.0.1', path: '/graphql', method: 'POST', headers: { 'content-type': 'application/json', 'x-requested-with': 'dossier', 'sec-fetch-site': 'same-origin', cookie } });
      reader.on('error', () => undefined);
      reader.end(JSON.stringify({ query: '{ tags { id } }' }));
      await until(async () => (await waiting()) === 1);
      reader.destroy();
      await until(async () => (await waiting()) === 0);
    } finally {
      await holder.query('rollback');
      holder.release();
    }
    expect((await (await api.as('ADMIN')).query('{ tags { id } }')).tags).toBeDefined();
  });
});

async function until(is: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 3_500;
  while (!(await is())) {
    if (Date.now() > end) throw new Error('It did not come to pass before the lock would have run out');
    await new Promise((done) => setTimeout(done, 20));
  }
}
