import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personId, startApi, teamId, type Api, type Client } from '@dossier/kernel/testing';

const LIST = `query($f: AuditFilter, $n: Int, $a: String) { auditEntries(filter: $f, first: $n, after: $a) {
  nodes { id at actorKind actorId actorName action object objectId outcome code ip requestId changeCount changes { table rowId operation fields before after } }
  totalCount pageInfo { hasNextPage endCursor } } }`;

let api: Api;
let auditor: Client;
let admin: Client;
let made: string;

beforeAll(async () => {
  api = await startApi();
  auditor = await api.as('AUDITOR');
  admin = await api.as('ADMINISTRATOR');
  const sales = await api.as('SALES');
  made = (await admin.mutate('mutation { createTeam(input: { name: "审计样例" }) { id } }')).createTeam.id;
  await admin.mutate('mutation($id: ID!) { updateUser(id: $id, version: 1, input: { email: "moved@example.com", name: "何改" }) { id } }', { id: personId('ANALYST') });
  await sales.refusal('mutation($id: ID!) { archiveTeam(id: $id) { id } }', { id: teamId('EAST') });
});
afterAll(() => api?.close());

const entries = async (filter: object) => (await auditor.query(LIST, { f: filter })).auditEntries.nodes;

describe('the audit trail', () => {
  it('names who did what to which row', async () => {
    const [entry] = await entries({ objectId: made });
    expect(entry).toMatchObject({ actorId: personId('ADMIN'), actorName: '管理员', action: 'createTeam', object: 'Team', outcome: 'DONE', changeCount: 1 });
    expect(entry.changes[0]).toMatchObject({ table: 'team', rowId: made, operation: 'INSERT', after: expect.objectContaining({ name: '审计样例' }) });
  });

  it('tells that an address changed, not from what to what', async () => {
    const [entry] = await entries({ action: { in: ['updateUser'] } });
    expect(entry.changes[0].fields).toEqual(expect.arrayContaining(['email', 'name']));
    expect(JSON.stringify(entry.changes)).not.toContain('moved@example.com');
    expect(entry.changes[0].after.email).toBe('***');
  });

  it('keeps refusals', async () => {
    const [entry] = await entries({ outcome: { in: ['REFUSED'] }, actor: { in: [personId('SALES')] } });
    expect(entry).toMatchObject({ action: 'archiveTeam', code: 'FORBIDDEN', actorName: '赵一凡', changes: [] });
  });

  it('is filtered by day, and goes on page by page, newest first', async () => {
    expect(await entries({ at: { to: '2020-01-01' } })).toEqual([]);
    const first = (await auditor.query(LIST, { n: 2 })).auditEntries;
    const second = (await auditor.query(LIST, { n: 2, a: first.pageInfo.endCursor })).auditEntries;
    const times = [...first.nodes, ...second.nodes].map((entry: { at: string }) => entry.at);
    expect(times).toHaveLength(4);
    expect([...times].sort().reverse()).toEqual(times);
  });

  it('takes the word, and knows only its own names', async () => {
    expect(await (await api.as('SALES')).refusal(LIST)).toBe('FORBIDDEN');
    expect(await api.anonymous().refusal(LIST)).toBe('NOT_SIGNED_IN');
    expect(await auditor.refusal(LIST, { f: { secret: 1 } })).toBe('UNKNOWN_NAME');
  });

  it('can be changed by nobody, the owner of the database included', async () => {
    await expect(api.db.query(`update audit_entry set outcome = 'DONE'`)).rejects.toThrow('append-only');
    await expect(api.db.query('delete from audit_change')).rejects.toThrow('append-only');
    await expect(api.db.query('truncate audit_entry')).rejects.toThrow('append-only');
  });
});
