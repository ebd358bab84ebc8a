import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { closeBrowser, openStory, tell, type Story, type StoryOptions } from '../support/story.ts';

const screens = [
  '/', '/customers', '/customers/new', '/customers/:customer', '/customers/:customer?tab=needs', '/customers/:customer?tab=communication', '/customers/:customer?tab=latent', '/customers/:customer?tab=feedback', '/customers/:customer?tab=timeline', '/orders', '/orders/:order', '/products', '/duplicates', '/reconciliation', '/imports', '/imports/new',
  '/upkeep', '/upkeep/rules', '/quality', '/exports', '/exports/approvals', '/exports/limits', '/forms', '/forms/inbox', '/forms/new', '/forms/:form', '/forms/:form/results', '/tags', '/fields', '/packs', '/team', '/team/users/new', '/team/teams',
];

/** Looked at in the other width too: with the four looks, that is every language, theme and width. */
const lockScreens = [
  '/team/users/:user', '/team/roles', '/keys', '/keys/guide', '/webhooks', '/webhooks/:webhook', '/webhooks/incoming', '/webhooks/incoming/:source',
  '/sites', '/sites/:site', '/sites/topics', '/sites/weights', '/operations', '/operations/jobs', '/audit', '/audit/alerts', '/audit/seal', '/privacy', '/privacy/purposes', '/privacy/erasures', '/profile',
];

const desk = { width: 1440, height: 900 };
const phone = { width: 375, height: 812 };

const looks: StoryOptions[] = [
  { language: 'zh', theme: 'light', ...desk },
  { language: 'en', theme: 'dark', ...desk },
  { language: 'en', theme: 'light', ...phone },
  { language: 'zh', theme: 'dark', ...phone },
];

before(provide);
after(closeBrowser);

/** What the demo does not bring and these screens show: a program with a key, a webhook and a source. */
async function provide(): Promise<void> {
  const story = await openStory();
  try {
    await story.signIn('ADMINISTRATOR');
    const { roles } = await story.ask<{ roles: { id: string; code: string | null }[] }>('{ roles { id code } }');
    const roleIds = roles.filter(({ code }) => code === 'ANALYST').map(({ id }) => id);
    const { createClient } = await story.ask<{ createClient: { id: string } }>('mutation($roleIds: [ID!]!) { createClient(input: { name: "Reporting", roleIds: $roleIds }) { id } }', { roleIds });
    for (const name of ['Server A', 'Server B']) await story.ask('mutation($id: ID!, $name: String!) { createKey(clientId: $id, input: { name: $name }) { key { id } } }', { id: createClient.id, name });
    // Nobody listens there: the delivery fails and waits for its next attempt.
    const { createWebhook } = await story.ask<{ createWebhook: { webhook: { id: string } } }>('mutation { createWebhook(input: { name: "ERP", url: "http://127.0.0.1:9999/hook", events: [CUSTOMER_CREATED, ORDER_CREATED] }) { webhook { id } } }');
    await story.ask('mutation($id: ID!) { testWebhook(id: $id) { id } }', { id: createWebhook.webhook.id });
    await story.ask('mutation { createIncomingSource(input: { name: "Shop", kind: CUSTOMER }) { source { id } } }');
    await story.ask('mutation { verifyAudit { id } }');
  } finally {
    await story.close();
  }
}

type Named = 'forms' | 'eventSites' | 'customers' | 'orders' | 'users' | 'webhooks' | 'incomingSources';

/** Puts a row where a path names its kind. */
async function filled(story: Story, paths: readonly string[]): Promise<string[]> {
  const first = await story.ask<Record<Named, { nodes: { id: string }[] }>>(
    '{ customers(first: 1) { nodes { id } } orders(first: 1) { nodes { id } } users(first: 1) { nodes { id } } webhooks(first: 1) { nodes { id } } incomingSources(first: 1) { nodes { id } } forms(first: 1) { nodes { id } } eventSites(first: 1) { nodes { id } } }',
  );
  const named: Record<string, Named> = { ':customer': 'customers', ':order': 'orders', ':user': 'users', ':webhook': 'webhooks', ':source': 'incomingSources', ':form': 'forms', ':site': 'eventSites' };
  return paths.map((path) => path.replace(/:\w+/, (kind) => first[named[kind] ?? 'users'].nodes[0]?.id ?? kind));
}

/** What is wrong with the page as it stands. */
async function faultsOf(story: Story): Promise<string[]> {
  const faults = (await story.violations()).map(({ id, nodes }) => `${id} at ${nodes.slice(0, 2).join(' and ')}`);
  const wider = await story.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wider > 1) faults.push(`${wider} px wider than the window`);
  return [...faults, ...story.complaints.splice(0)];
}

/** A page in one width: its picture, and what is wrong with it. */
async function judge(story: Story, path: string, size: { width: number; height: number }, look: StoryOptions): Promise<string[]> {
  await story.page.setViewportSize(size);
  await story.settled();
  await story.picture(`${path.replaceAll(/[/?=]/g, '_').replace(/[\da-f-]{36}/, 'id')}.${look.language}.${look.theme}.${size.width}`);
  return (await faultsOf(story)).map((fault) => `${path}, ${size.width} wide: ${fault}`);
}

for (const look of looks) {
  const [own, other] = look.width === desk.width ? [desk, phone] : [phone, desk];
  describe(`Every screen, ${look.language}, ${look.theme}, ${look.width} wide`, () => {
    it('is sound: axe finds nothing serious, nothing is wider than the window, nothing complains', () =>
      tell(look, async (story) => {
        await story.signIn('ADMINISTRATOR');
        const faults: string[] = [];
        for (const path of await filled(story, screens)) {
          await story.open(path);
          faults.push(...(await judge(story, path, own, look)));
        }
        for (const path of await filled(story, lockScreens)) {
          await story.open(path);
          faults.push(...(await judge(story, path, own, look)), ...(await judge(story, path, other, look)));
        }
        assert.deepEqual(faults, []);
      }));
  });
}

describe('The pages before the product', () => {
  for (const look of looks)
    it(`are sound, ${look.language}, ${look.theme}, ${look.width} wide`, () =>
      tell(look, async (story) => {
        await story.open('/');
        assert.deepEqual(await faultsOf(story), []);
        await story.page.getByRole('button', { name: look.language === 'zh' ? '忘记密码' : 'Forgotten password' }).click();
        assert.deepEqual(await faultsOf(story), []);
        await story.open('/welcome#spent');
        assert.deepEqual(await faultsOf(story), []);
      }));
});
