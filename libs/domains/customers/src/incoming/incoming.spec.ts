import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHmac, randomUUID } from 'node:crypto';
import { FixedClock } from '@dossier/kernel/time';
import { personId, startApi, type Api, type Client } from '@dossier/kernel/testing';

const CREATE = 'mutation($i: IncomingSourceInput!) { createIncomingSource(input: $i) { secret source { id version name kind state path ownerId can } } }';
const RECEIVED = 'query($f: IncomingDeliveryFilter) { incomingDeliveries(filter: $f, first: 200) { nodes { id providerId state attempts code facts can } } }';
const SOURCE = 'query($id: ID!) { incomingSource(id: $id) { id version name state failedCount } }';
const FIND = 'query($f: CustomerFilter) { customers(filter: $f) { nodes { id name companyName phone externalKey externalSource owner { name } } } }';
const verb = (name: string, of = 'id state') => `mutation($id: ID!) { ${name}(id: $id) { ${of} } }`;
const NOBODY = '0199dead-0000-7000-8000-000000000000';

let api: Api;
let admin: Client;
let sales: Client;
const clock = new FixedClock(new Date());

beforeAll(async () => {
  api = await startApi({ clock });
  admin = await api.as('ADMIN');
  sales = await api.as('SALES');
});
afterAll(() => api?.close());

interface Source {
  id: string;
  secret: string;
}
const source = async (name = '官网表单'): Promise<Source> => {
  const { createIncomingSource: made } = await admin.mutate(CREATE, { i: { name, kind: 'CUSTOMER' } });
  return { id: made.source.id, secret: made.secret };
};
const sign = (secret: string, id: string, timestamp: number, body: string): string =>
  `v1,${createHmac('sha256', Buffer.from(secret.slice(6), 'base64')).update(`${id}.${timestamp}.${body}`).digest('base64')}`;

interface Sending {
  id?: string;
  body?: string;
  at?: number;
  signature?: string;
}
/** Posts as another system would: no cookie, no header of ours, the body signed. */
const send = (to: Source, payload: unknown, over: Sending = {}) => {
  const id = over.id ?? randomUUID();
  const body = over.body ?? JSON.stringify(payload);
  const timestamp = over.at ?? Math.floor(clock.now().getTime() / 1000);
  return api.anonymous().post(`/api/hooks/${to.id}`).unset('X-Requested-With').unset('Sec-Fetch-Site').set({
    'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': over.signature ?? sign(to.secret, id, timestamp, body),
  }).send(body);
};
const received = async (id: string) => (await admin.query(RECEIVED, { f: { source: { in: [id] } } })).incomingDeliveries.nodes;
const settled = async (id: string, count = 1) => {
  for (const end = Date.now() + 15_000; ; ) {
    const found = await received(id);
    if (found.length >= count && found.every(({ state }: { state: string }) => state !== 'RECEIVED')) return found;
    if (Date.now() > end) throw new Error(`Not settled: ${JSON.stringify(found)}`);
    await new Promise((done) => setTimeout(done, 100));
  }
};
const named = async (name: string) => (await admin.query(FIND, { f: { name: { equals: name } } })).customers.nodes;
describe('an incoming event', () => {
  it('creates a customer, and brings the one of the same number up to date', async () => {
    const from = await source();
    expect((await send(from, { externalKey: 'W-1', name: '王小明', phone: '13800138001', email: 'wang@example.com', companyName: '某公司' })).status).toBe(202);
    await settled(from.id);
    const [made] = await named('王小明');
    expect(made).toMatchObject({ companyName: '某公司', externalKey: 'W-1', externalSource: `webhook:${from.id}`, owner: { name: '管理员' } });
    expect((await send(from, { externalKey: 'W-1', name: '王大明', phone: '13800138001' })).status).toBe(202);
    await settled(from.id, 2);
    expect((await named('王大明')).map(({ id }: { id: string }) => id)).toEqual([made.id]);
  });

  it('delivered a hundred times at once has one effect and one answer', async () => {
    const from = await source();
    const id = randomUUID();
    const at = Math.floor(clock.now().getTime() / 1000);
    const answers = await Promise.all(Array.from({ length: 100 }, () => send(from, { name: '一百次' }, { id, at })));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(new Set(['202 {"received":true}']));
    await settled(from.id);
    expect(await named('一百次')).toHaveLength(1);
    expect(await received(from.id)).toHaveLength(1);
    const { rows } = await api.db.query(`select count(*)::int as n from audit_entry where action = 'processWebhook' and outcome = 'DONE' and request_id in (select id::text from job where data->>'deliveryId' = $1)`, [(await received(from.id))[0].id]);
    expect(rows[0].n).toBe(1);
  });

  it('delivered again later is answered alike and does nothing', async () => {
    const from = await source();
    const id = randomUUID();
    await send(from, { name: '再来一次' }, { id });
    await settled(from.id);
    expect((await send(from, { name: '别的内容' }, { id })).status).toBe(202);
    expect(await received(from.id)).toHaveLength(1);
    expect(await named('别的内容')).toHaveLength(0);
  });

  it('is refused before it is read when its signature, its time or its source is wrong, always in the same words', async () => {
    const from = await source();
    const now = Math.floor(clock.now().getTime() / 1000);
    const answers = await Promise.all([
      send(from, {}, { body: 'not json at all', signature: 'v1,AAAA' }),
      send({ ...from, secret: `whsec_${Buffer.alloc(32).toString('base64')}` }, { name: 'x' }),
      send(from, { name: 'x' }, { at: now - 301 }), send(from, { name: 'x' }, { at: now + 301 }),
      send({ ...from, id: NOBODY }, { name: 'x' }), send({ ...from, id: 'no-uuid' }, { name: 'x' }),
      send(from, { name: 'x' }, { signature: '' }), send(from, { name: 'x' }, { id: '' }), send(from, { name: 'x' }, { id: 'x'.repeat(300) }),
    ]);
    const told = answers.map(({ status, body }) => `${status} ${body.error.code} ${JSON.stringify(body.error.facts)}`);
    expect(new Set(told)).toEqual(new Set(['401 SIGNATURE_INVALID {}']));
    expect(await received(from.id)).toEqual([]);
    await admin.mutate(verb('pauseIncomingSource'), { id: from.id });
    expect((await send(from, { name: 'x' })).status).toBe(401);
    await api.db.query('delete from webhook_throttle');
  });

  it('is refused above a megabyte', async () => {
    const from = await source();
    expect((await send(from, { name: 'x'.repeat(1_100_000) })).status).toBe(413);
    expect(await received(from.id)).toEqual([]);
  });

  it('that cannot take effect is kept with the reason, and replayed', async () => {
    const from = await source();
    await send(from, { externalKey: 'B-1', name: '坏电话', phone: 'not a phone' });
    const [failed] = await settled(from.id);
    expect(failed).toMatchObject({ state: 'FAILED', code: 'INVALID_INPUT', facts: { field: 'phone' }, attempts: 1 });
    expect(JSON.stringify(failed)).not.toContain('not a phone');
    expect((await admin.query(SOURCE, { id: from.id })).incomingSource.failedCount).toBe(1);
    const { rows } = await api.db.query('select payload from incoming_delivery where id = $1', [failed.id]);
    expect(rows[0].payload.toString('utf8')).not.toContain('坏电话');
    await admin.mutate(verb('replayIncoming'), { id: failed.id });
    expect((await settled(from.id))[0]).toMatchObject({ state: 'FAILED', attempts: 2 });
    expect(await sales.refusal(verb('replayIncoming'), { id: failed.id })).toBe('FORBIDDEN');
    expect(await admin.refusal(verb('replayIncoming'), { id: NOBODY })).toBe('NOT_FOUND');
  });

  it.each([['text', '"text"', 'body'], ['a list', '[1]', 'body'], ['broken', '{', 'body'], ['a foreign name', '{"name":"x","ownerId":"0199dead-0000-7000-8000-000000000000"}', 'ownerId'], ['a wrong type', '{"name":5}', 'name']])('of a bad form is kept as failed: %s', async (_, body, field) => {
    const from = await source();
    expect((await send(from, null, { body })).status).toBe(202);
    expect((await settled(from.id))[0]).toMatchObject({ state: 'FAILED', code: 'INVALID_INPUT', facts: { field } });
  });

  it('takes effect with the rights that the owner of the source has at that moment', async () => {
    const from = await source();
    const owner = personId('AUDITOR');
    await api.write(`insert into role_grant (role_id, action, scope) select id, 'webhook.manage', 'ALL' from role where code in ('AUDITOR', 'SALES')`);
    await api.write('update incoming_source set owner_id = $2 where id = $1', [from.id, owner]);
    await send(from, { name: '无权创建' });
    expect((await settled(from.id))[0]).toMatchObject({ state: 'FAILED', code: 'FORBIDDEN' });
    expect(await named('无权创建')).toEqual([]);
    await api.write('update incoming_source set owner_id = $2 where id = $1', [from.id, personId('SALES')]);
    await admin.mutate(verb('replayIncoming'), { id: (await received(from.id))[0].id });
    expect((await settled(from.id))[0]).toMatchObject({ state: 'DONE' });
    expect((await named('无权创建'))[0]).toMatchObject({ owner: { name: '赵一凡' } });
    await api.write(`update app_user set status = 'SUSPENDED' where id = $1`, [personId('SALES')]);
    expect((await send(from, { name: '停用' })).status).toBe(401);
    await api.write(`delete from role_grant where action = 'webhook.manage' and role_id in (select id from role where code in ('AUDITOR', 'SALES'))`);
    await api.write(`update app_user set status = 'ACTIVE' where id = $1`, [personId('SALES')]);
    expect((await send(from, { name: '不再管理' })).status).toBe(401);
    await api.db.query('delete from webhook_throttle');
  });

  it('forgets what it said once it has taken effect', async () => {
    const from = await source();
    await send(from, { name: '用后即焚', phone: '13700137000' });
    await settled(from.id);
    const { rows } = await api.db.query('select payload, object_id from incoming_delivery where source_id = $1', [from.id]);
    expect(rows[0].payload).toBeNull();
    expect(rows[0].object_id).toBe((await named('用后即焚'))[0].id);
  });
});

describe('a source', () => {
  it('keeps the secret before for a day when it gets a new one', async () => {
    const from = await source();
    const { rotateIncomingSecret: turned } = await admin.mutate(verb('rotateIncomingSecret', 'secret'), { id: from.id });
    expect((await send(from, { name: '旧密钥' })).status).toBe(202);
    expect((await send({ ...from, secret: turned.secret }, { name: '新密钥' })).status).toBe(202);
    await api.write(`update webhook_secret set until = now() - interval '1 second' where of_id = $1 and until is not null`, [from.id]);
    expect((await send(from, { name: '过期密钥' })).status).toBe(401);
    expect((await send({ ...from, secret: turned.secret }, { name: '新密钥二' })).status).toBe(202);
  });

  it('is for whoever manages webhooks', async () => {
    const from = await source();
    expect(await sales.refusal(CREATE, { i: { name: 'x', kind: 'CUSTOMER' } })).toBe('FORBIDDEN');
    for (const name of ['pauseIncomingSource', 'archiveIncomingSource']) expect(await sales.refusal(verb(name), { id: from.id })).toBe('FORBIDDEN');
    expect(await admin.refusal(SOURCE, { id: NOBODY })).toBe('NOT_FOUND');
    expect(await admin.refusal(verb('pauseIncomingSource'), { id: NOBODY })).toBe('NOT_FOUND');
    expect(await admin.refusal(CREATE, { i: { name: '', kind: 'CUSTOMER' } })).toBe('INVALID_INPUT');
    expect(await admin.refusal(CREATE, { i: { name: 'x', kind: 'CUSTOMER', ownerId: personId('MANAGER') } })).toBe('NOT_FOUND');
    expect((await admin.mutate('mutation($id: ID!) { renameIncomingSource(id: $id, version: 1, name: "新名") { name } }', { id: from.id })).renameIncomingSource.name).toBe('新名');
    await admin.mutate(verb('archiveIncomingSource'), { id: from.id });
    expect((await send(from, { name: 'x' })).status).toBe(401);
  });
});

describe('a network that guesses', () => {
  it('is throttled, and takes nobody along who signs', async () => {
    const from = await source();
    for (let at = 0; at < 31; at += 1) await send(from, { name: 'x' }, { signature: 'v1,AAAA' });
    const refused = await send(from, { name: 'x' }, { signature: 'v1,AAAA' });
    expect(refused.status).toBe(429);
    expect(refused.body.error.code).toBe('THROTTLED');
    expect((await send(from, { name: '照常' })).status).toBe(202);
  });
});
