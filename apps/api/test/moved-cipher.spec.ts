import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';
import { Watchman } from '@dossier/audit';

const CREATE = 'mutation($input: CustomerInput!) { createCustomer(input: $input) { id identities { id } } }';
const READ = 'query($id: ID!) { customer(id: $id) { id phone } }';
const REVEAL = 'mutation($id: ID!) { revealIdentities(customerId: $id) { value } }';

let api: Api;
let admin: Client;
beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMINISTRATOR');
});
afterAll(() => api?.close());

const given = async (phone: string): Promise<{ id: string; identities: { id: string }[] }> => (await admin.mutate(CREATE, { input: { name: '移位', phone } })).createCustomer;

/** As the owner of the database does it, who sees only boxes. */
async function exchange(one: string, other: string, columns: string): Promise<void> {
  const client = await api.db.connect();
  await client.query(`set session_replication_role = 'replica'`);
  await client.query(`update customer_identity i set ${columns} from customer_identity o where i.id in ($1, $2) and o.id in ($1, $2) and o.id <> i.id`, [one, other]);
  await client.query('reset session_replication_role');
  client.release();
}

it('refuses ciphertext that was moved to another person or row, on every surface, and tells it', async () => {
  const [mine, other] = [await given('13700001001'), await given('13700001002')];
  const [one, two] = [mine.identities[0]!.id, other.identities[0]!.id];
  await exchange(one, two, 'value_cipher = o.value_cipher');
  const answer = await admin.raw(READ, { id: mine.id });
  expect(JSON.stringify(answer)).not.toMatch(/1370000100|137\*/);
  expect(answer.errors?.[0]?.extensions.code).toBe('INTERNAL');
  expect(await admin.refusal(REVEAL, { id: other.id })).toBe('INTERNAL');
  await new Promise((done) => setTimeout(done, 300));
  await api.app.get(Watchman, { strict: false }).round();
  const { alerts } = await admin.query('{ alerts(first: 20) { nodes { kind facts } } }');
  const places = (alerts.nodes as { kind: string; facts: { place: string } }[]).filter((alert) => alert.kind === 'CIPHER_REFUSED').map((alert) => alert.facts.place);
  expect(places.some((place) => place.includes(one))).toBe(true);
  expect(places.some((place) => place.includes(two))).toBe(true);
  expect(JSON.stringify(alerts)).not.toContain('1370000');
});
