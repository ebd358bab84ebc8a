import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { getNamedType, isInputObjectType, type GraphQLArgument, type GraphQLInputField, type GraphQLSchema } from 'graphql';
import { personId, type Client, type GraphQLAnswer } from '@dossier/kernel/testing';
import { operationsOf, type Operation } from '../matrix/operations';
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

const day = new Date(Date.now() + 86_400_000).toISOString();
const form = { name: 'x', title: { en: 'x' }, questions: [] };
const mailbox = { name: 'x', host: '93.184.216.34', port: 993, security: 'TLS', username: 'x', password: 'x' };
const person = (tag: string): object => ({ name: tag, email: `${tag}@spec.example`, password: 'ambry lichen tugboat' });

const share = { name: 'x', shares: [{ userId: personId('SALES') }] };
/** By place: the arguments with an id in it that is not to be found there. */
const inputs: Record<string, (id: string, own: World['own'], foreign: World['foreign']) => object> = {
  'addFeedback.input.channelId': (channelId, { customer }) => ({ customerId: customer, input: { text: 'x', channelId } }),
  'addFeedback.input.productId': (productId, { customer }) => ({ customerId: customer, input: { text: 'x', productId } }),
  'addNeed.input.evidence.refId': (refId, { customer }) => ({ customerId: customer, input: { statement: 'x', evidence: [{ kind: 'COMMUNICATION', refId }] } }),
  'recordCommunication.input.templateId': (templateId, { customer }) => ({ customerId: customer, input: { summary: 'x', templateId } }),
  'updateCommunication.input.templateId': (templateId, { communication }) => ({ id: communication, version: 1, input: { templateId } }),
  'updateFeedback.input.channelId': (channelId, { feedback }) => ({ id: feedback, version: 1, input: { channelId } }),
  'updateFeedback.input.productId': (productId, { feedback }) => ({ id: feedback, version: 1, input: { productId } }),
  'updateNeed.input.evidence.refId': (refId, { need }) => ({ id: need, version: 1, input: { evidence: [{ kind: 'ORDER', refId }] } }),
  'addHouseholdMember.member.customerId': (customerId, { household }) => ({ id: household, member: { customerId } }),
  'createHousehold.member.customerId': (customerId) => ({ input: {}, member: { customerId } }),
  'addRelationship.input.fromId': (fromId, { customer }) => ({ input: { fromId, toId: customer, kind: 'OTHER', basis: 'CONSENT' } }),
  'addRelationship.input.toId': (toId, { customer }) => ({ input: { fromId: customer, toId, kind: 'OTHER', basis: 'CONSENT' } }),
  'assignCustomer.ownerId': (ownerId, { customer }) => ({ id: customer, ownerId }),
  'assignLeads.ids': (id) => ({ ids: [id], ownerId: personId('SALES') }),
  'assignLeads.ownerId': (ownerId, _, { lead }) => ({ ids: [lead], ownerId }),
  'assignMatchingLeads.ownerId': (ownerId) => ({ filter: {}, ownerId }),
  'claimLeads.ids': (id) => ({ ids: [id] }),
  'releaseLeads.ids': (id, _, { pool }) => ({ ids: [id], poolId: pool, reason: 'OTHER' }),
  'releaseLeads.poolId': (poolId, _, { lead }) => ({ ids: [lead], poolId, reason: 'OTHER' }),
  'simulateAssignment.policyId': (policyId) => ({ policyId }),
  'saveSalesProfile.input.userId': (userId) => ({ input: { userId } }),
  'createAssignmentPolicy.input.rules.when.sourceIds': (id) => ({ input: { name: 'x', rules: [{ ...share, when: { sourceIds: [id] } }] } }),
  'createAssignmentPolicy.input.rules.when.productIds': (id) => ({ input: { name: 'x', rules: [{ ...share, when: { productIds: [id] } }] } }),
  'createAssignmentPolicy.input.rules.shares.userId': (id) => ({ input: { name: 'x', rules: [{ name: 'x', shares: [{ userId: id }] }] } }),
  'createAssignmentPolicy.input.rules.shares.teamId': (id) => ({ input: { name: 'x', rules: [{ name: 'x', shares: [{ teamId: id }] }] } }),
  'createAssignmentPolicy.input.rules.poolId': (id) => ({ input: { name: 'x', rules: [{ name: 'x', poolId: id }] } }),
  'createAssignmentPolicy.input.rules.fallbackUserId': (id) => ({ input: { name: 'x', rules: [{ ...share, fallbackUserId: id }] } }),
  'createAssignmentPolicy.input.rules.fallbackPoolId': (id) => ({ input: { name: 'x', rules: [{ ...share, fallbackPoolId: id }] } }),
  'updateAssignmentPolicy.input.rules.when.sourceIds': (id, _, { policy }) => ({ id: policy, version: 1, input: { name: 'x', rules: [{ ...share, when: { sourceIds: [id] } }] } }),
  'updateAssignmentPolicy.input.rules.when.productIds': (id, _, { policy }) => ({ id: policy, version: 1, input: { name: 'x', rules: [{ ...share, when: { productIds: [id] } }] } }),
  'updateAssignmentPolicy.input.rules.shares.userId': (id, _, { policy }) => ({ id: policy, version: 1, input: { name: 'x', rules: [{ name: 'x', shares: [{ userId: id }] }] } }),
  'updateAssignmentPolicy.input.rules.shares.teamId': (id, _, { policy }) => ({ id: policy, version: 1, input: { name: 'x', rules: [{ name: 'x', shares: [{ teamId: id }] }] } }),
  'updateAssignmentPolicy.input.rules.poolId': (id, _, { policy }) => ({ id: policy, version: 1, input: { name: 'x', rules: [{ name: 'x', poolId: id }] } }),
  'updateAssignmentPolicy.input.rules.fallbackUserId': (id, _, { policy }) => ({ id: policy, version: 1, input: { name: 'x', rules: [{ ...share, fallbackUserId: id }] } }),
  'updateAssignmentPolicy.input.rules.fallbackPoolId': (id, _, { policy }) => ({ id: policy, version: 1, input: { name: 'x', rules: [{ ...share, fallbackPoolId: id }] } }),
  'createPool.input.teamId': (id) => ({ input: { name: 'x', teamId: id } }),
  'createPool.input.sparedUserIds': (id) => ({ input: { name: 'x', sparedUserIds: [id] } }),
  'createPool.input.recycle.productIds': (id) => ({ input: { name: 'x', recycle: [{ reason: 'IDLE', days: 3, productIds: [id] }] } }),
  'updatePool.input.teamId': (id, _, { pool }) => ({ id: pool, version: 1, input: { name: 'x', teamId: id } }),
  'updatePool.input.sparedUserIds': (id, _, { pool }) => ({ id: pool, version: 1, input: { name: 'x', sparedUserIds: [id] } }),
  'updatePool.input.recycle.productIds': (id, _, { pool }) => ({ id: pool, version: 1, input: { name: 'x', recycle: [{ reason: 'IDLE', days: 3, productIds: [id] }] } }),
  'assignRoles.roleIds': (id) => ({ userId: personId('SALES'), roleIds: [id] }),
  'assignRoles.untils.roleId': (id, _, { role }) => ({ userId: personId('SALES'), roleIds: [role], untils: [{ roleId: id, until: day }] }),
  'addToSegment.customerIds': (id, { segment }) => ({ id: segment, customerIds: [id] }),
  'combineSegments.input.ids': (id, { segment }) => ({ input: { name: 'x', how: 'UNION', ids: [segment, id] } }),
  'createSegment.input.customerIds': (id) => ({ input: { name: 'x', kind: 'STATIC', customerIds: [id] } }),
  'removeFromSegment.customerIds': (id, { segment }) => ({ id: segment, customerIds: [id] }),
  'bulkEditCustomers.change.addTagIds': (id, { customer }) => ({ selection: { ids: [customer] }, change: { addTagIds: [id] } }),
  'bulkEditCustomers.change.ownerId': (ownerId, { customer }) => ({ selection: { ids: [customer] }, change: { ownerId } }),
  'bulkEditCustomers.change.sourceId': (sourceId, { customer }) => ({ selection: { ids: [customer] }, change: { sourceId } }),
  'correctReview.input.sourceId': (sourceId, { review }) => ({ id: review, customerVersion: 1, input: { sourceId } }),
  'correctReview.input.tagIds': (id, { review }) => ({ id: review, customerVersion: 1, input: { tagIds: [id] } }),
  'createClient.input.actsForId': (actsForId, _, { role }) => ({ input: { name: 'x', roleIds: [role], actsForId } }),
  'createClient.input.roleIds': (id) => ({ input: { name: 'x', roleIds: [id] } }),
  'createClient.input.teamIds': (id, _, { role }) => ({ input: { name: 'x', roleIds: [role], teamIds: [id] } }),
  'createCustomer.input.sourceId': (sourceId) => ({ input: { name: 'x', sourceId } }),
  'createCustomer.input.tagIds': (id) => ({ input: { name: 'x', tagIds: [id] } }),
  'createIncomingSource.input.ownerId': (ownerId) => ({ input: { kind: 'CUSTOMER', name: 'x', ownerId } }),
  'createMailInbox.input.ownerId': (ownerId) => ({ input: { ...mailbox, ownerId } }),
  'createMailInbox.input.sourceId': (sourceId) => ({ input: { ...mailbox, sourceId } }),
  'createTopic.input.categoryId': (categoryId) => ({ input: { code: 'x', name: 'x', categoryId } }),
  'createTopic.input.parentId': (parentId) => ({ input: { code: 'x', name: 'x', parentId } }),
  'createForm.input.consents.purposeId': (purposeId) => ({ kind: 'FORM', input: { ...form, consents: [{ label: { en: 'x' }, purposeId }] } }),
  'createForm.input.productId': (productId) => ({ kind: 'FORM', input: { ...form, makesLead: true, productId } }),
  'createForm.input.sourceId': (sourceId) => ({ kind: 'FORM', input: { ...form, sourceId } }),
  'createLikelyBuyers.input.categoryId': (categoryId) => ({ input: { name: 'x', categoryId } }),
  'createLikelyBuyers.input.productId': (productId) => ({ input: { name: 'x', productId } }),
  'convertLead.input.companyId': (companyId, { lead }) => ({ id: lead, input: { companyId } }),
  'createLead.input.customerId': (customerId) => ({ input: { customerId } }),
  'createLead.input.ownerId': (ownerId) => ({ input: { person: { name: 'x' }, ownerId } }),
  'createLead.input.productId': (productId) => ({ input: { person: { name: 'x' }, productId } }),
  'createLead.input.sourceId': (sourceId) => ({ input: { person: { name: 'x' }, sourceId } }),
  'createMarketSegment.input.categoryId': (categoryId) => ({ input: { name: 'x', basis: 'CATEGORY', categoryId } }),
  'createMarketSegment.input.segmentId': (segmentId) => ({ input: { name: 'x', basis: 'SEGMENT', segmentId } }),
  'addLeave.input.personId': (personId) => ({ input: { personId, fromOn: '2026-01-01', toOn: '2026-01-01' } }),
  'createTask.input.acceptorId': (acceptorId) => ({ input: { title: 'x', acceptorId } }),
  'createTask.input.assigneeId': (assigneeId) => ({ input: { title: 'x', assigneeId } }),
  'createTask.input.collaboratorIds': (id) => ({ input: { title: 'x', collaboratorIds: [id] } }),
  'createTask.input.dependsOnIds': (id) => ({ input: { title: 'x', dependsOnIds: [id] } }),
  'createTask.input.subject.id': (id) => ({ input: { title: 'x', subject: { type: 'CUSTOMER', id } } }),
  'reassignTask.assigneeId': (assigneeId, { task }) => ({ id: task, assigneeId }),
  'saveCalendarDays.calendarId': (calendarId) => ({ calendarId, days: [{ day: '2026-01-01', name: 'x', hours: [] }] }),
  'saveWorkCalendar.input.teamId': (teamId) => ({ input: { teamId, week: [{ weekday: 1, hours: [{ from: '09:00', to: '18:00' }] }] } }),
  'updateTask.input.acceptorId': (acceptorId, { task }) => ({ id: task, version: 1, input: { acceptorId } }),
  'updateTask.input.collaboratorIds': (id, { task }) => ({ id: task, version: 1, input: { collaboratorIds: [id] } }),
  'updateTask.input.dependsOnIds': (id, { task }) => ({ id: task, version: 1, input: { dependsOnIds: [id] } }),
  'createTeam.input.leaderId': (leaderId) => ({ input: { name: 'x', leaderId } }),
  'createTeam.input.parentId': (parentId) => ({ input: { name: 'x', parentId } }),
  'createUser.input.roleIds': (id) => ({ input: { ...person('a'), roleIds: [id] } }),
  'createUser.input.teamIds': (id) => ({ input: { ...person('b'), teamIds: [id] } }),
  'createWebhook.input.ownerId': (ownerId) => ({ input: { name: 'x', url: 'https://93.184.216.34/', events: ['CUSTOMER_CREATED'], ownerId } }),
  'logFollowUp.input.templateId': (templateId, { lead }) => ({ leadId: lead, input: { summary: 'x', templateId } }),
  'logFollowUp.leadId': (leadId) => ({ leadId, input: { summary: 'x' } }),
  'saveResponseTarget.input.teamId': (teamId) => ({ input: { teamId, minutes: 5 } }),
  'delegate.input.toId': (toId) => ({ input: { toId, words: ['customer.read'], reason: 'x', until: day } }),
  'identifyVisitor.input.customerId': (customerId) => ({ input: { visitorId: '0199dead-0000-7000-8000-00000000000a', customerId, consent: true } }),
  'inviteUser.input.roles.roleId': (roleId) => ({ input: { name: 'x', email: 'c@spec.example', roles: [{ roleId }] } }),
  'inviteUser.input.teamIds': (id) => ({ input: { name: 'x', email: 'd@spec.example', teamIds: [id] } }),
  'eraseCustomer.requestId': (requestId, { customer }) => ({ id: customer, requestId, input: { reason: 'x' } }),
  'makeSubjectFile.requestId': (requestId) => ({ requestId }),
  'publishNotice.purposeId': (purposeId) => ({ purposeId, input: { text: 'x', textEn: 'x' } }),
  'recordAdvice.input.productId': (productId, { customer }) => ({ customerId: customer, input: { productId } }),
  'recordHolding.input.productId': (productId, { customer }) => ({ customerId: customer, input: { productId, value: { minor: 1, currency: 'CNY' }, asOf: '2026-01-01' } }),
  'reorderCustomFields.ids': (id) => ({ ids: [id] }),
  'checkContact.identityId': (identityId) => ({ identityId, outcome: 'CONFIRMED' }),
  'clearInterest.topicId': (topicId, { customer }) => ({ customerId: customer, topicId }),
  'setInterest.topicId': (topicId, { customer }) => ({ customerId: customer, topicId, kind: 'DECLARED' }),
  'mergeCustomers.input.absorbedIds': (id, { customer }) => ({ input: { survivorId: customer, absorbedIds: [id] } }),
  'mergeCustomers.input.choices.side': (side, { customer }) => ({ input: { survivorId: customer, absorbedIds: [NOWHERE], choices: [{ field: 'name', rule: 'MANUAL', side }] } }),
  'mergeCustomers.input.survivorId': (survivorId, { customer }) => ({ input: { survivorId, absorbedIds: [customer] } }),
  'resolveDuplicate.merge.choices.side': (side) => ({ id: NOWHERE, decision: 'SAME', merge: { choices: [{ field: 'name', rule: 'MANUAL', side }] } }),
  'resolveDuplicate.merge.survivorId': (survivorId) => ({ id: NOWHERE, decision: 'SAME', merge: { survivorId } }),
  'saveView.input.id': (id) => ({ input: { id, list: 'customers', name: 'x', state: {} } }),
  'setExportLimit.input.roleId': (roleId) => ({ input: { roleId, rowsPerDay: 1 } }),
  'setExportLimit.input.userId': (userId) => ({ input: { userId, rowsPerDay: 1 } }),
  'setTeamMembers.userIds': (id, _, { team }) => ({ id: team, userIds: [id] }),
  'startBasketRun.input.teamId': (teamId) => ({ input: { level: 'PRODUCT', fromOn: '2026-01-01', toOn: '2026-01-31', teamId } }),
  'submitIntake.input.lead.productId': (productId) => ({ input: { key: 'x', name: 'x', lead: { productId } } }),
  'submitIntake.input.sourceId': (sourceId) => ({ input: { key: 'x', name: 'x', sourceId } }),
  'updateClient.input.roleIds': (id, _, { client }) => ({ id: client, version: 1, input: { roleIds: [id] } }),
  'updateClient.input.teamIds': (id, _, { client }) => ({ id: client, version: 1, input: { teamIds: [id] } }),
  'updateCustomer.input.sourceId': (sourceId, { customer }) => ({ id: customer, version: 1, input: { sourceId } }),
  'updateCustomer.input.tagIds': (id, { customer }) => ({ id: customer, version: 1, input: { tagIds: [id] } }),
  'updateLead.input.productId': (productId, { lead }) => ({ id: lead, version: 1, input: { productId } }),
  'updateLead.input.sourceId': (sourceId, { lead }) => ({ id: lead, version: 1, input: { sourceId } }),
  'updateMarketSegment.input.categoryId': (categoryId, _, { market }) => ({ id: market, version: 1, input: { name: 'x', basis: 'CATEGORY', categoryId } }),
  'updateMarketSegment.input.segmentId': (segmentId, _, { market }) => ({ id: market, version: 1, input: { name: 'x', basis: 'SEGMENT', segmentId } }),
  'saveScorecardDraft.input.rules.topicIds': (topicId) => ({
    input: { rules: [{ key: 'a', axis: 'ENGAGEMENT', subject: 'EVENT', weight: 5, topicIds: [topicId] }], grading: { fitShare: 0.5, fitHigh: 60, fitMiddle: 30, engagementHigh: 40, engagementMiddle: 15, high: ['A', 'A', 'B'], middle: ['B', 'B', 'C'], low: ['C', 'D', 'D'], multipleA: 3, multipleB: 1.5, multipleC: 0.5 } },
  }),
  'updateTopic.input.categoryId': (categoryId, _, { topic }) => ({ id: topic, version: 1, input: { code: 'spec', name: 'x', categoryId } }),
  'updateTopic.input.parentId': (parentId, _, { topic }) => ({ id: topic, version: 1, input: { code: 'spec', name: 'x', parentId } }),
  'updateForm.input.consents.purposeId': (purposeId, { form: id }) => ({ id, version: 1, input: { ...form, consents: [{ label: { en: 'x' }, purposeId }] } }),
  'updateForm.input.productId': (productId, { form: id }) => ({ id, version: 1, input: { ...form, makesLead: true, productId } }),
  'updateForm.input.sourceId': (sourceId, { form: id }) => ({ id, version: 1, input: { ...form, sourceId } }),
  'updateTeam.input.leaderId': (leaderId, _, { team }) => ({ id: team, version: 1, input: { leaderId } }),
  'updateTeam.input.parentId': (parentId, _, { team }) => ({ id: team, version: 1, input: { parentId } }),
  'updateUser.input.teamIds': (id) => ({ id: personId('SALES'), version: 1, input: { teamIds: [id] } }),
};
/** Sets of ids of which only those within reach count; the specs of their domains look at what they do. */
const sets = ['bulkEditCustomers.change.removeTagIds', 'bulkEditCustomers.selection.ids', 'ingestEvents.events.customerId', 'markNotificationsRead.ids', 'closeLeads.ids', 'reopenLeads.ids', 'updateWebhook.input.ownerId', 'updateMailInbox.input.ownerId', 'updateMailInbox.input.sourceId'];

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
