import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { getNamedType, isInputObjectType, type GraphQLArgument, type GraphQLInputField, type GraphQLSchema } from 'graphql';
import { personId, type Client, type GraphQLAnswer } from '@dossier/kernel/testing';
import { operationsOf, type Operation } from '../matrix/operations';
import { inputs, person } from './foreign-inputs';
import { entriesSince, moment, traceTaker, type Trace } from './traces';
import { NOWHERE, startWorld, type World } from './world';

let world: World;
let trace: () => Promise<Trace>;
beforeAll(async () => {
  world = await startWorld();
  trace = await traceTaker(world.api.db);
});
afterAll(() => world?.api.close());

const bare = ({ status, data, errors }: GraphQLAnswer): unknown => ({ status, data, errors: errors?.map(({ message, extensions: { code, facts } }) => ({ message, code, facts })) });
const idsOf = (operation: Operation): string[] => Object.keys(operation.variables).filter((name) => /id$/i.test(name) && typeof operation.variables[name] === 'string');

/** Rows of the whole company, within reach of whoever holds the word: by what their operations are called. */
const companyWide: readonly [RegExp, string][] = [
  [/Channel$/, 'channel'], [/Tag$/, 'tag'], [/Topic$/, 'topic'], [/^(?:update|archive|restore)MarketSegment$|^addMarketFigure$/, 'market'], [/^(?:update|archive)Pool$|^poolLeads$|^recyclePreview$/, 'pool'], [/AssignmentPolicy$|^simulateAssignment$/i, 'policy'], [/Client$|^createKey$/i, 'client'], [/Role$/i, 'role'], [/^setTeamMembers$|Team$/, 'team'], [/^(operatedJob|retryJob|stopJob)$/, 'job'],
  [/User$|^user$|^assignMatchingLeads$|^leaverSweep$|^accountState$|Password$|Invitation$|Sessions$|SecondFactor$/, 'user'],
];
const companyKindOf = (operation: string): string | undefined => companyWide.find(([name]) => name.test(operation))?.[1];

/** What else an operation must be told to come as far as its rows. */
const further: Record<string, object> = { whyCan: { type: 'Customer' }, previewRole: { grants: [] }, addMarketFigure: { input: { kind: 'SIZE', year: 2026, source: 'x', toldOn: '2026-01-01' } }, closeLead: { input: { status: 'LOST', reason: 'PRICE' } }, saveCalendarDays: { days: [{ day: '2026-01-01', name: 'x', hours: [] }] } };

async function knock(operation: Operation, client: Client, actorId: string): Promise<void> {
  const { name, word } = operation;
  const ask = (id: string): Promise<GraphQLAnswer> => client.raw(operation.document, { ...operation.variables, ...further[name], ...Object.fromEntries(idsOf(operation).map((one) => [one, id])) });
  const before = await trace();
  const since = await moment(world.api.db);
  const nowhere = bare(await ask(NOWHERE));
  const code = (nowhere as { errors: { code: string; facts: object }[] }).errors[0]!;
  // Some words a program can never hold; nothing else keeps it from the row.
  if (code.code === 'FORBIDDEN') expect([name, code.facts]).toEqual([name, { permission: word }]);
  else expect([name, code.code]).toEqual([name, 'NOT_FOUND']);
  const others = Object.entries(world.foreign).filter(([kind]) => kind !== companyKindOf(name));
  for (const [kind, id] of others) expect([name, kind, bare(await ask(id))]).toEqual([name, kind, nowhere]);
  expect([name, await trace()]).toEqual([name, before]);
  const entries = await entriesSince(world.api.db, since, [actorId]);
  expect([name, entries]).toEqual([name, Array.from({ length: others.length + 1 }, () => ({ action: name, outcome: 'REFUSED', code: code.code }))]);
}

describe('the id of a row that somebody else has', () => {
  it('is known to no query and no mutation of who holds every word over their own rows: answered as an id that is none, nothing written, one entry', async () => {
    const asked = operationsOf(world.api).filter((operation) => idsOf(operation).length > 0);
    expect(asked.length).toBeGreaterThan(75);
    for (const operation of asked) await knock(operation, world.weak, world.weakId);
  }, 900_000);

  it('is known to no program with the same words', async () => {
    let reached = 0;
    for (const operation of operationsOf(world.api).filter((one) => idsOf(one).length > 0)) {
      await knock(operation, world.program, world.programId);
      reached += 1;
    }
    expect(reached).toBeGreaterThan(75);
  }, 900_000);

  it('opens nothing over REST either: status, failed rows, settings, file', async () => {
    const { import: upload, export: file, customer, communication } = world.foreign;
    for (const client of [world.weak, world.program]) {
      for (const [real, none] of [[`/api/customers/${customer}/record.pdf`, `/api/customers/${NOWHERE}/record.pdf`], [`/api/communications/files/${communication}`, `/api/communications/files/${NOWHERE}`], [`/api/imports/${upload}`, `/api/imports/${NOWHERE}`], [`/api/imports/${upload}/failed`, `/api/imports/${NOWHERE}/failed`], [`/api/exports/${file}/file`, `/api/exports/${NOWHERE}/file`]]) {
        const [one, other] = [await client.get(real!), await client.get(none!)];
        expect([real, one.status, one.body.error.code, one.body.error.message]).toEqual([real, 404, 'NOT_FOUND', other.body.error.message]);
      }
      const before = await trace();
      for (const verb of ['check', 'commit']) expect((await client.post(`/api/imports/${upload}/${verb}`)).status).toBe(404);
      expect(await trace()).toEqual(before);
    }
  });
});

/** Every place of an input, but those of filters and the plain ids above, where an id may stand. */
function placesOf(schema: GraphQLSchema): string[] {
  const below = (fields: readonly (GraphQLArgument | GraphQLInputField)[], path: string[]): string[] =>
    fields.flatMap(({ name, type }) => {
      const named = getNamedType(type);
      if (named.name === 'ID') return [[...path, name].join('.')];
      return isInputObjectType(named) && name !== 'filter' && name !== 'definition' ? below(Object.values(named.getFields()), [...path, name]) : [];
    });
  return Object.values(schema.getMutationType()!.getFields()).flatMap((field) => below(field.args, [field.name])).filter((place) => !/^\w+\.(id|userId|customerId|clientId|webhookId)$/.test(place));
}

/** Sets of ids of which only those within reach count; the specs of their domains look at what they do. */
const sets = ['bulkEditCustomers.change.removeTagIds', 'bulkEditCustomers.selection.ids', 'ingestEvents.events.customerId', 'markNotificationsRead.ids', 'closeLeads.ids', 'reopenLeads.ids', 'archiveLeads.ids', 'restoreLeads.ids', 'updateWebhook.input.ownerId', 'updateMailInbox.input.ownerId', 'updateMailInbox.input.sourceId'];

function documentOf(schema: GraphQLSchema, name: string, variables: object): string {
  const field = schema.getMutationType()!.getFields()[name]!;
  const given = field.args.filter((argument) => argument.name in variables);
  const below = 'getFields' in getNamedType(field.type) ? ' { __typename }' : '';
  return `mutation(${given.map((one) => `$${one.name}: ${String(one.type)}`).join(', ')}) { ${name}(${given.map((one) => `${one.name}: $${one.name}`).join(', ')})${below} }`;
}

describe('an id within an input', () => {
  it('has a case here for every place that the schema has', () => {
    expect(placesOf(world.api.app.get(GraphQLSchemaHost).schema).sort()).toEqual([...Object.keys(inputs), ...sets].sort());
  });

  it.each(Object.keys(inputs))('%s: what is not there, or is another kind of row, is not found, and nothing is written', async (place) => {
    const schema = world.api.app.get(GraphQLSchemaHost).schema;
    // Of their own rows the weak one may change everything; what concerns the company takes wider words.
    const client = /Customer|Task\.|Communication|Need|Feedback|updateForm|Relationship|Household|saveView|identifyVisitor|(?:To|From|create|combine)Segments?\.|(?:create|update|convert)Lead\./.test(place) ? world.weak : world.admin;
    for (const id of [NOWHERE, world.foreign['customer']!, world.foreign['view']!]) {
      const variables = inputs[place]!(id, world.own, world.foreign);
      const before = await trace();
      const { errors } = await client.raw(documentOf(schema, place.split('.')[0]!, variables), variables);
      expect([place, errors?.[0]?.extensions.code]).toEqual([place, 'NOT_FOUND']);
      expect(await trace()).toEqual(before);
    }
  });

  it('marks nobody else’s notifications as read, and counts none', async () => {
    const before = await trace();
    expect((await world.weak.mutate('mutation($ids: [ID!]!) { markNotificationsRead(ids: $ids) }', { ids: [world.foreign['notification'], NOWHERE] })).markNotificationsRead).toBe(0);
    expect(await trace()).toEqual(before);
  });

  it('chooses for a bulk edit what lies in reach alone, and counts nothing else', async () => {
    const stageOf = async (id: string): Promise<string> => (await world.api.db.query(`select stage || version as stage from customer where id = $1`, [id])).rows[0].stage;
    const before = await stageOf(world.foreign['customer']!);
    const { bulkEditCustomers: batch } = await world.weak.mutate('mutation($s: CustomerSelection!, $c: BulkChange!) { bulkEditCustomers(selection: $s, change: $c) { id jobId } }', { s: { ids: [world.foreign['customer'], NOWHERE] }, c: { stage: 'LOST' } });
    for (let tries = 0; tries < 100 && (await world.weak.query('query($id: ID!) { job(id: $id) { state } }', { id: batch.jobId })).job.state !== 'DONE'; tries += 1) await new Promise((next) => setTimeout(next, 50));
    const { job, operationBatch } = await world.weak.query('query($id: ID!, $job: ID!) { operationBatch(id: $id) { rowCount } job(id: $job) { total done } }', { id: batch.id, job: batch.jobId });
    expect([operationBatch.rowCount, job.total ?? 0, job.done]).toEqual([0, 0, 0]);
    expect(await stageOf(world.foreign['customer']!)).toBe(before);
  });
});

describe('an act that is refused', () => {
  it('leaves one entry and nothing else: without the word, whatever the mutation', async () => {
    const stranger = await world.api.as('AUDITOR');
    const before = await trace();
    const since = await moment(world.api.db);
    const refused = operationsOf(world.api).filter(({ document, word }) => document.startsWith('mutation') && !['anyone', 'signed-in', 'customer.read', 'audit.read'].includes(word));
    for (const { document, variables } of refused) expect(await stranger.refusal(document, variables)).toBe('FORBIDDEN');
    expect(await trace()).toEqual(before);
    const entries = await entriesSince(world.api.db, since, [personId('AUDITOR')]);
    expect(entries).toEqual(refused.map(({ name }) => ({ action: name, outcome: 'REFUSED', code: 'FORBIDDEN' })));
  });

  it('leaves one entry and nothing else: a broken rule behind a first half that was right', async () => {
    const { customer } = world.own;
    const broken: [string, object, string][] = [
      ['mutation($i: CustomerInput!) { createCustomer(input: $i) { id } }', { i: { name: 'x', phone: '123' } }, 'INVALID_INPUT'],
      ['mutation($id: ID!, $i: IdentityInput!) { addIdentity(customerId: $id, input: $i) { id } }', { id: customer, i: { kind: 'EMAIL', value: 'x@@' } }, 'INVALID_INPUT'],
      ['mutation($id: ID!, $i: CustomerInput!) { updateCustomer(id: $id, version: 1, input: $i) { id } }', { id: customer, i: { city: 'Leeds', birthDate: '2199-01-01' } }, 'INVALID_INPUT'],
      ['mutation($id: ID!, $i: CustomerInput!) { updateCustomer(id: $id, version: 0, input: $i) { id } }', { id: customer, i: { city: 'Leeds', stage: 'LOST' } }, 'CONFLICT'],
      ['mutation($i: UserInput!) { createUser(input: $i) { id } }', { i: { ...person('weak'), password: 'x' } }, 'PASSWORD_TOO_SHORT'],
      ['mutation($i: RoleInput!) { createRole(input: $i) { id } }', { i: { name: 'x', grants: [{ action: 'customer.update', scope: 'SELF' }, { action: 'customer.read', scope: 'ALL' }] } }, 'RIGHTS_EXCEEDED'],
    ];
    for (const [document, variables, code] of broken) {
      const before = await trace();
      const since = await moment(world.api.db);
      expect([document, await world.weak.refusal(document, variables)]).toEqual([document, code]);
      expect(await trace()).toEqual(before);
      expect(await entriesSince(world.api.db, since, [world.weakId])).toMatchObject([{ outcome: 'REFUSED', code }]);
    }
  });
});
