import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startApi, type Api, type Client } from '@dossier/kernel/testing';
import { birthOf, retailSources, scored } from '../src/figures/matching.figures';
import type { SourcePerson } from '../src/figures/two-sources';
import { loadRetail } from '../src/seed/retail.set';

const CREATE = 'mutation($input: CustomerInput!) { createCustomer(input: $input) { id identities { id kind } } }';
const VERIFY = 'mutation($id: ID!) { verifyIdentity(id: $id, verified: true) { id } }';
const QUEUE = 'query($after: String) { duplicateCandidates(first: 100, after: $after) { nodes { level customer { id } other { id } } pageInfo { hasNextPage endCursor } } }';

let api: Api;
let admin: Client;
beforeAll(async () => {
  api = await startApi();
  admin = await api.as('ADMINISTRATOR');
});
afterAll(() => api?.close());

/** Some of the people of both sources; the whole is matched in memory by the same rules for `npm run figures`. */
const sources = retailSources(loadRetail(), 0.02);
const said = <T,>(value: T | ''): T | null => (value === '' ? null : value);

async function entered(person: SourcePerson): Promise<string | null> {
  const { name, companyName, gender, city, phone, email, kind } = person;
  if ([name, companyName, phone, email].every((text) => text === '')) return null;
  const input = { kind, name: said(name), companyName: said(companyName), gender, city: said(city), phone: said(phone), email: said(email), ...birthOf(person.birth) };
  const { createCustomer } = await admin.mutate(CREATE, { input });
  const number = createCustomer.identities.find((identity: { kind: string }) => identity.kind === 'PHONE');
  if (person.isPhoneVerified && number) await admin.mutate(VERIFY, { id: number.id });
  return createCustomer.id;
}

it('tells two sources of the same people together as they are entered: nothing wrong for certain, and most of them found', async () => {
  const people = new Map<string, string>();
  for (const person of [...sources.a, ...sources.b]) {
    const id = await entered(person);
    if (id) people.set(id, person.id);
  }
  expect(people.size).toBeGreaterThan(150);
  const found: { a: string; b: string; level: string }[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { duplicateCandidates: page }: { duplicateCandidates: { nodes: { level: string; customer: { id: string }; other: { id: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } } = await admin.query(QUEUE, { after });
    found.push(...page.nodes.map(({ level, customer, other }) => ({ a: people.get(customer.id)!, b: people.get(other.id)!, level })));
    more = page.pageInfo.hasNextPage;
    after = page.pageInfo.endCursor;
  }
  const score = scored(found, sources);
  expect(score.automatic).toBeGreaterThan(40);
  expect(score.automaticRight / score.automatic).toBeGreaterThanOrEqual(0.99);
  expect(score.found / score.people).toBeGreaterThanOrEqual(0.85);
}, 900_000);
