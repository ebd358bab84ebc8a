import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Outgoing, Outside, readAllowances } from '@dossier/kernel/net';
import { product } from '@dossier/kernel/testing';
import { Bench, NOBODY, READ, verb } from './testing/bench';
import { expectedSignature, Receiver, until, type Got } from './testing/receiver';

const REPLAY_ALL = 'mutation($id: ID!) { replayDeliveries(webhookId: $id) }';
const bench = new Bench();
beforeAll(() => bench.open(), 120_000);
afterAll(() => bench.api?.close());
beforeEach(() => bench.begin());
afterEach(() => bench.end());

describe('deliveries', () => {
  it('keep the order of a record: later events wait, other records do not', async () => {
    const failing = await bench.customer('会失败');
    const other = await bench.customer('不受影响');
    const { webhook } = await bench.hook();
    let broken = true;
    bench.receiver.answer = ({ json }, response) => void response.writeHead(broken && json.data.id === failing.id ? 500 : 200).end('a body that nobody reads');
    let version = await bench.edit(failing.id, failing.version, { name: '一' });
    version = await bench.edit(failing.id, version, { name: '二' });
    await bench.edit(other.id, other.version, { name: '三' });
    await until(() => bench.receiver.got.filter(({ json }) => json.data.id === other.id).length, (count) => count === 1);
    await bench.quiet();
    expect(bench.receiver.got.filter(({ json }) => json.data.id === failing.id)).toHaveLength(1);
    const [waiting] = await bench.deliveries(webhook.id, ['WAITING']);
    expect(waiting).toMatchObject({ state: 'WAITING', attempts: 1, status: 500, fault: 'STATUS' });
    expect(JSON.stringify(await bench.deliveries(webhook.id))).not.toContain('nobody reads');
    broken = false;
    bench.clock.advance({ minutes: 1 });
    const got = await until(() => bench.receiver.got.filter(({ json }) => json.data.id === failing.id), (found) => found.length === 3);
    expect(got[0]!.headers['webhook-id']).toBe(got[1]!.headers['webhook-id']);
    expect(got[0]!.body).toBe(got[1]!.body);
    expect(got[0]!.headers['webhook-signature']).toBe(got[1]!.headers['webhook-signature']);
    expect(got[2]!.json.sequence).toBeGreaterThan(got[1]!.json.sequence);
    void version;
  });

  it('survive a receiver that is down for an hour: all arrive, with the ids and signatures of the first try', async () => {
    const { webhook, secret } = await bench.hook();
    await bench.receiver.stop();
    const made = [];
    for (let at = 0; at < 12; at += 1) made.push((await bench.customer(`停机 ${at}`)).id);
    await until(async () => (await bench.deliveries(webhook.id, ['WAITING'])).length, (count) => count > 0);
    expect((await bench.admin.query(READ, { id: webhook.id })).webhook.failingSince).not.toBeNull();
    for (let minutes = 0; minutes < 60; minutes += 10) {
      bench.clock.advance({ minutes: 10 });
      await new Promise((done) => setTimeout(done, 1_100));
    }
    const tried = await bench.deliveries(webhook.id, ['WAITING']);
    expect(tried[0]).toMatchObject({ fault: 'UNREACHABLE', status: null });
    await bench.receiver.start();
    bench.clock.advance({ minutes: 61 });
    const got = await bench.arrived(12);
    await bench.quiet();
    expect(bench.receiver.got.map(({ json }) => json.data.id).toSorted()).toEqual(made.toSorted());
    for (const { headers, body } of got) expect(headers['webhook-signature']).toBe(expectedSignature(secret, headers, body));
    expect(got.map(({ headers }) => headers['webhook-id'])).toEqual(expect.arrayContaining(tried.map(({ eventId }: { eventId: string }) => eventId)));
    expect((await bench.admin.query(READ, { id: webhook.id })).webhook).toMatchObject({ failingSince: null, deadCount: 0 });
    bench.clock.advance({ minutes: -122 });
  });

  it('become dead letters after a day, and go out again when they are replayed', async () => {
    const { webhook } = await bench.hook();
    await bench.receiver.stop();
    const { id } = await bench.customer('一天');
    const second = await bench.customer('也是一天');
    await until(async () => (await bench.deliveries(webhook.id, ['WAITING'])).length, (count) => count > 0);
    bench.clock.advance({ hours: 25 });
    const dead = await until(() => bench.deliveries(webhook.id, ['DEAD']), (found) => found.length === 2, 20);
    expect((await bench.admin.query(READ, { id: webhook.id })).webhook.deadCount).toBe(2);
    await bench.receiver.start();
    await bench.admin.mutate(verb('replayDelivery', 'id state'), { id: dead[0].id });
    await bench.arrived(1);
    expect((await bench.admin.mutate(REPLAY_ALL, { id: webhook.id })).replayDeliveries).toBe(1);
    const got = await bench.arrived(2);
    expect(got.map(({ json }) => json.data.id).toSorted()).toEqual([id, second.id].toSorted());
    expect(got.map(({ headers }) => headers['webhook-id']).toSorted()).toEqual(dead.map(({ eventId }: { eventId: string }) => eventId).toSorted());
    expect(await bench.sales.refusal(REPLAY_ALL, { id: webhook.id })).toBe('FORBIDDEN');
    expect(await bench.admin.refusal(verb('replayDelivery'), { id: NOBODY })).toBe('NOT_FOUND');
    bench.clock.advance({ hours: -25 });
  });

  it('go out again under the same id when a worker dies between sending and noting it', async () => {
    const { webhook } = await bench.hook();
    await bench.customer('中断');
    const [first] = await bench.arrived(1) as [Got];
    await until(() => bench.deliveries(webhook.id, ['DELIVERED']), (found) => found.length === 1);
    await bench.inWork(`update webhook_delivery set state = 'WAITING', next_at = '-infinity', lease_holder = 'dead', lease_until = now() - interval '1 second' where webhook_id = $1`, [webhook.id]);
    const [, again] = await bench.arrived(2) as [Got, Got];
    expect(again.headers['webhook-id']).toBe(first.headers['webhook-id']);
    expect(again.body).toBe(first.body);
  });

  it('are held by one worker at a time', async () => {
    const { webhook } = await bench.hook();
    await bench.receiver.stop();
    await bench.customer('只取一次');
    await until(async () => (await bench.deliveries(webhook.id)).length, (count) => count === 1);
    bench.clock.advance({ hours: 2 });
    await bench.inWork(`update webhook_delivery set lease_holder = 'another', lease_until = now() + interval '1 minute' where webhook_id = $1`, [webhook.id]);
    await bench.receiver.start();
    await bench.quiet();
    expect(bench.receiver.got).toHaveLength(0);
    await bench.inWork('update webhook_delivery set lease_until = now() where webhook_id = $1', [webhook.id]);
    await bench.arrived(1);
    bench.clock.advance({ hours: -2 });
  });

  it('are shared by two processes, each sent once', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'dossier-spec-'));
    const other = await (await product()).start(bench.api.url, { dataDir, clock: bench.clock });
    try {
      other.app.get(Outside).allowed = bench.outside.allowed;
      const sent = [bench.api.app, other.app].map((app) => {
        const outgoing = app.get(Outgoing);
        const counted = { calls: 0 };
        const post = outgoing.post.bind(outgoing);
        outgoing.post = (call) => ((counted.calls += 1), post(call));
        return counted;
      });
      bench.receiver.answer = (_, response) => void setTimeout(() => response.writeHead(204).end(), 50);
      // More of them than one process has under way at once.
      for (let at = 0; at < 12; at += 1) await bench.hook({ name: `第 ${at}`, events: ['CUSTOMER_CREATED'] });
      await bench.inWork(`insert into customer (id, name) select gen_random_uuid(), '两个进程 ' || n from generate_series(1, 10) n`);
      await bench.arrived(120);
      await bench.quiet();
      // Each webhook signs with a secret of its own: a signature twice would be a delivery twice.
      expect(bench.receiver.got).toHaveLength(120);
      expect(new Set(bench.receiver.got.map(({ headers }) => headers['webhook-signature'])).size).toBe(120);
      for (const { calls } of sent) expect(calls).toBeGreaterThan(0);
    } finally {
      await other.close();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });

  it('follow no redirect', async () => {
    const { webhook } = await bench.hook();
    bench.receiver.answer = (_, response) => void response.writeHead(302, { location: `http://127.0.0.1:${bench.receiver.port}/elsewhere` }).end();
    await bench.customer('转向');
    const [delivery] = await until(() => bench.deliveries(webhook.id), (found) => found.length === 1 && found[0].attempts > 0);
    expect(delivery).toMatchObject({ state: 'WAITING', status: 302, fault: 'REDIRECT' });
    expect(bench.receiver.got).toHaveLength(1);
  });

  it('to a silent receiver end after ten seconds and hold up nobody else', async () => {
    const silent = await new Receiver().start();
    silent.answer = () => undefined;
    bench.outside.allowed = readAllowances(`127.0.0.1:${bench.receiver.port}, 127.0.0.1:${silent.port}`);
    const slow = await bench.hook({ url: silent.url, name: '慢' });
    await bench.hook({ name: '快' });
    for (let at = 0; at < 6; at += 1) await bench.customer(`并行 ${at}`);
    await bench.arrived(6);
    expect(silent.got.length).toBeLessThanOrEqual(4);
    const [delivery] = await until(() => bench.deliveries(slow.webhook.id), (found) => found.length > 0, 20);
    expect(delivery).toMatchObject({ state: 'WAITING', status: null, fault: 'TIMEOUT' });
    await silent.stop();
  });
});
