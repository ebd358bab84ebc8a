import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personId, startApi, teamId, type Api, type Client } from '@dossier/kernel/testing';
import type { Grant } from '@dossier/vocabulary/permissions';

const CREATE = 'mutation($i: RoleInput!) { createRole(input: $i) { id version name nameEn shipped grants { action scope fields } can } }';
const COPY = 'mutation($id: ID!, $n: String!) { copyRole(id: $id, name: $n) { id name shipped grants { action scope fields } } }';
const UPDATE = 'mutation($id: ID!, $v: Int!, $i: RoleChange!) { updateRole(id: $id, version: $v, input: $i) { id version name edited grants { action scope fields } } }';
const RESET = 'mutation($id: ID!) { resetRole(id: $id) { id edited } }';
const ARCHIVE = 'mutation($id: ID!) { archiveRole(id: $id) { id archivedAt } }';
const RESTORE = 'mutation($id: ID!) { restoreRole(id: $id) { id archivedAt } }';
const ROLE = 'query($id: ID!) { role(id: $id) { id version name edited grants { action scope fields } } }';
const ASSIGN = 'mutation($u: ID!, $r: [ID!]!, $t: [RoleUntil!]) { assignRoles(userId: $u, roleIds: $r, untils: $t) { id roles { id } temporaryRoles { id until } } }';
const PREVIEW = 'query($id: ID!, $g: [GrantInput!]!, $c: String) { previewRole(id: $id, grants: $g, counting: $c) { userCount changedCount beyond leavesNobody users { id name changes { action change before after opened closed } reachBefore reachAfter } } }';
const PASSWORD = 'ambry lichen tugboat';
const NOBODY = '0199dead-0000-7000-8000-000000000000';
const roleId = (at: number): string => `0199a000-0000-7000-8000-00000000000${at}`;
const [ADMINISTRATOR, , , SALES, , AUDITOR] = [1, 2, 3, 4, 5, 6].map(roleId) as [string, string, string, string, string, string];

let api: Api;
let admin: Client;
/** Edits and gives roles, reads customers of the team with the phone masked, and nothing else. */
let editor: Client;
let editorRole: string;
let editorId: string;
let count = 0;

const grant = (action: string, scope = 'ALL', fields?: Record<string, string>): Grant => ({ action, scope, ...(fields ? { fields } : {}) }) as Grant;
const EDITOR: Grant[] = [grant('role.read'), grant('role.manage'), grant('role.assign'), grant('user.read'), grant('customer.read', 'TEAM', { phone: 'MASKED', email: 'HIDDEN' })];

beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMINISTRATOR');
  editorRole = await make(EDITOR);
  [editorId, editor] = await hire([editorRole]);
});
afterAll(() => api?.close());

async function make(grants: readonly Grant[], name = `角色${(count += 1)}`): Promise<string> {
  return (await admin.mutate(CREATE, { i: { name, grants } })).createRole.id;
}

async function hire(roleIds: string[]): Promise<[string, Client]> {
  const email = `editor${(count += 1)}@example.com`;
  const made = await admin.mutate('mutation($i: UserInput!) { createUser(input: $i) { id } }', { i: { name: `同事${count}`, email, password: PASSWORD, roleIds, teamIds: [teamId('EAST')] } });
  const { rows } = await api.db.query<{ password_hash: string }>('select password_hash from app_user where id = $1', [personId('ADMIN')]);
  await inWork('update app_user set password_hash = $2 from context where id = $1', [made.createUser.id, rows[0]!.password_hash]);
  return [made.createUser.id, await api.as(email)];
}

const inWork = (text: string, values: unknown[] = []) =>
  api.db.query(`with context as (select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true)) ${text}`, values);
const role = async (id: string) => (await admin.query(ROLE, { id })).role;
const refusals = async (action: string, code: string): Promise<number> =>
  Number((await api.db.query<{ count: string }>(`select count(*) from audit_entry where action = $1 and code = $2 and outcome = 'REFUSED'`, [action, code])).rows[0]!.count);
const everything = async (): Promise<string> => JSON.stringify((await api.db.query('select role_id, action, scope, fields from role_grant order by 1, 2')).rows) + JSON.stringify((await api.db.query('select id, name, archived_at from role order by 1')).rows) + JSON.stringify((await api.db.query('select user_id, role_id, until from user_role order by 1, 2')).rows);

/** Refused by this code, written in the trail, and nothing moved in the tables of rights. */
async function refused(who: Client, action: string, document: string, variables: object, code = 'RIGHTS_EXCEEDED'): Promise<void> {
  const [before, entries] = [await everything(), await refusals(action, code)];
  expect(await who.refusal(document, variables)).toBe(code);
  expect(await everything()).toBe(before);
  expect(await refusals(action, code)).toBe(entries + 1);
}

describe('creating a role', () => {
  it('works, and the role opens what it says', async () => {
    const { createRole } = await admin.mutate(CREATE, { i: { name: ' 客户  助理 ', nameEn: 'Assistant', grants: [grant('customer.read', 'TEAM', { phone: 'MASKED' }), grant('tag.manage')] } });
    expect(createRole).toMatchObject({ name: '客户 助理', nameEn: 'Assistant', shipped: false, grants: [{ action: 'customer.read', scope: 'TEAM', fields: { phone: 'MASKED' } }, { action: 'tag.manage', scope: 'ALL', fields: null }] });
    expect(createRole.can).toEqual(expect.arrayContaining(['UPDATE', 'ARCHIVE', 'COPY']));
  });

  it('takes the word', async () => expect(await (await api.as('AUDITOR')).refusal(CREATE, { i: { name: 'x', grants: [] } })).toBe('FORBIDDEN'));

  it('knows the words, scopes and fields of the product and no others', async () => {
    const given = (...grants: object[]) => admin.refusal(CREATE, { i: { name: '不成', grants } });
    expect(await given(grant('customer.fly'))).toBe('UNKNOWN_NAME');
    expect(await given(grant('job.import'))).toBe('UNKNOWN_NAME');
    expect(await given(grant('constructor'))).toBe('UNKNOWN_NAME');
    expect(await given(grant('customer.read', 'ALL', { shoeSize: 'HIDDEN' }))).toBe('UNKNOWN_NAME');
    expect(await given(grant('customer.read', 'ALL', { searchGrams: 'HIDDEN' }))).toBe('UNKNOWN_NAME');
    expect(await given(grant('customer.read', 'ALL', { phone: 'OPEN' }))).toBe('UNKNOWN_NAME');
    expect(await given(grant('customer.update', 'ALL', { city: 'MASKED' }))).toBe('INVALID_INPUT');
    expect(await given(grant('tag.manage', 'SELF'))).toBe('INVALID_INPUT');
    expect(await given(grant('tag.manage'), grant('tag.manage'))).toBe('INVALID_INPUT');
    expect(await admin.refusal(CREATE, { i: { name: '管理员', grants: [] } })).toBe('NAME_TAKEN');
  });

  it('gives no word, scope or field beyond the maker', async () => {
    const attempt = (...grants: Grant[]) => refused(editor, 'createRole', CREATE, { i: { name: '上升', grants } });
    await attempt(grant('customer.export', 'SELF'));
    await attempt(grant('customer.read', 'TEAM_TREE', { phone: 'MASKED', email: 'HIDDEN' }));
    await attempt(grant('customer.read', 'TEAM', { email: 'HIDDEN' }));
    await attempt(grant('customer.read', 'SELF', { '*': 'READ', phone: 'READ', email: 'HIDDEN' }));
    expect((await editor.mutate(CREATE, { i: { name: '之内', grants: [grant('customer.read', 'SELF', { phone: 'HIDDEN', email: 'HIDDEN' })] } })).createRole.id).toBeTruthy();
  });
});

describe('copying a role', () => {
  it('makes one that grants the same, to be edited', async () => {
    const { copyRole } = await admin.mutate(COPY, { id: SALES, n: '销售（华东）' });
    expect(copyRole).toMatchObject({ name: '销售（华东）', shipped: false, grants: (await role(SALES)).grants });
  });

  it('takes the word', async () => expect(await (await api.as('AUDITOR')).refusal(COPY, { id: SALES, n: 'x' })).toBe('FORBIDDEN'));
  it('finds no role that does not exist', async () => expect(await admin.refusal(COPY, { id: NOBODY, n: 'x' })).toBe('NOT_FOUND'));
  it('is no way up', () => refused(editor, 'copyRole', COPY, { id: ADMINISTRATOR, n: '另一位管理员' }));
});

describe('editing a role', () => {
  it('acts on the next request of whoever holds it', async () => {
    const id = await make([grant('customer.read', 'TEAM')]);
    const [, holder] = await hire([id]);
    expect((await holder.query('{ me { permissions } }')).me.permissions).toEqual(['customer.read']);
    const { updateRole } = await admin.mutate(UPDATE, { id, v: 1, i: { name: '改名的角色', grants: [grant('tag.manage')] } });
    expect(updateRole).toMatchObject({ name: '改名的角色', grants: [{ action: 'tag.manage' }] });
    expect((await holder.query('{ me { permissions } }')).me.permissions).toEqual(['tag.manage']);
  });

  it('takes the word', async () => expect(await (await api.as('AUDITOR')).refusal(UPDATE, { id: SALES, v: 1, i: { name: 'x' } })).toBe('FORBIDDEN'));
  it('finds no role that does not exist', async () => expect(await admin.refusal(UPDATE, { id: NOBODY, v: 1, i: { name: 'x' } })).toBe('NOT_FOUND'));

  it('refuses an edit of an older version, with both tables of rights', async () => {
    const id = await make([grant('tag.manage')]);
    await admin.mutate(UPDATE, { id, v: 1, i: { grants: [grant('view.share')] } });
    const { errors } = await admin.raw(UPDATE, { id, v: 1, i: { grants: [] } });
    expect(errors![0]!.extensions).toMatchObject({ code: 'CONFLICT', facts: { fields: { grants: { mine: [], theirs: [{ action: 'view.share' }] } } } });
    expect((await role(id)).grants).toHaveLength(1);
  });

  it('never raises the editor: not by a word, a scope or a field, and not by a role of their own', async () => {
    const other = await make([grant('customer.read', 'SELF', { phone: 'HIDDEN', email: 'HIDDEN' })]);
    const attempt = async (id: string, grants: Grant[]) => refused(editor, 'updateRole', UPDATE, { id, v: (await role(id)).version, i: { grants } });
    for (const id of [editorRole, other]) {
      await attempt(id, [...EDITOR, grant('company.manage')]);
      await attempt(id, [...EDITOR.slice(0, 4), grant('customer.read', 'ALL', { phone: 'MASKED', email: 'HIDDEN' })]);
      await attempt(id, [...EDITOR.slice(0, 4), grant('customer.read', 'TEAM', { email: 'HIDDEN' })]);
      await attempt(id, [...EDITOR.slice(0, 4), grant('customer.read', 'TEAM', { phone: 'MASKED', email: 'HIDDEN', '*': 'READ', identities: 'READ' }), grant('customer.reveal', 'SELF')]);
    }
    // What the role said before stays, though the editor does not hold it.
    expect((await editor.mutate(UPDATE, { id: SALES, v: (await role(SALES)).version, i: { description: '不变', grants: (await role(SALES)).grants } })).updateRole.edited).toBe(false);
  });

  it('leaves the administrator\'s role as it is', async () => {
    await refused(admin, 'updateRole', UPDATE, { id: ADMINISTRATOR, v: 1, i: { grants: [] } }, 'ROLE_FIXED');
    await refused(admin, 'archiveRole', ARCHIVE, { id: ADMINISTRATOR }, 'ROLE_FIXED');
  });

  it('gives a shipped role back what it was shipped with', async () => {
    const before = (await role(AUDITOR)).grants;
    const { updateRole } = await admin.mutate(UPDATE, { id: AUDITOR, v: (await role(AUDITOR)).version, i: { grants: [grant('role.read')] } });
    expect(updateRole).toMatchObject({ edited: true, grants: [{ action: 'role.read' }] });
    await refused(editor, 'resetRole', RESET, { id: AUDITOR });
    expect((await admin.mutate(RESET, { id: AUDITOR })).resetRole.edited).toBe(false);
    expect((await role(AUDITOR)).grants).toEqual(before);
    expect(await (await api.as('SALES')).refusal(RESET, { id: AUDITOR })).toBe('FORBIDDEN');
    expect(await admin.refusal(RESET, { id: NOBODY })).toBe('NOT_FOUND');
  });

  it('closes single fields to writing, too', async () => {
    const id = await make([grant('customer.read', 'TEAM'), grant('customer.create', 'TEAM'), grant('customer.update', 'TEAM', { city: 'HIDDEN' })]);
    const [, holder] = await hire([id]);
    const made = (await holder.mutate('mutation($i: CustomerInput!) { createCustomer(input: $i) { id version } }', { i: { name: '王伟' } })).createCustomer;
    const CHANGE = 'mutation($id: ID!, $v: Int!, $i: CustomerInput!) { updateCustomer(id: $id, version: $v, input: $i) { id version name city } }';
    expect(await holder.refusal(CHANGE, { id: made.id, v: made.version, i: { city: '上海' } })).toBe('FORBIDDEN');
    expect((await holder.mutate(CHANGE, { id: made.id, v: made.version, i: { name: '王炜' } })).updateCustomer).toMatchObject({ name: '王炜', city: null });
  });
});

describe('archiving and restoring a role', () => {
  it('takes its rights from everybody at once, and gives them back', async () => {
    const id = await make([grant('tag.manage')]);
    const [, holder] = await hire([id]);
    expect((await holder.query('{ me { permissions } }')).me.permissions).toEqual(['tag.manage']);
    expect((await admin.mutate(ARCHIVE, { id })).archiveRole.archivedAt).toBeTruthy();
    expect((await holder.query('{ me { permissions } }')).me.permissions).toEqual([]);
    expect(await admin.refusal(ARCHIVE, { id })).toBe('ROLE_STATE');
    await admin.mutate(RESTORE, { id });
    expect((await holder.query('{ me { permissions } }')).me.permissions).toEqual(['tag.manage']);
  });

  it('takes the word and an existing role', async () => {
    expect(await (await api.as('SALES')).refusal(ARCHIVE, { id: SALES })).toBe('FORBIDDEN');
    expect(await (await api.as('SALES')).refusal(RESTORE, { id: SALES })).toBe('FORBIDDEN');
    expect(await admin.refusal(ARCHIVE, { id: NOBODY })).toBe('NOT_FOUND');
    expect(await admin.refusal(RESTORE, { id: NOBODY })).toBe('NOT_FOUND');
  });

  it('does not bring rights back by the hand of somebody without them', async () => {
    const id = await make([grant('company.manage')]);
    await admin.mutate(ARCHIVE, { id });
    await refused(editor, 'restoreRole', RESTORE, { id });
  });
});

describe('roles for a time', () => {
  const soon = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
  const permissions = async (who: Client) => (await who.query('{ me { permissions } }')).me.permissions;

  it('end by themselves, on the next request or five seconds later, and the trail says when', async () => {
    const id = await make([grant('tag.manage')]);
    const [userId, holder] = await hire([]);
    const { assignRoles } = await admin.mutate(ASSIGN, { u: userId, r: [id], t: [{ roleId: id, until: soon(2) }] });
    expect(assignRoles.temporaryRoles).toEqual([{ id, until: expect.any(String) }]);
    expect(await permissions(holder)).toEqual(['tag.manage']);
    await new Promise((done) => setTimeout(done, 7_000));
    expect(await permissions(holder)).toEqual([]);
    expect((await admin.query('query($id: ID!) { user(id: $id) { roles { id } temporaryRoles { id } } }', { id: userId })).user).toEqual({ roles: [], temporaryRoles: [] });
  });

  it('refuse an end that has passed, and keep their end where nothing is said of it', async () => {
    const [first, second] = [await make([grant('tag.manage')]), await make([grant('view.share')])];
    const [userId] = await hire([]);
    expect(await admin.refusal(ASSIGN, { u: userId, r: [first], t: [{ roleId: first, until: soon(-5) }] })).toBe('INVALID_INPUT');
    await admin.mutate(ASSIGN, { u: userId, r: [first], t: [{ roleId: first, until: soon(500) }] });
    expect((await admin.mutate(ASSIGN, { u: userId, r: [first, second] })).assignRoles.temporaryRoles).toHaveLength(1);
    expect((await admin.mutate(ASSIGN, { u: userId, r: [first, second], t: [] })).assignRoles.temporaryRoles).toEqual([]);
  });

  it('cannot be passed on, nor made to last by whoever holds them', async () => {
    const id = await make([grant('company.manage')]);
    const [userId] = await hire([]);
    await admin.mutate(ASSIGN, { u: editorId, r: [editorRole, id], t: [{ roleId: id, until: soon(500) }] });
    expect(await permissions(editor)).toContain('company.manage');
    await refused(editor, 'assignRoles', ASSIGN, { u: userId, r: [id] });
    await refused(editor, 'createRole', CREATE, { i: { name: '留住', grants: [grant('company.manage')] } });
    await refused(editor, 'updateRole', UPDATE, { id: editorRole, v: (await role(editorRole)).version, i: { grants: [...EDITOR, grant('company.manage')] } });
    await admin.mutate(ASSIGN, { u: editorId, r: [editorRole], t: [] });
  });

  it('are no way up through a new role either', async () => {
    const [userId] = await hire([]);
    const id = await make([grant('customer.export', 'ALL')]);
    await refused(editor, 'assignRoles', ASSIGN, { u: userId, r: [id] });
    await refused(editor, 'assignRoles', ASSIGN, { u: editorId, r: [editorRole, id] }, 'OWN_ACCOUNT');
  });
});

describe('the preview of an edit', () => {
  it('says for whom it changes what, all their roles together, and how many customers they reach', async () => {
    const other = await make([grant('customer.read', 'TEAM', { phone: 'HIDDEN' })]);
    const id = await make([grant('customer.read', 'SELF'), grant('tag.manage')]);
    const [both] = await hire([id, other]);
    const [one] = await hire([id]);
    const { rows } = await api.db.query<{ count: string }>('select count(*) from customer where team_id = $1 and archived_at is null', [teamId('EAST')]);
    const { previewRole } = await admin.query(PREVIEW, { id, g: [grant('customer.read', 'TEAM', { phone: 'HIDDEN' }), grant('view.share')], c: 'Customer' });
    expect(previewRole).toMatchObject({ userCount: 2, changedCount: 2, beyond: null, leavesNobody: false });
    const of = (userId: string) => previewRole.users.find((user: { id: string }) => user.id === userId);
    expect(of(one).changes).toEqual(expect.arrayContaining([
      { action: 'customer.read', change: 'CHANGED', before: 'SELF', after: 'TEAM', opened: [], closed: ['phone'] },
      { action: 'tag.manage', change: 'LOST', before: 'ALL', after: null, opened: [], closed: [] },
      { action: 'view.share', change: 'GAINED', before: null, after: 'ALL', opened: [], closed: [] },
    ]));
    expect(of(one)).toMatchObject({ reachBefore: 0, reachAfter: Number(rows[0]!.count) });
    expect(of(both).changes.find((change: { action: string }) => change.action === 'customer.read')).toMatchObject({ change: 'NARROWED', closed: ['phone'] });
  });

  it('names what cannot be given, and counts nothing that the reader does not see', async () => {
    const { previewRole } = await editor.query(PREVIEW, { id: SALES, g: [grant('customer.read', 'ALL')], c: 'Customer' });
    expect(previewRole.beyond).toBe('customer.read');
    const { rows } = await api.db.query<{ count: string }>('select count(*) from customer where team_id = $1 and archived_at is null', [teamId('EAST')]);
    for (const user of previewRole.users) expect(user.reachAfter).toBeLessThanOrEqual(Number(rows[0]!.count));
  });

  it('takes the word, an existing role, and names that exist', async () => {
    expect(await (await api.as('SALES')).refusal(PREVIEW, { id: SALES, g: [] })).toBe('FORBIDDEN');
    expect(await admin.refusal(PREVIEW, { id: NOBODY, g: [] })).toBe('NOT_FOUND');
    expect(await admin.refusal(PREVIEW, { id: SALES, g: [grant('customer.fly')] })).toBe('UNKNOWN_NAME');
    expect(await admin.refusal(PREVIEW, { id: SALES, g: [], c: 'Session' })).toBe('UNKNOWN_NAME');
  });
});

describe('the last administrator', () => {
  it('stays, whoever edits or archives the role, and when two do it at once', async () => {
    const words = [grant('user.manage'), grant('role.assign'), grant('role.manage'), grant('role.read'), grant('user.read')];
    const [left, right] = [await make(words), await make(words)];
    const [[, one], [, other]] = [await hire([left]), await hire([right])];
    await inWork(`update app_user set status = 'SUSPENDED' from context where id = $1`, [personId('ADMIN')]);
    const bare = words.slice(1);
    const both = await Promise.all([one.raw(UPDATE, { id: left, v: 1, i: { grants: bare } }), other.raw(UPDATE, { id: right, v: 1, i: { grants: bare } })]);
    const codes = both.map((answer) => answer.errors?.[0]?.extensions.code ?? 'DONE').sort();
    expect(codes).toEqual(['DONE', 'LAST_ADMINISTRATOR']);
    const [keeper, kept] = both[0]!.errors ? [one, left] : [other, right];
    await refused(keeper, 'updateRole', UPDATE, { id: kept, v: 1, i: { grants: bare } }, 'LAST_ADMINISTRATOR');
    await refused(keeper, 'archiveRole', ARCHIVE, { id: kept }, 'LAST_ADMINISTRATOR');
    expect((await keeper.query(PREVIEW, { id: kept, g: bare })).previewRole.leavesNobody).toBe(true);
    await inWork(`update app_user set status = 'ACTIVE' from context where id = $1`, [personId('ADMIN')]);
  });
});
