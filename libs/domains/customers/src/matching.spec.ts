import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IdentityKind } from '@dossier/vocabulary/enums';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';
import { OpenedRecords } from './matching/match.opened';
import { MatchReader } from './matching/match.reader';
import { Matching } from './matching/matching';

const CREATE = `mutation($input: CustomerInput!) { createCustomer(input: $input) { id version identities { id kind value verifiedAt } } }`;
const ADD = `mutation($id: ID!, $input: IdentityInput!) { addIdentity(customerId: $id, input: $input) { id identities { id kind value label primary verifiedAt shared } } }`;
const VERIFY = `mutation($id: ID!, $verified: Boolean!) { verifyIdentity(id: $id, verified: $verified) { id identities { id verifiedAt } } }`;
const QUEUE = `{ duplicateCandidates(first: 200) { nodes { id reason level weight probability state reasons { field agreement weight } customer { id name } other { id name } } } }`;
const CONFLICTS = `query($state: ConflictState) { identityConflicts(first: 200, state: $state) { nodes { id kind identityKind fields state resolution can customer { id } other { id } decidedBy { name } } } }`;
const RESOLVE = `mutation($id: ID!, $resolution: ConflictResolution!) { resolveConflict(id: $id, resolution: $resolution) { id state resolution decidedBy { name } } }`;
const REOPEN = `mutation($id: ID!) { reopenConflict(id: $id) { id state resolution } }`;
const RECONCILED = `{ reconciliation { group name identityKind customers unified duplicates unmatched waiting } }`;

interface Pair { id: string; reason: string; level: string; weight: number; reasons: { field: string; agreement: string; weight: number }[]; customer: { id: string } | null; other: { id: string } | null }

let api: Api;
let sales: Client;
let admin: Client;

const given = async (who: Client, input: object): Promise<{ id: string; identities: { id: string; kind: string }[] }> => (await who.mutate(CREATE, { input })).createCustomer;
const pairOf = async (one: string, other: string): Promise<Pair | undefined> =>
  ((await admin.query(QUEUE)).duplicateCandidates.nodes as Pair[]).find(({ customer, other: second }) => [customer?.id, second?.id].includes(one) && [customer?.id, second?.id].includes(other));
const conflictOf = async (one: string, state = 'OPEN'): Promise<{ id: string; kind: string; fields: string[]; can: string[]; customer: { id: string }; other: { id: string } } | undefined> =>
  (await admin.query(CONFLICTS, { state })).identityConflicts.nodes.find((row: { customer: { id: string }; other: { id: string } }) => [row.customer?.id, row.other?.id].includes(one));
const identityOf = async (id: string): Promise<{ id: string; kind: string; shared: boolean; primary: boolean }[]> => (await admin.query('query($id: ID!) { customer(id: $id) { identities { id kind shared primary } } }', { id })).customer.identities;

beforeAll(async () => {
  api = await startApi();
  sales = await api.as('SALES');
  admin = await api.as('ADMINISTRATOR');
});
afterAll(() => api?.close());

describe('identities of every channel', () => {
  it('are normalised, masked and told apart by who issued them', async () => {
    const one = await given(sales, { name: '卡甲' });
    const { addIdentity } = await sales.mutate(ADD, { id: one.id, input: { kind: 'MEMBER_CARD', issuer: 'Harbour Club', value: ' 8812-3456 7890 ' } });
    expect(addIdentity.identities).toMatchObject([{ kind: 'MEMBER_CARD', label: 'Harbour Club', value: 'harbour club 88****90', primary: true, verifiedAt: null, shared: false }]);
    expect((await sales.mutate('mutation($id: ID!) { revealIdentities(customerId: $id) { value } }', { id: one.id })).revealIdentities).toEqual([{ value: 'harbour club 881234567890' }]);
    const elsewhere = await given(sales, { name: '卡乙' });
    await sales.mutate(ADD, { id: elsewhere.id, input: { kind: 'MEMBER_CARD', issuer: 'Other Club', value: '881234567890' } });
    expect(await pairOf(one.id, elsewhere.id)).toBeUndefined();
    expect(await sales.refusal(ADD, { id: one.id, input: { kind: 'MEMBER_CARD', issuer: 'harbour club', value: '881234567890' } })).toBe('IDENTITY_TAKEN');
  });
  it.each([['WECHAT_UNIONID', '短'], ['MEMBER_CARD', '**'], ['DEVICE', 'x y'], ['WECHAT_OPENID', 'o!'.repeat(12)]])('refuse what no %s looks like', async (kind, value) => {
    const one = await given(sales, { name: `拒 ${kind}` });
    expect(await sales.refusal(ADD, { id: one.id, input: { kind, value } })).toBe('INVALID_INPUT');
  });
  it('are verified by whoever may change the record, and by nobody else', async () => {
    const one = await given(sales, { name: '验证', phone: '13800990001' });
    const { verifyIdentity } = await sales.mutate(VERIFY, { id: one.identities[0]!.id, verified: true });
    expect(verifyIdentity.identities[0].verifiedAt).not.toBeNull();
    expect((await sales.mutate(VERIFY, { id: one.identities[0]!.id, verified: false })).verifyIdentity.identities[0].verifiedAt).toBeNull();
    expect(await (await api.as('ANALYST')).refusal(VERIFY, { id: one.identities[0]!.id, verified: true })).toBe('FORBIDDEN');
    expect(await (await api.as('SALES_SOUTH')).refusal(VERIFY, { id: one.identities[0]!.id, verified: true })).toBe('NOT_FOUND');
  });
});

describe('matching', () => {
  it('is certain of the same verified number with nothing against it, and says why in weights', async () => {
    const one = await given(sales, { name: '周必达', phone: '13900110001', birthDate: '1984-06-03' });
    const other = await given(admin, { name: '周必达', phone: '139 0011 0001', city: '宁波' });
    expect(await pairOf(one.id, other.id)).toMatchObject({ reason: 'PHONE', level: 'AUTO' });
    const pair = (await pairOf(one.id, other.id))!;
    expect(pair.reasons.map(({ field, agreement }) => `${field} ${agreement}`)).toEqual(['PHONE SAME', 'NAME EXACT']);
    expect(pair.weight).toBeCloseTo(pair.reasons.reduce((sum, { weight }) => sum + weight, 0), 3);
  });
  it('leaves to people what shares a number and contradicts, and what is only alike', async () => {
    const one = await given(sales, { name: '方大海', phone: '13900110002', birthDate: '1960-01-02' });
    const wife = await given(sales, { name: '林秀兰', phone: '13900110002' });
    expect(await pairOf(one.id, wife.id)).toMatchObject({ reason: 'PHONE', level: 'REVIEW' });
    const neighbour = await given(sales, { name: '黄大力', phone: '13900110002', birthDate: '1971-03-04' });
    expect(await pairOf(one.id, neighbour.id)).toBeUndefined();
    const twice = await given(sales, { name: '方大海', phone: '13900110002', birthDate: '1981-10-09' });
    expect(await pairOf(one.id, twice.id)).toMatchObject({ level: 'REVIEW' });
    expect(await conflictOf(twice.id)).toMatchObject({ kind: 'FACTS', fields: ['BIRTH'] });
    const spelled = await given(sales, { name: 'Katharina Lindqvist', birthDate: '1979-11-23', city: 'Malmö' });
    const likewise = await given(sales, { name: 'Lindqvist Katarina', birthDate: '1979-11-23', city: 'Malmö' });
    expect(await pairOf(spelled.id, likewise.id)).toMatchObject({ reason: 'NAME', level: 'REVIEW' });
  });
  it('never takes a name, a place or a device alone for a person', async () => {
    const [one, other] = [await given(sales, { name: '重名氏', city: '苏州' }), await given(sales, { name: '重名氏', city: '苏州' })];
    expect(await pairOf(one.id, other.id)).toBeUndefined();
    for (const { id } of [one, other]) await sales.mutate(ADD, { id, input: { kind: 'DEVICE', value: 'device-0001-aaaa' } });
    expect(await pairOf(one.id, other.id)).toBeUndefined();
  });
  it('takes a pair from the desk when a correction has refuted it, and leaves a decision alone', async () => {
    const [one, other] = [await given(sales, { name: '改正一', phone: '13900110003' }), await given(sales, { name: '改正二', phone: '13900110003' })];
    expect(await pairOf(one.id, other.id)).toBeDefined();
    await sales.mutate('mutation($id: ID!) { removeIdentity(id: $id) { id } }', { id: other.identities[0]!.id });
    await sales.mutate(ADD, { id: other.id, input: { kind: 'PHONE', value: '13900110004' } });
    expect(await pairOf(one.id, other.id)).toBeUndefined();
    const third = await given(sales, { name: '改正三', phone: '13900110003' });
    await admin.mutate('mutation($id: ID!) { resolveDuplicate(id: $id, decision: DIFFERENT) { id } }', { id: (await pairOf(one.id, third.id))!.id });
    await sales.mutate(VERIFY, { id: third.identities[0]!.id, verified: true });
    expect(await pairOf(one.id, third.id)).toBeUndefined();
  });
});

describe('finding who may be meant', () => {
  const matching = (): Matching => api.app.get(Matching);
  it('names one customer by a verified identity alone, and others as candidates', async () => {
    const one = await given(sales, { name: '何必问', phone: '13900220001', birthDate: '1990-05-06' });
    const probe = { identities: [{ kind: IdentityKind.PHONE, value: '139-0022-0001' }], name: '何必问' };
    const before = await matching().find('SYSTEM', probe);
    expect(before).toMatchObject({ customerId: null, candidates: [{ customerId: one.id, level: 'AUTO' }] });
    await sales.mutate(VERIFY, { id: one.identities[0]!.id, verified: true });
    expect((await matching().find('SYSTEM', probe)).customerId).toBe(one.id);
    expect((await matching().find('SYSTEM', { ...probe, name: '截然不同', birthDate: '1950-01-01' })).customerId).toBeNull();
    expect(await matching().find('SYSTEM', { identities: [], name: '何必问' })).toEqual({ customerId: null, candidates: [] });
    expect((await matching().find('SYSTEM', { identities: [{ kind: IdentityKind.DEVICE, value: 'device-0001-aaaa' }] })).candidates).toEqual([]);
  });
});

describe('conflicts of identities', () => {
  const household = async (phone: string): Promise<{ a: string; b: string; first: string }> => {
    const a = await given(admin, { name: '程国安', phone, birthDate: '1958-02-03' });
    const b = await given(admin, { name: '程小满', phone, birthDate: '1988-07-09' });
    await admin.mutate(VERIFY, { id: a.identities[0]!.id, verified: true });
    return { a: a.id, b: b.id, first: a.identities[0]!.id };
  };
  it('stand where a verified identity is on two live records; both may use it, and then it proves nothing', async () => {
    const { a, b } = await household('13900330001');
    const conflict = (await conflictOf(a))!;
    expect(conflict).toMatchObject({ kind: 'IDENTITY', can: ['RESOLVE'] });
    expect(conflict.fields.sort()).toEqual(['BIRTH', 'NAME']);
    const { resolveConflict } = await admin.mutate(RESOLVE, { id: conflict.id, resolution: 'BOTH' });
    expect(resolveConflict).toMatchObject({ state: 'RESOLVED', resolution: 'BOTH', decidedBy: { name: '管理员' } });
    expect((await identityOf(a)).concat(await identityOf(b)).every(({ shared }) => shared)).toBe(true);
    expect(await pairOf(a, b)).toBeUndefined();
    expect(await admin.refusal(RESOLVE, { id: conflict.id, resolution: 'FIRST' })).toBe('FORBIDDEN');
  });
  it('give the identity to one record, and back again', async () => {
    const { a, b } = await household('13900330002');
    const conflict = (await conflictOf(a))!;
    await admin.mutate(RESOLVE, { id: conflict.id, resolution: 'FIRST' });
    const [kept, lost] = [conflict.customer.id, conflict.other.id];
    expect([await identityOf(kept), await identityOf(lost)]).toMatchObject([[{ primary: true }], []]);
    await admin.mutate(REOPEN, { id: conflict.id });
    expect([await identityOf(a), await identityOf(b)]).toMatchObject([[{ primary: true }], [{ primary: true }]]);
    expect(await conflictOf(a)).toMatchObject({ id: conflict.id, can: ['RESOLVE'] });
  });
  it('are for stewards who may change both records', async () => {
    const { a } = await household('13900330003');
    const conflict = (await conflictOf(a))!;
    expect(await sales.refusal(RESOLVE, { id: conflict.id, resolution: 'BOTH' })).toBe('FORBIDDEN');
    expect(await (await api.as('MANAGER')).refusal(RESOLVE, { id: conflict.id, resolution: 'BOTH' })).toBe('NOT_FOUND');
  });
});

describe('comparing everybody', () => {
  it('is a job that finds what was never compared, and ends with nothing due', async () => {
    const [one, other] = [await given(sales, { name: '作业甲', phone: '13900440001' }), await given(sales, { name: '作业甲', phone: '13900440001' })];
    await api.db.query(`select set_config('app.request_id', 'spec', false), set_config('app.entry_id', gen_random_uuid()::text, false), set_config('app.scope', 'ALL', false)`);
    await api.db.query('delete from match_key');
    await api.db.query('delete from duplicate_candidate');
    const { matchCustomers } = await admin.mutate('mutation { matchCustomers { jobId due weights { field agreement weight } } }');
    expect(matchCustomers.jobId).not.toBeNull();
    expect(matchCustomers.weights.length).toBeGreaterThan(15);
    const state = async (): Promise<string> => (await admin.query('query($id: ID!) { job(id: $id) { state } }', { id: matchCustomers.jobId })).job.state;
    for (let tries = 0; tries < 600 && !['DONE', 'FAILED'].includes(await state()); tries += 1) await new Promise((next) => setTimeout(next, 100));
    expect(await state()).toBe('DONE');
    expect(await pairOf(one.id, other.id)).toMatchObject({ level: 'AUTO' });
    expect((await admin.query('{ matchingState { due jobId learnedAt } }')).matchingState).toEqual({ due: 0, jobId: null, learnedAt: null });
    expect(await sales.refusal('mutation { matchCustomers { jobId } }')).toBe('FORBIDDEN');
  });
});

describe('records kept open for one run', () => {
  it('are opened anew once a fact of theirs has changed, and closed when many others were looked at', async () => {
    const [one, other] = [await given(sales, { name: '重开甲', phone: '13900440009' }), await given(sales, { name: '重开乙' })];
    const opened = new OpenedRecords(api.app.get(MatchReader), 1);
    const first = (await opened.of([one.id])).get(one.id)!;
    expect((await opened.of([one.id])).get(one.id)).toBe(first);
    await sales.mutate(VERIFY, { id: one.identities[0]!.id, verified: true });
    expect((await opened.of([one.id])).get(one.id)!.record.identities).toMatchObject([{ value: '+8613900440009', verified: true }]);
    const again = (await opened.of([one.id, other.id])).get(one.id)!;
    expect((await opened.of([one.id])).get(one.id)).not.toBe(again);
  });
});

describe('reconciliation', () => {
  it('adds up exactly in every line: customers = unified + duplicates + unmatched', async () => {
    const lines = (await admin.query(RECONCILED)).reconciliation as { group: string; identityKind: string | null; customers: number; unified: number; duplicates: number; unmatched: number }[];
    expect(lines.filter((line) => line.customers !== line.unified + line.duplicates + line.unmatched)).toEqual([]);
    const { rows: [all] } = await api.db.query('select count(*)::int as n from customer');
    expect(lines.filter(({ group }) => group === 'RECORDS').reduce((sum, { customers }) => sum + customers, 0)).toBe(all.n);
    expect(lines.map(({ identityKind }) => identityKind)).toContain('MEMBER_CARD');
    expect(await sales.refusal(RECONCILED)).toBe('FORBIDDEN');
  });
});
