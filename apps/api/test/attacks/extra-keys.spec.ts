import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { getNamedType, isInputObjectType, isNonNullType, type GraphQLInputObjectType } from 'graphql';
import { operationsOf, sampleOf } from '../matrix/operations';
import { keyOf, ADMINISTRATOR_ROLE } from '../third-party';
import { traceTaker, type Trace } from './traces';
import { startWorld, type World } from './world';

/** What a record carries and only its own verbs change, and what no record carries. */
const extras = ['id', 'ownerId', 'teamId', 'version', 'createdAt', 'updatedAt', 'createdBy', 'archivedAt', 'demo', 'status', 'kind', 'rightsVersion', 'passwordHash', 'roles', 'tier', 'score', 'consent', 'searchText', '__proto__', 'constructor'];

let world: World;
let trace: () => Promise<Trace>;
beforeAll(async () => {
  world = await startWorld();
  trace = await traceTaker(world.api.db);
});
afterAll(() => world?.api.close());

describe('a key that an input does not have', () => {
  it('is refused by name in every input of every mutation and query, and nothing is written', async () => {
    const schema = world.api.app.get(GraphQLSchemaHost).schema;
    const before = await trace();
    let tried = 0;
    for (const root of [schema.getQueryType()!, schema.getMutationType()!]) for (const field of Object.values(root.getFields())) for (const argument of field.args) {
      const type = getNamedType(argument.type);
      if (!isInputObjectType(type)) continue;
      const given = field.args.filter((one) => one === argument || isNonNullType(one.type));
      const below = / \{ __typename \} \}$/.test(operationsOf(world.api).find(({ name }) => name === field.name)!.document) ? ' { __typename }' : '';
      const document = `${root.name.toLowerCase()}(${given.map((one) => `$${one.name}: ${String(one.type)}`).join(', ')}) { ${field.name}(${given.map((one) => `${one.name}: $${one.name}`).join(', ')})${below} }`;
      for (const extra of extras.filter((name) => !(name in type.getFields()))) {
        tried += 1;
        const sample = Object.assign(Object.create(null) as object, sampleOf(type as GraphQLInputObjectType) as object, {});
        const value = JSON.stringify({ ...sample }).replace(/^\{/, `{"${extra}":"x"${Object.keys(sample).length > 0 ? ',' : ''}`);
        const list = String(argument.type).startsWith('[') ? `[${value}]` : value;
        const others = given.filter((one) => one !== argument).map((one) => `,"${one.name}":${JSON.stringify(sampleOf(one.type))}`).join('');
        const { status, body } = await world.admin.post('/graphql').set('Content-Type', 'application/json').send(`{"query":${JSON.stringify(document)},"variables":{"${argument.name}":${list}${others}}}`);
        expect([field.name, extra, status, body.errors?.length, JSON.stringify(body.errors?.[0]).includes(extra)]).toEqual([field.name, extra, 400, 1, true]);
      }
    }
    expect(tried).toBeGreaterThan(400);
    expect(await trace()).toEqual(before);
  }, 900_000);

  it('is refused within values of free form too', async () => {
    const key = await keyOf(world.api, ADMINISTRATOR_ROLE);
    for (const client of [world.admin, world.api.withKey(key)]) {
      const before = await trace();
      const asked: [string, string][] = [
        ['mutation($v: Json!) { saveView(input: { list: "customers", name: "x", state: $v }) { id } }', '{"constructor":"x"}'], ['mutation($v: Json!) { saveView(input: { list: "customers", name: "x", state: $v }) { id } }', '{"a":[{"__proto__":{"b":1}}]}'],
        [`mutation($v: Json) { configureImport(id: "${world.foreign['import']}", input: { mapping: $v }) { id } }`, '{"姓名":"ownerId"}'], [`mutation($v: Json) { configureImport(id: "${world.foreign['import']}", input: { defaults: $v }) { id } }`, '{"ownerId":"x"}'],
        ['mutation($v: Json) { createRole(input: { name: "x", grants: [{ action: "customer.read", scope: "ALL", fields: $v }] }) { id } }', '{"nobodyKnows":"READ"}'],
        ['mutation($v: Json) { createRole(input: { name: "x", grants: [{ action: "customer.read", scope: "ALL", fields: $v }] }) { id } }', '{"name":"EVERYTHING"}'],
      ];
      for (const [query, value] of asked) {
        const { body } = await client.post('/graphql').set('Content-Type', 'application/json').send(`{"query":${JSON.stringify(query)},"variables":{"v":${value}}}`);
        expect([query, value, body.errors?.[0]?.extensions.code]).toEqual([query, value, expect.stringMatching(/^(INVALID_INPUT|UNKNOWN_NAME|FORBIDDEN|NOT_FOUND|STEP_UP_NEEDED)$/)]);
      }
      expect(await trace()).toEqual(before);
    }
  });

  it('whose value is guessed right is refused like any other, where the field is closed', async () => {
    const role = '0199a000-0000-7000-8000-0000000000f7';
    await world.api.write(`insert into role (id, code, name, name_en) values ('${role}', 'CLOSED', '封', 'Closed')`);
    const closed = '{"city":"HIDDEN","region":"HIDDEN"}';
    for (const word of ['customer.read', 'customer.update']) await world.api.write(`insert into role_grant (role_id, action, scope, fields) values ('${role}', $1, 'ALL', $2)`, [word, closed]);
    await world.api.write(`delete from user_role where user_id = (select id from app_user where email = 'analyst@example.com')`);
    await world.api.write(`insert into user_role (user_id, role_id) select id, '${role}' from app_user where email = 'analyst@example.com'`);
    await world.api.write(`update customer set city = 'Leeds' where id = $1`, [world.foreign['customer']]);
    const guesser = await world.api.as('ANALYST');
    const answers = [];
    for (const city of ['Leeds', 'York']) {
      const { data, errors } = await guesser.raw('mutation($id: ID!, $i: CustomerInput!) { updateCustomer(id: $id, version: 0, input: $i) { id } }', { id: world.foreign['customer'], i: { city } });
      answers.push(JSON.stringify([data, errors!.map(({ message, extensions: { code, facts } }) => [message, code, facts])]));
    }
    expect(answers[0]).toBe(answers[1]);
    expect(answers[0]).toContain('UNKNOWN_NAME');
  });
});
