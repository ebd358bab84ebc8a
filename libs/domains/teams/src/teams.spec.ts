import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personId, startApi, teamId, type Api, type Client } from '@dossier/kernel/testing';

const ALL = '{ teams { id version name parentId path memberCount members { id name } leader { id name } can } }';
const CREATE = 'mutation($i: TeamInput!) { createTeam(input: $i) { id version name path leader { id name } members { id } } }';
const UPDATE = 'mutation($id: ID!, $v: Int!, $i: TeamChange!) { updateTeam(id: $id, version: $v, input: $i) { id version name path } }';
const ARCHIVE = 'mutation($id: ID!) { archiveTeam(id: $id) { id archivedAt } }';
const MEMBERS = 'mutation($id: ID!, $u: [ID!]!) { setTeamMembers(id: $id, userIds: $u) { id members { id } leader { id } } }';
const NOBODY = '0199dead-0000-7000-8000-000000000000';

let api: Api;
let admin: Client;
let sales: Client;

beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMINISTRATOR');
  sales = await api.as('SALES');
});
afterAll(() => api?.close());

const make = async (name: string, over: object = {}) => (await admin.mutate(CREATE, { i: { name, ...over } })).createTeam;

describe('the tree of teams', () => {
  it('is shown whole and flat to whoever may see it', async () => {
    const { teams } = await sales.query(ALL);
    const east = teams.find((team: { id: string }) => team.id === teamId('EAST'));
    expect(east.path).toEqual([teamId('HOUSE'), teamId('EAST')]);
    expect(east.members.map((member: { id: string }) => member.id)).toContain(personId('SALES'));
    expect(east.memberCount).toBe(east.members.length);
    expect(east.can).toEqual([]);
    expect(await api.anonymous().refusal(ALL)).toBe('NOT_SIGNED_IN');
  });
});

describe('creating a team', () => {
  it('puts it below its parent with its leader as a member', async () => {
    const team = await make('华东  一组', { parentId: teamId('EAST'), leaderId: personId('SALES') });
    expect(team).toMatchObject({ name: '华东 一组', path: [teamId('HOUSE'), teamId('EAST'), team.id], leader: { id: personId('SALES'), name: '赵一凡' }, members: [{ id: personId('SALES') }] });
  });

  it('takes the word', async () => expect(await sales.refusal(CREATE, { i: { name: 'x' } })).toBe('FORBIDDEN'));

  it('finds no parent and no leader that do not exist', async () => {
    expect(await admin.refusal(CREATE, { i: { name: '无', parentId: NOBODY } })).toBe('NOT_FOUND');
    expect(await admin.refusal(CREATE, { i: { name: '无', leaderId: NOBODY } })).toBe('NOT_FOUND');
  });

  it('refuses a name that its siblings use', async () => expect(await admin.refusal(CREATE, { i: { name: '华东', parentId: teamId('HOUSE') } })).toBe('NAME_TAKEN'));
});

describe('changing a team', () => {
  it('moves its whole subtree', async () => {
    const top = await make('市场');
    const inner = await make('品牌', { parentId: top.id });
    const leaf = await make('设计', { parentId: inner.id });
    await admin.mutate(UPDATE, { id: inner.id, v: 1, i: { parentId: teamId('SOUTH') } });
    const { teams } = await admin.query(ALL);
    const path = teams.find((team: { id: string }) => team.id === leaf.id).path;
    expect(path).toEqual([teamId('HOUSE'), teamId('SOUTH'), inner.id, leaf.id]);
  });

  it('takes the word', async () => expect(await sales.refusal(UPDATE, { id: teamId('EAST'), v: 1, i: { name: 'x' } })).toBe('FORBIDDEN'));
  it('finds nothing where there is nothing', async () => expect(await admin.refusal(UPDATE, { id: NOBODY, v: 1, i: { name: 'x' } })).toBe('NOT_FOUND'));

  it('refuses a circle', async () => {
    expect(await admin.refusal(UPDATE, { id: teamId('HOUSE'), v: 1, i: { parentId: teamId('EAST') } })).toBe('TEAM_CIRCLE');
  });

  it('shows both values when somebody else changed the same field', async () => {
    const team = await make('甲组');
    await admin.mutate(UPDATE, { id: team.id, v: 1, i: { name: '乙组' } });
    const { errors } = await admin.raw(UPDATE, { id: team.id, v: 1, i: { name: '丙组' } });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', facts: { fields: { name: { mine: '丙组', theirs: '乙组' } } } });
  });
});

describe('archiving a team', () => {
  it('takes an empty one out of the tree', async () => {
    const team = await make('临时');
    expect((await admin.mutate(ARCHIVE, { id: team.id })).archiveTeam.archivedAt).not.toBeNull();
    expect((await admin.query(ALL)).teams.map((row: { id: string }) => row.id)).not.toContain(team.id);
  });

  it('takes the word', async () => expect(await sales.refusal(ARCHIVE, { id: teamId('SOUTH') })).toBe('FORBIDDEN'));
  it('finds nothing where there is nothing', async () => expect(await admin.refusal(ARCHIVE, { id: NOBODY })).toBe('NOT_FOUND'));
  it('refuses while people or teams are in it', async () => expect(await admin.refusal(ARCHIVE, { id: teamId('HOUSE') })).toBe('TEAM_NOT_EMPTY'));
});

describe('setting the members', () => {
  it('makes exactly these, and a leader who left leads no more', async () => {
    const team = await make('项目组', { leaderId: personId('MARKETER') });
    const { setTeamMembers } = await admin.mutate(MEMBERS, { id: team.id, u: [personId('SALES'), personId('MANAGER')] });
    expect(setTeamMembers.leader).toBeNull();
    expect(setTeamMembers.members.map((member: { id: string }) => member.id).sort()).toEqual([personId('MANAGER'), personId('SALES')].sort());
  });

  it('takes the word', async () => expect(await sales.refusal(MEMBERS, { id: teamId('EAST'), u: [] })).toBe('FORBIDDEN'));
  it('finds nothing where there is nothing', async () => expect(await admin.refusal(MEMBERS, { id: NOBODY, u: [] })).toBe('NOT_FOUND'));
  it('refuses people who do not exist', async () => expect(await admin.refusal(MEMBERS, { id: teamId('EAST'), u: [NOBODY] })).toBe('NOT_FOUND'));
});
