import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personId, startApi, type Api, type Client } from '@dossier/kernel/testing';

const LIMIT = 'mutation($i: ExportLimitInput!) { setExportLimit(input: $i) { id opensPerHour revealsPerHour } }';
const OPEN = 'query($id: ID!) { customer(id: $id) { name } }';
const REVEAL = 'mutation($id: ID!) { revealIdentities(customerId: $id) { value } }';
const STATE = 'mutation($k: LookKind!, $p: String!) { statePurpose(kind: $k, purpose: $p) }';

let api: Api;
let admin: Client;
let manager: Client;
const ids: string[] = [];
beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMIN');
  manager = await api.as('MANAGER');
  for (let no = 0; no < 6; no += 1) ids.push((await manager.mutate('mutation($i: CustomerInput!) { createCustomer(input: $i) { id } }', { i: { name: `看${no}`, phone: `1380013840${no}` } })).createCustomer.id);
});
afterAll(() => api?.close());

const house = { rowsPerDay: null, approvalAbove: null, clearAbove: null };
const codeOf = async (client: Client, document: string, id: string): Promise<string> => {
  const { errors } = await client.raw(document, { id });
  return errors?.[0]?.extensions.code ?? 'OPEN';
};
/** Bounds travel to the memory of each process a moment after they were set. */
const until = async (holds: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await holds()) return;
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error('It never came to that');
};
const later = (): Promise<unknown> => api.db.query(`begin; select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true), set_config('app.actor', 'spec', true); update record_look set at = at - interval '2 hours'; update stated_purpose set until = until - interval '2 hours'; commit`);

describe('looking at many records', () => {
  it('costs nothing where nobody has set a bound', async () => {
    for (const id of ids) expect(await codeOf(manager, OPEN, id)).toBe('OPEN');
    expect((await api.db.query('select 1 from record_look')).rowCount).toBe(0);
  });

  it('is refused beyond the bound, politely: one says what for and goes on, and the trail has it', async () => {
    await admin.mutate(LIMIT, { i: { ...house, opensPerHour: 3, revealsPerHour: 2 } });
    await until(async () => {
      await codeOf(manager, OPEN, ids[0]!);
      return (await api.db.query('select 1 from record_look')).rowCount === 1;
    });
    for (const id of [ids[0]!, ids[1]!, ids[1]!, ids[2]!]) expect(await codeOf(manager, OPEN, id)).toBe('OPEN');
    const { errors } = await manager.raw(OPEN, { id: ids[3] });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'PURPOSE_NEEDED', facts: { kind: 'OPEN', limit: 3 } });
    // What was open stays open, and a change that was begun is saved.
    expect(await codeOf(manager, OPEN, ids[1]!)).toBe('OPEN');
    const [{ version }] = (await api.db.query('select version from customer where id = $1', [ids[3]])).rows;
    expect((await manager.raw('mutation($id: ID!, $v: Int!) { updateCustomer(id: $id, version: $v, input: { city: "宁波" }) { city } }', { id: ids[3], v: version })).data?.updateCustomer?.city).toBe('宁波');
    expect(await manager.refusal(STATE, { k: 'OPEN', p: '  ' })).toBe('INVALID_INPUT');
    expect(Date.parse((await manager.mutate(STATE, { k: 'OPEN', p: '季度回访' })).statePurpose)).toBeGreaterThan(Date.now());
    for (const id of ids) expect(await codeOf(manager, OPEN, id)).toBe('OPEN');
    const { rows } = await api.db.query(`select reason, actor_id, facts->>'kind' as kind from audit_entry where action = 'statePurpose' and outcome = 'DONE'`);
    expect(rows).toEqual([{ reason: '季度回访', actor_id: personId('MANAGER'), kind: 'OPEN' }]);
  });

  it('holds for an hour and for this kind of look alone; revealed contacts are bounded by themselves', async () => {
    expect(await codeOf(manager, REVEAL, ids[0]!)).toBe('OPEN');
    expect(await codeOf(manager, REVEAL, ids[1]!)).toBe('OPEN');
    expect(await codeOf(manager, REVEAL, ids[2]!)).toBe('PURPOSE_NEEDED');
    // Nothing was shown, so nothing is said to have been.
    expect((await api.db.query(`select 1 from audit_entry where action = 'revealIdentities' and outcome = 'DONE' and object_id = $1`, [ids[2]])).rowCount).toBe(0);
    await manager.mutate(STATE, { k: 'REVEAL', p: '生日祝福' });
    expect(await codeOf(manager, REVEAL, ids[2]!)).toBe('OPEN');
    await later();
    for (const id of ids.slice(0, 3)) expect(await codeOf(manager, OPEN, id)).toBe('OPEN');
    expect(await codeOf(manager, OPEN, ids[4]!)).toBe('PURPOSE_NEEDED');
  });

  it('is bounded by person before role before house, and says of a record out of reach what it always says', async () => {
    await admin.mutate(LIMIT, { i: { ...house, userId: personId('MANAGER'), opensPerHour: 5 } });
    await until(async () => (await codeOf(manager, OPEN, ids[4]!)) === 'OPEN');
    const sales = await api.as('SALES');
    const { id: foreign } = (await admin.mutate('mutation { createCustomer(input: { name: "别人的" }) { id } }')).createCustomer;
    for (let times = 0; times < 5; times += 1) expect(await codeOf(sales, OPEN, foreign)).toBe('NOT_FOUND');
    expect((await api.db.query('select 1 from record_look where user_id = $1', [personId('SALES')])).rowCount).toBe(0);
    const { exportLimits } = await admin.query('{ exportLimits { userId opensPerHour revealsPerHour } }');
    expect(exportLimits).toEqual(expect.arrayContaining([{ userId: null, opensPerHour: 3, revealsPerHour: 2 }, { userId: personId('MANAGER'), opensPerHour: 5, revealsPerHour: null }]));
    expect(await manager.refusal(LIMIT, { i: { ...house, opensPerHour: 1_000 } })).toBe('FORBIDDEN');
    expect(await admin.refusal(LIMIT, { i: { ...house, opensPerHour: 0 } })).toBe('INVALID_INPUT');
    expect(await api.anonymous().refusal(STATE, { k: 'OPEN', p: 'x' })).toBe('NOT_SIGNED_IN');
  });

  it('does not bind a program: its key has a rate of its own, and nobody sits there to say what for', async () => {
    const { rows } = await api.db.query<{ id: string }>(`select id from role where code = 'MARKETING_MANAGER'`);
    const { createClient } = await admin.mutate('mutation($i: ClientInput!) { createClient(input: $i) { id } }', { i: { name: 'reader', roleIds: [rows[0]!.id], actsForId: personId('MANAGER') } });
    const { createKey } = await admin.mutate('mutation($id: ID!, $i: KeyInput!) { createKey(clientId: $id, input: $i) { secret } }', { id: createClient.id, i: { name: 'k' } });
    const program = api.withKey(createKey.secret);
    for (const id of ids) expect(await codeOf(program, OPEN, id)).toBe('OPEN');
  });
});
