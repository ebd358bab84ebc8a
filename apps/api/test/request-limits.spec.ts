import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventEmitter } from 'node:events';
import { viewerOf } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';
import { endsWithRights } from '../src/http/open-answers';
import { ADMINISTRATOR_ROLE, codeOf, keyOf, ME } from './third-party';

type Answer = Awaited<ReturnType<Client['post']>>;

let api: Api;
let admin: Client;
beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMINISTRATOR');
});
afterAll(() => api?.close());

describe('requests of one viewer', () => {
  let bounded: Api;
  let tight: string;
  beforeAll(async () => {
    bounded = await startApi({ limits: { perMinute: 60, inFlight: 3 } });
    tight = await keyOf(bounded, ADMINISTRATOR_ROLE, { ratePerMinute: 5 });
  });
  afterAll(() => bounded?.close());

  it('are counted for each key by its own rate, and told in headers', async () => {
    const statuses: number[] = [];
    let last: Answer | undefined;
    for (let at = 0; at < 7; at += 1) {
      last = (await bounded.withKey(tight).post('/graphql').send({ query: ME }));
      statuses.push(last!.status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect(codeOf(last!)).toBe('RATE_LIMITED');
    expect(last!.headers).toMatchObject({ 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '0', 'retry-after': expect.stringMatching(/^\d+$/) });
    expect((await (await bounded.as('SALES')).post('/graphql').send({ query: ME })).status).toBe(200);
  });

  it('are counted for a person whatever the session, and for strangers by network, whatever they claim', async () => {
    const sales = await bounded.as('SALES_SOUTH');
    const statuses = [];
    for (let at = 0; at < 62; at += 1) statuses.push((await sales.post('/graphql').set('X-Forwarded-For', `198.51.100.${at}`).send({ query: ME })).status);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
    expect((await (await bounded.as('MANAGER')).post('/graphql').send({ query: ME })).status).toBe(200);
  });

  it('wait for a place and are refused when none comes free; others do not notice', async () => {
    const analyst = await bounded.as('ANALYST');
    const auditor = await bounded.as('AUDITOR');
    const blocker = await bounded.db.connect();
    await blocker.query('begin; lock table customer in access exclusive mode');
    try {
      const slow = Array.from({ length: 4 }, () => analyst.post('/graphql').send({ query: '{ customers { nodes { id } } }' }).then((answer) => answer));
      await new Promise((resolve) => setTimeout(resolve, 300));
      const begun = performance.now();
      expect((await auditor.post('/graphql').send({ query: ME })).status).toBe(200);
      expect(performance.now() - begun).toBeLessThan(1_500);
      const first = await Promise.race(slow);
      expect([first.status, codeOf(first as never)]).toEqual([429, 'RATE_LIMITED']);
      await blocker.query('rollback');
      expect((await Promise.all(slow)).map(({ status }) => status).sort()).toEqual([200, 200, 200, 429]);
    } finally {
      await blocker.query('rollback');
      blocker.release();
    }
  });
});

describe('exports of one viewer', () => {
  it('run two at a time, a third is refused and others do not notice', async () => {
    const EXPORT = 'mutation($i: CustomerExportInput!) { exportCustomers(input: $i) { id } }';
    const input = { i: { format: 'CSV', columns: ['name'] } };
    const manager = await api.as('MANAGER');
    const blocker = await api.db.connect();
    // The request counts what it would take; only the job notes on the file how far it is, and has to wait there.
    await api.db.query(`create function wait_for_spec() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock_shared(4711); return new; end $$;
      create trigger wait_for_spec before update on export_file for each row execute function wait_for_spec()`);
    await blocker.query('select pg_advisory_lock(4711)');
    try {
      for (let at = 0; at < 2; at += 1) await admin.mutate(EXPORT, input);
      const third = await admin.post('/graphql').send({ query: EXPORT, variables: input });
      expect(third.body.errors[0].extensions).toMatchObject({ code: 'EXPORTS_RUNNING', facts: { limit: 2 } });
      expect((await manager.mutate(EXPORT, input)).exportCustomers.id).toEqual(expect.any(String));
    } finally {
      await blocker.query('select pg_advisory_unlock(4711)');
      blocker.release();
    }
    for (let tries = 0; tries < 300 && (await api.db.query(`select 1 from job where state in ('QUEUED','RUNNING') and name = 'workspace.export'`)).rowCount! > 0; tries += 1) await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await admin.mutate(EXPORT, input)).exportCustomers.id).toEqual(expect.any(String));
  });
});

describe('whoever leaves', () => {
  it('takes the query along', async () => {
    const cookie = (await admin.post('/graphql').send({ query: ME })).request.get('Cookie') as unknown as string;
    await api.app.listen(0, '127.0.0.1').catch(() => undefined);
    const { port } = api.app.getHttpServer().address() as { port: number };
    const blocker = await api.db.connect();
    await blocker.query('begin; lock table customer in access exclusive mode');
    const leaving = new AbortController();
    const asking = fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', signal: leaving.signal, headers: { cookie, 'content-type': 'application/json', 'x-requested-with': 'dossier', 'sec-fetch-site': 'same-origin', origin: `http://127.0.0.1:${port}` }, body: JSON.stringify({ query: '{ customers { nodes { id city } } }' }) }).catch(() => 'left');
    const waiting = async (): Promise<number> => (await api.app.get(Database).aside.query(`select 1 from pg_stat_activity where datname = current_database() and application_name = 'dossier' and wait_event_type = 'Lock' and query like '%from customer t%'`)).rowCount ?? 0;
    for (let tries = 0; tries < 50 && (await waiting()) === 0; tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await waiting()).toBe(1);
    leaving.abort();
    await asking;
    for (let tries = 0; tries < 40 && (await waiting()) > 0; tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await waiting()).toBe(0);
    await blocker.query('rollback');
    blocker.release();
  });

  it('loses a download when the key behind it is revoked, and keeps it while nothing changes', async () => {
    const held = viewerOf({ kind: 'client', userId: 'u', name: 'x', language: 'en', grants: [{ action: 'customer.export', scope: 'ALL' }], teamIds: [], treeIds: [], sessionId: 'k', requestId: 'r', ip: null, device: null });
    const open = (found: () => Promise<unknown>) => {
      const response = Object.assign(new EventEmitter(), { closed: false, cut: false, destroy() { this.cut = true; } });
      endsWithRights({ viewer: held, headers: {} } as never, response as never, { load: found } as never);
      return response;
    };
    const [kept, lost, revoked] = [open(async () => held), open(async () => viewerOf({ ...held, grants: [] })), open(async () => Promise.reject(new Error('KEY_REFUSED')))];
    await new Promise((resolve) => setTimeout(resolve, 3_500));
    expect([kept.cut, lost.cut, revoked.cut]).toEqual([false, true, true]);
    for (const response of [kept, lost, revoked]) response.emit('close');
  });
});
