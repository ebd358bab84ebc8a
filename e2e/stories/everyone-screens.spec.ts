import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, openStory, type Story, type StoryOptions } from '../support/story.ts';

const screens = [
  '/', '/customers', '/customers/new', '/customers/:customer', '/orders', '/orders/:order', '/products', '/duplicates', '/imports', '/imports/new',
  '/exports', '/tags', '/team', '/team/users/new', '/team/users/:user', '/team/teams', '/team/roles', '/audit', '/profile',
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

for (const look of looks) {
  describe(`Every screen, ${look.language}, ${look.theme}, ${look.width} wide`, () => {
    it('is sound: axe finds nothing serious, nothing is wider than the window, nothing complains', async () => {
      const story = await openStory(look);
      await story.signIn('ADMINISTRATOR');
      const faults: string[] = [];
      for (const path of await filled(story)) {
        await story.open(path);
        await story.picture(`${path.replaceAll('/', '_').replace(/[\da-f-]{36}/, 'id')}.${look.language}.${look.theme}.${look.width}`);
        for (const { id, nodes } of await story.violations()) faults.push(`${path}: ${id} at ${nodes.slice(0, 2).join(' and ')}`);
        const wider = await story.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (wider > 1) faults.push(`${path}: ${wider} px wider than the window`);
        for (const complaint of story.complaints.splice(0)) faults.push(`${path}: ${complaint}`);
      }
      await story.close();
      assert.deepEqual(faults, []);
    });
  });
}

describe('The sign-in page', () => {
  for (const theme of ['light', 'dark'] as const)
    it(`is sound in the ${theme} theme`, async () => {
      const story = await openStory({ theme });
      await story.open('/');
      assert.deepEqual(await story.violations(), []);
      await story.close();
    });
});
