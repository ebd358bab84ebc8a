import { permissions } from '@dossier/vocabulary/permissions';
import { newId } from '@dossier/kernel/data';
import { personId, startApi, teamId, type Api, type Client } from '@dossier/kernel/testing';
import { atRest } from './traces';

/** What the specs of attacks stand on: a company with rows of everybody, and two who want more than is theirs. */
export interface World {
  api: Api;
  admin: Client;
  /** Holds every word there is, each over their own rows alone: the weakest who reaches every surface. */
  weak: Client;
  weakId: string;
  /** A program with the same words, over its own rows alone. */
  program: Client;
  programId: string;
  /** By kind of row: one that somebody else has. */
  foreign: Readonly<Record<string, string>>;
  /** By kind of row: one that belongs to the weak one. */
  own: Readonly<Record<string, string>>;
}

const ROLE = '0199a000-0000-7000-8000-0000000000f1';
export const NOWHERE = '0199dead-0000-7000-8000-000000000000';

/** Somebody with the role of every word over their own rows, in no team. */
async function hireWeak(api: Api): Promise<string> {
  const id = newId();
  await api.write(`insert into role (id, code, name, name_en) values ('${ROLE}', 'WEAK', '只管自己', 'Own rows alone')`);
  for (const word of Object.keys(permissions)) if (!word.startsWith('job.')) await api.write(`insert into role_grant (role_id, action, scope) values ('${ROLE}', $1, 'SELF')`, [word]);
  await api.write(`insert into app_user (id, name, email, password_hash) select $1, '弱者', 'weak@example.com', password_hash from app_user where id = $2`, [id, personId('ADMIN')]);
  await api.write(`insert into user_role (user_id, role_id) values ($1, '${ROLE}')`, [id]);
  return id;
}

const firstId = (data: Record<string, { id: string }>): string => Object.values(data)[0]!.id;

async function upload(client: Client, name: string): Promise<string> {
  const { body } = await client.post('/api/imports?kind=customers').set('X-File-Name', `${name}.csv`).set('Content-Type', 'application/octet-stream').send(Buffer.from(`姓名\n${name}\n`));
  return body.id as string;
}

/** The rows that one person comes to have by using the product, by kind. */
async function rowsOf(api: Api, client: Client, ownerId: string, tag: string): Promise<Record<string, string>> {
  const customer = firstId(await client.mutate('mutation($i: CustomerInput!) { createCustomer(input: $i) { id } }', { i: { name: `客户${tag}`, phone: `1381234${tag}`, email: `c${tag}@example.com`, companyName: `Company ${tag}` } }));
  const { identities } = (await client.query('query($id: ID!) { customer(id: $id) { identities { id } } }', { id: customer })).customer;
  const order = newId();
  await api.write(`insert into sales_order (id, customer_id, owner_id, team_id, order_no, kind, ordered_at, ordered_on, amount_minor, currency, external_source, external_key)
    select $1, id, owner_id, team_id, $3, 'SALE', now(), current_date, 100, 'GBP', 'spec', $3 from customer where id = $2`, [order, customer, `NO-${tag}`]);
  const review = newId();
  await api.write(`insert into review_item (id, customer_id, policy_id, section, due_on) select $1, $2, id, section, current_date from review_policy where section = 'BASIC' limit 1`, [review, customer]);
  const snapshot = firstId(await client.mutate('mutation($id: ID!) { storeCustomerRecord(id: $id) { id } }', { id: customer }));
  const view = firstId(await client.mutate('mutation($i: SavedViewInput!) { saveView(input: $i) { id } }', { i: { list: 'customers', name: `视图${tag}`, state: {} } }));
  const batch = (await client.mutate('mutation($s: CustomerSelection!, $c: BulkChange!) { bulkEditCustomers(selection: $s, change: $c) { id jobId } }', { s: { ids: [customer] }, c: { stage: 'ACTIVE' } })).bulkEditCustomers;
  const file = firstId(await client.mutate('mutation($i: CustomerExportInput!) { exportCustomers(input: $i) { id } }', { i: { format: 'CSV', columns: ['name'] } }));
  const delegation = firstId(await client.mutate('mutation($i: DelegationInput!) { delegate(input: $i) { id } }', { i: { toId: personId('MARKETER'), words: ['customer.read'], reason: 'spec', until: new Date(Date.now() + 86_400_000).toISOString() } }));
  const form = firstId(await client.mutate('mutation($i: FormInput!) { createForm(kind: FORM, input: $i) { id } }', { i: { name: `表单${tag}`, title: { zh: '表单' }, questions: [{ kind: 'FIELD', field: 'NAME', label: { zh: '姓名' } }] } }));
  const communication = firstId(await client.mutate('mutation($id: ID!) { recordCommunication(customerId: $id, input: { summary: "spec", note: "spec", nextOn: "2026-12-01" }) { id } }', { id: customer }));
  const need = firstId(await client.mutate('mutation($id: ID!) { addNeed(customerId: $id, input: { statement: "spec" }) { id } }', { id: customer }));
  const feedback = firstId(await client.mutate('mutation($id: ID!) { addFeedback(customerId: $id, input: { text: "spec" }) { id } }', { id: customer }));
  const household = firstId(await client.mutate('mutation($id: ID!) { createHousehold(input: { name: "spec" }, member: { customerId: $id }) { id } }', { id: customer }));
  const segment = firstId(await client.mutate('mutation($i: SegmentInput!) { createSegment(input: $i) { id } }', { i: { name: `分群${tag}`, kind: 'STATIC', customerIds: [customer] } }));
  const lead = firstId(await client.mutate('mutation($id: ID!) { createLead(input: { customerId: $id, subject: "spec" }) { id } }', { id: customer }));
  const task = firstId(await client.mutate('mutation { createTask(input: { title: "spec" }) { id } }'));
  const leave = firstId(await client.mutate('mutation { addLeave(input: { fromOn: "2026-01-01", toOn: "2026-01-01" }) { id } }'));
  const notification = newId();
  await api.write(`insert into notification (id, user_id, kind) values ($1, $2, 'EXPORT_DONE')`, [notification, ownerId]);
  const request = firstId(await client.mutate('mutation($id: ID!, $i: SubjectRequestInput!) { registerSubjectRequest(customerId: $id, input: $i) { id } }', { id: customer, i: { kind: 'COPY' } }));
  const consent = firstId(await client.mutate('mutation($id: ID!, $i: ConsentInput!) { recordConsent(customerId: $id, input: $i) { id } }', { id: customer, i: { purpose: 'MARKETING', channel: 'EMAIL', choice: 'GIVEN', proof: 'spec' } }));
  const { rows } = await api.db.query<{ id: string }>('select id from session where user_id = $1 limit 1', [ownerId]);
  return { customer, lead, task, leave, communication, need, feedback, household, segment, identity: identities[0].id, order, review, snapshot, view, batch: batch.id, job: batch.jobId, export: file, import: await upload(client, tag), form, delegation, notification, request, consent, session: rows[0]!.id };
}

/** Rows of the whole company: nobody's own, and yet not to be mistaken for another kind. */
async function companyRows(api: Api, admin: Client): Promise<Record<string, string>> {
  const make = async (document: string, variables: object): Promise<string> => firstId(await admin.mutate(document, variables));
  const { rows } = await api.db.query<{ id: string }>(`select id from role where code = 'SALES'`);
  return {
    user: personId('SALES'), team: teamId('SOUTH'), role: rows[0]!.id,
    market: await make('mutation { createMarketSegment(input: { name: "spec", basis: REGION, country: "CN" }) { id } }', {}),
    pool: await make('mutation { createPool(input: { name: "spec" }) { id } }', {}),
    policy: await make('mutation($users: [AssignmentShareInput!]) { createAssignmentPolicy(input: { name: "spec", rules: [{ name: "spec", shares: $users }] }) { id } }', { users: [{ userId: personId('SALES') }] }),
    topic: await make('mutation { createTopic(input: { code: "spec", name: "spec" }) { id } }', {}),
    tag: await make('mutation { createTag(name: "spec") { id } }', {}), channel: await make('mutation { createChannel(input: { name: "spec" }) { id } }', {}),
    client: await make('mutation($i: ClientInput!) { createClient(input: $i) { id } }', { i: { name: 'another', roleIds: [rows[0]!.id] } }),
  };
}

/** A program with the role of the weak one, whose key it comes with. */
async function employ(api: Api, admin: Client): Promise<{ program: Client; programId: string }> {
  const { createClient } = await admin.mutate('mutation($i: ClientInput!) { createClient(input: $i) { id } }', { i: { name: 'weak program', roleIds: [ROLE] } });
  const { createKey } = await admin.mutate('mutation($id: ID!, $i: KeyInput!) { createKey(clientId: $id, input: $i) { secret } }', { id: createClient.id, i: { name: 'k' } });
  return { program: api.withKey(createKey.secret), programId: createClient.id };
}

export async function startWorld(): Promise<World> {
  const api = await startApi();
  const weakId = await hireWeak(api);
  const [admin, weak] = [await api.as('ADMIN'), await api.as('weak@example.com')];
  const { program, programId } = await employ(api, admin);
  const own = await rowsOf(api, weak, weakId, '0001');
  const foreign = { ...(await rowsOf(api, admin, personId('ADMIN'), '0002')), ...(await companyRows(api, admin)) };
  await atRest(api.db);
  return { api, admin, weak, weakId, program, programId, foreign, own };
}
