import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, tell, type Story, type StoryOptions } from '../support/story.ts';

const screens = [
  '/', '/customers', '/customers/new', '/customers/:customer', '/orders', '/orders/:order', '/products', '/duplicates', '/imports', '/imports/new',
  '/exports', '/tags', '/team', '/team/users/new', '/team/users/:user', '/team/teams', '/team/roles', '/webhooks', '/webhooks/incoming', '/audit', '/profile',
];

const looks: StoryOptions[] = [
  { language: 'zh', theme: 'light', width: 1440 },
  { language: 'en', theme: 'dark', width: 1440 },
  { language: 'en', theme: 'light', width: 375, height: 812 },
  { language: 'zh', theme: 'dark', width: 375, height: 812 },
];

after(closeBrowser);

/** Puts a row of the demo where the path names its kind. */
async function filled(story: Story): Promise<string[]> {
  const { customers, orders, users } = await story.ask<Record<'customers' | 'orders' | 'users', { nodes: { id: string }[] }>>(
    '{ customers(first: 1) { nodes { id } } orders(first: 1) { nodes { id } } users(first: 1) { nodes { id } } }',
  );
  const ids: Record<string, string | undefined> = { ':customer': customers.nodes[0]?.id, ':order': orders.nodes[0]?.id, ':user': users.nodes[0]?.id };
  return screens.map((path) => path.replace(/:\w+/, (kind) => ids[kind] ?? kind));
}

/** What is wrong with the page as it stands. */
async function faultsOf(story: Story): Promise<string[]> {
  const faults = (await story.violations()).map(({ id, nodes }) => `${id} at ${nodes.slice(0, 2).join(' and ')}`);
  const wider = await story.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wider > 1) faults.push(`${wider} px wider than the window`);
  return [...faults, ...story.complaints.splice(0)];
}

for (const look of looks) {
  describe(`Every screen, ${look.language}, ${look.theme}, ${look.width} wide`, () => {
    it('is sound: axe finds nothing serious, nothing is wider than the window, nothing complains', () =>
      tell(look, async (story) => {
        await story.signIn('ADMINISTRATOR');
        const faults: string[] = [];
        for (const path of await filled(story)) {
          await story.open(path);
          await story.picture(`${path.replaceAll('/', '_').replace(/[\da-f-]{36}/, 'id')}.${look.language}.${look.theme}.${look.width}`);
          for (const fault of await faultsOf(story)) faults.push(`${path}: ${fault}`);
        }
        assert.deepEqual(faults, []);
      }));
  });
}

describe('The sign-in page', () => {
  for (const theme of ['light', 'dark'] as const)
    it(`is sound in the ${theme} theme`, () =>
      tell({ theme }, async (story) => {
        await story.open('/');
        assert.deepEqual(await faultsOf(story), []);
      }));
});
