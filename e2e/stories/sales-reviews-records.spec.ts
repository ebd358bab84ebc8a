import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { closeBrowser, openStory, tell, type Story } from '../support/story.ts';

const words = {
  zh: { reviews: '复核', confirmed: /已确认。/u, marked: /已记为无法确认。/u, corrected: /已更正。/u, undo: '撤销', undone: /已撤回/u, city: '城市', save: '保存更正' },
  en: { reviews: 'Reviews', confirmed: /confirmed\.$/u, marked: /marked as unknown\.$/u, corrected: /corrected\.$/u, undo: 'Undo', undone: /Taken back/u, city: 'City', save: 'Save the correction' },
} as const;

after(closeBrowser);

interface Item { id: string; section: string; customer: { id: string; city: string | null } }
const ITEMS = '{ reviewItems(filter: { mine: true }, first: 200) { nodes { id section customer { id city } } } }';

/** The queue as the one who looks at it has it. */
const queue = async (story: Story): Promise<Item[]> => (await story.ask<{ reviewItems: { nodes: Item[] } }>(ITEMS)).reviewItems.nodes;

for (const language of ['zh', 'en'] as const) {
  const say = words[language];
  describe(`Sales goes through reviews, ${language}`, () => {
    before(async () => {
      const story = await openStory();
      await story.signIn('SALES');
      assert.ok((await queue(story)).length >= 3, 'the demo brings reviews');
      await story.close();
    });

    it('confirms with one key, and takes it back with one press', () =>
      tell({ language }, async (story) => {
        await story.signIn('SALES', '/upkeep');
        await story.page.locator('.upkeep-card[aria-current]').waitFor();
        const before = (await queue(story)).length;
        await story.page.keyboard.press('c');
        await story.page.getByText(say.confirmed).first().waitFor();
        await story.page.getByRole('button', { name: say.undo }).first().click();
        await story.page.getByText(say.undone).first().waitFor();
        assert.equal((await queue(story)).length, before);
        assert.deepEqual(await story.violations(), []);
      }));

    it('marks one as unknown', () =>
      tell({ language }, async (story) => {
        await story.signIn('SALES', '/upkeep');
        await story.page.locator('.upkeep-card[aria-current]').waitFor();
        await story.page.keyboard.press('u');
        await story.page.getByText(say.marked).first().waitFor();
      }));

    it('corrects a value where it stands', () =>
      tell({ language }, async (story) => {
        await story.signIn('SALES', '/upkeep');
        // The first card of basic data, whatever stands above it.
        const card = story.page.locator('.upkeep-card', { has: story.page.locator('dt', { hasText: language === 'zh' ? '地区' : 'Place' }) }).first();
        const link = await card.getByRole('link').first().getAttribute('href');
        await card.locator('.upkeep-card-head').click();
        await story.page.keyboard.press('e');
        await story.page.getByLabel(say.city, { exact: true }).fill('Reviewed Town');
        await story.page.getByRole('button', { name: say.save }).click();
        await story.page.getByText(say.corrected).first().waitFor();
        const { customer } = await story.ask<{ customer: { city: string } }>('query($id: ID!) { customer(id: $id) { city } }', { id: link!.split('/').at(-1) });
        assert.equal(customer.city, 'Reviewed Town');
      }));
  });
}
