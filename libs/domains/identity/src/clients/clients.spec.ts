import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { viewerOf } from '@dossier/kernel/access';
import { Database } from '@dossier/kernel/data';
import { personId, teamId } from '@dossier/kernel/testing';
import { ViewerLoader } from '../sessions/viewer.loader';
import { ApiKeyService } from './api-key.service';
import { ClientService } from './client.service';
import { admin, api, asked, begin, CREATE, EASTERNER, easterner, keeper, KEY, keyFor, LIST, make, MANAGER, named, OPENER, REVOKE, ROTATE, SALES, UPDATE, VIEWER_ALL } from './clients.given';

const ARCHIVE = 'mutation($id: ID!) { archiveClient(id: $id) { id archivedAt keys { id revokedAt } can } }';
const NOBODY = '0199dead-0000-7000-8000-000000000000';

beforeAll(begin, 120_000);
afterAll(() => api?.close());

const rows = async (table: string, where = 'true'): Promise<number> => (await api.db.query<{ n: number }>(`select count(*)::int n from ${table} where ${where}`)).rows[0]!.n;

describe('making a client', () => {
  it('gives an account with roles and teams, without address or password', async () => {
    const client = await make({ description: '夜间同步', teamIds: [teamId('EAST')] });
    expect(client).toMatchObject({ version: 1, description: '夜间同步', roles: [{ id: MANAGER }], teams: [{ id: teamId('EAST') }], actsForId: null, keys: [], can: ['UPDATE', 'ADD_KEY', 'ARCHIVE'] });
    expect(await rows('app_user', `id = '${client.id}' and kind = 'CLIENT' and email is null and password_hash is null`)).toBe(1);
    await expect(api.db.query(`begin; select set_config('app.request_id','s',true), set_config('app.entry_id',gen_random_uuid()::text,true); update app_user set email = 'a@b.c' where id = '${client.id}'`)).rejects.toThrow('app_user_signs_in');
    await api.db.query('rollback');
  });
  it('is refused without the right', async () => expect(await (await api.as('MARKETING_MANAGER')).refusal(CREATE, { i: named() })).toBe('FORBIDDEN'));
  it('does not find roles, teams and people that are not there, and writes nothing', async () => {
    const before = await rows('app_user');
    for (const more of [{ roleIds: [NOBODY] }, { teamIds: [NOBODY] }, { actsForId: NOBODY }, { actsForId: (await make()).id }]) expect(await admin.refusal(CREATE, { i: named(more) })).toBe('NOT_FOUND');
    expect(await rows('app_user')).toBe(before + 1);
  });
  it('refuses a name that is taken, and more than the maker has: words, rows, fields', async () => {
    const { name } = await make();
    expect(await admin.refusal(CREATE, { i: { ...named(), name: name.toUpperCase() } })).toBe('NAME_TAKEN');
    expect(await keeper.refusal(CREATE, { i: named() })).toBe('RIGHTS_EXCEEDED');
    const above = (more: object) => easterner.refusal(CREATE, { i: named(more) });
    expect(await above({ roleIds: [VIEWER_ALL] })).toBe('RIGHTS_EXCEEDED');
    // The role reaches as far as the maker's, but opens fields that are hidden from the maker.
    expect(await above({ roleIds: [OPENER], teamIds: [teamId('EAST')] })).toBe('RIGHTS_EXCEEDED');
    expect(await above({ roleIds: [EASTERNER], teamIds: [teamId('SOUTH')] })).toBe('RIGHTS_EXCEEDED');
    expect((await easterner.mutate(CREATE, { i: named({ roleIds: [EASTERNER], teamIds: [teamId('EAST')] }) })).createClient.teams).toEqual([{ id: teamId('EAST') }]);
  });
  it('asks people to prove who they are when that was long ago', async () => {
    const set = async (at: string): Promise<void> => {
      await api.db.query(`begin; select set_config('app.request_id','s',true), set_config('app.entry_id',gen_random_uuid()::text,true); update session set proven_at = ${at} where user_id = '${personId('ADMIN')}'; select pg_notify('dossier', '["rights",""]'); commit`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    };
    await set(`now() - interval '16 minutes'`);
    for (const [document, variables] of [[CREATE, { i: named() }], [UPDATE, { id: NOBODY, v: 1, i: {} }], [KEY, { id: NOBODY, i: { name: 'x' } }], [ROTATE, { id: NOBODY }]] as const) expect(await admin.refusal(document, variables)).toBe('STEP_UP_NEEDED');
    await set('now()');
  });
});

describe('rights that were lent', () => {
  it('make neither a client nor a key, for those would outlive the loan', async () => {
    const database = api.app.get(Database);
    const lent = viewerOf({ ...(await api.app.get(ViewerLoader).anew({ userId: personId('ADMIN') }, 'r')), userId: personId('SALES'), ownerId: personId('ADMIN'), onBehalfOf: personId('ADMIN') });
    const { id } = await make();
    await expect(database.work(lent, 'createClient', () => api.app.get(ClientService).create(lent, { name: '借来的', roleIds: [MANAGER!] }))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(database.work(lent, 'createKey', () => api.app.get(ApiKeyService).create(lent, id, { name: 'k' }))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await rows('app_user', `name = '借来的'`)).toBe(0);
  });
});

describe('changing a client', () => {
  it('changes name, roles and teams', async () => {
    const client = await make();
    const { updateClient } = await admin.mutate(UPDATE, { id: client.id, v: client.version, i: { name: 'newly named', roleIds: [SALES], teamIds: [teamId('SOUTH')] } });
    expect(updateClient).toMatchObject({ name: 'newly named', roles: [{ id: SALES }], teams: [{ id: teamId('SOUTH') }] });
  });
  it('is refused without the right', async () => expect(await (await api.as('SALES')).refusal(UPDATE, { id: (await make()).id, v: 1, i: { name: 'x' } })).toBe('FORBIDDEN'));
  it('does not find people', async () => {
    for (const id of [personId('SALES'), NOBODY]) expect(await admin.refusal(UPDATE, { id, v: 1, i: { name: 'x' } })).toBe('NOT_FOUND');
  });
  it('refuses whoever could not do what it can, before or after', async () => {
    const client = await make();
    expect(await keeper.refusal(UPDATE, { id: client.id, v: 1, i: { name: 'mine' } })).toBe('RIGHTS_EXCEEDED');
    const own = (await easterner.mutate(CREATE, { i: named({ roleIds: [EASTERNER], teamIds: [teamId('EAST')] }) })).createClient;
    expect(await easterner.refusal(UPDATE, { id: own.id, v: 1, i: { roleIds: [EASTERNER, VIEWER_ALL] } })).toBe('RIGHTS_EXCEEDED');
    expect((await api.db.query(`select role_id from user_role where user_id = $1`, [own.id])).rows).toEqual([{ role_id: EASTERNER }]);
  });
});

describe('ending a client', () => {
  it('ends all its keys at once', async () => {
    const client = await make();
    const { secret } = await keyFor(client.id);
    expect((await asked(secret, '{ me { id } }')).status).toBe(200);
    const { archiveClient } = await admin.mutate(ARCHIVE, { id: client.id });
    expect(archiveClient).toMatchObject({ archivedAt: expect.any(String), keys: [{ revokedAt: expect.any(String) }], can: [] });
    expect((await asked(secret, '{ me { id } }')).status).toBe(401);
  });
  it('is refused without the right', async () => expect(await (await api.as('AUDITOR')).refusal(ARCHIVE, { id: (await make()).id })).toBe('FORBIDDEN'));
  it('does not find people', async () => expect(await admin.refusal(ARCHIVE, { id: personId('SALES') })).toBe('NOT_FOUND'));
  it('refuses what has ended already', async () => {
    const { id } = await make();
    await admin.mutate(ARCHIVE, { id });
    expect(await admin.refusal(ARCHIVE, { id })).toBe('FORBIDDEN');
  });
});

describe('making a key', () => {
  it('shows a secret of 256 bits once and keeps its hash', async () => {
    const client = await make();
    const { secret, key } = await keyFor(client.id, { ipList: ['10.0.0.0/8', '::1', '127.0.0.1'], ratePerMinute: 30 });
    expect(secret).toMatch(new RegExp(`^dsr_${key.publicId}_[\\w-]{43}$`));
    expect(key).toMatchObject({ name: 'server', revokedAt: null, ipList: ['10.0.0.0/8', '::1/128', '127.0.0.1/32'], ratePerMinute: 30, lastUsedAt: null, maker: { name: '管理员' } });
    expect((Date.parse(key.expiresAt) - Date.now()) / 86_400_000).toBeGreaterThan(89.9);
    const { clients } = await admin.query(LIST);
    expect(JSON.stringify(clients)).not.toContain(secret.slice(17));
    expect(await rows('api_key', `secret_hash = sha256('${secret.slice(17)}') and public_id = '${key.publicId}'`)).toBe(1);
  });
  it('is refused without the right', async () => expect(await (await api.as('ANALYST')).refusal(KEY, { id: (await make()).id, i: { name: 'x' } })).toBe('FORBIDDEN'));
  it('does not find people as clients', async () => expect(await admin.refusal(KEY, { id: personId('SALES'), i: { name: 'x' } })).toBe('NOT_FOUND'));
  it('refuses a key above its maker, one that lives too long or has ended, and what is no network', async () => {
    const { id } = await make();
    expect(await keeper.refusal(KEY, { id, i: { name: 'x' } })).toBe('RIGHTS_EXCEEDED');
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const refusal = (i: object) => admin.refusal(KEY, { id, i: { name: 'x', ...i } });
    expect(await refusal({ expiresOn: day(367) })).toBe('KEY_TOO_LONG');
    expect(await refusal({ expiresOn: day(-2) })).toBe('INVALID_INPUT');
    for (const wrong of ['10.0.0.0/33', 'example.com', '0x7f.1', '127.1', '10.0.0.1/8/8', '']) expect(await refusal({ ipList: [wrong] })).toBe('INVALID_INPUT');
    expect(await rows('api_key', `client_id = '${id}'`)).toBe(0);
  });
});

describe('replacing a key', () => {
  it('lets both open until the overlap ends', async () => {
    const client = await make();
    const old = await keyFor(client.id, { ipList: ['127.0.0.0/8', '::1'] });
    const { rotateKey } = await admin.mutate(ROTATE, { id: old.key.id });
    expect(rotateKey.key).toMatchObject({ followsId: old.key.id, ipList: ['127.0.0.0/8', '::1/128'] });
    for (const secret of [old.secret, rotateKey.secret]) expect((await asked(secret, '{ me { id } }')).body.data.me.id).toBe(client.id);
    const next = await admin.mutate(ROTATE, { id: rotateKey.key.id, h: 0 });
    expect((await asked(rotateKey.secret, '{ me { id } }')).status).toBe(401);
    expect((await asked(next.rotateKey.secret, '{ me { id } }')).status).toBe(200);
  });
  it('is refused without the right', async () => expect(await (await api.as('SALES')).refusal(ROTATE, { id: NOBODY })).toBe('FORBIDDEN'));
  it('does not find what is no key', async () => {
    for (const id of [NOBODY, 'x']) expect(await admin.refusal(ROTATE, { id })).toBe('NOT_FOUND');
  });
  it('refuses a key that has ended, an overlap without end, and whoever can do less than the key', async () => {
    const client = await make();
    const { key } = await keyFor(client.id);
    expect(await keeper.refusal(ROTATE, { id: key.id })).toBe('RIGHTS_EXCEEDED');
    expect(await admin.refusal(ROTATE, { id: key.id, h: 10_000 })).toBe('INVALID_INPUT');
    await admin.mutate(REVOKE, { id: key.id });
    expect(await admin.refusal(ROTATE, { id: key.id })).toBe('KEY_NOT_LIVE');
  });
});

describe('revoking a key', () => {
  it('acts at once, also where a copy was kept', async () => {
    const { id } = await make();
    const { secret, key } = await keyFor(id);
    for (let at = 0; at < 3; at += 1) expect((await asked(secret, '{ me { id } }')).status).toBe(200);
    const { revokeKey } = await keeper.mutate(REVOKE, { id: key.id });
    expect(revokeKey.keys).toEqual([{ id: key.id, revokedAt: expect.any(String) }]);
    expect((await asked(secret, '{ me { id } }')).status).toBe(401);
  });
  it('is refused without the right', async () => expect(await (await api.as('SALES')).refusal(REVOKE, { id: NOBODY })).toBe('FORBIDDEN'));
  it('does not find what is no key', async () => expect(await admin.refusal(REVOKE, { id: NOBODY })).toBe('NOT_FOUND'));
  it('refuses a second time', async () => {
    const { key } = await keyFor((await make()).id);
    await admin.mutate(REVOKE, { id: key.id });
    expect(await admin.refusal(REVOKE, { id: key.id })).toBe('KEY_NOT_LIVE');
  });
});

