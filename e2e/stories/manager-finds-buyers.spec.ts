import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, tell, type Story, type StoryOptions } from '../support/story.ts';

const words = {
  zh: { insight: '洞察看板', tab: '下次需求', pick: '选择品类', make: '建立分群', marketing: '只取可用于营销的客户', open: '打开分群' },
  en: { insight: 'Insight', tab: 'Next need', pick: 'Choose a category', make: 'Make the segment', marketing: 'Only customers who may be used for marketing', open: 'Open the segment' },
} as const;

const looks: Record<keyof typeof words, StoryOptions> = { zh: { language: 'zh', theme: 'light' }, en: { language: 'en', theme: 'dark' } };

interface Model { model: { published: { id: string } | null } }
interface Buyers { likelyBuyers: { candidates: number } | null }
interface Segments { segments: { nodes: { id: string; name: string }[] } }

after(closeBrowser);

/** The demo's models are fitted and published in the background after the first start, and customers are scored then. */
async function scored(story: Story, categoryId: string): Promise<void> {
  for (const end = Date.now() + 240_000; Date.now() < end; await new Promise((next) => setTimeout(next, 1_000))) {
    const { model } = await story.ask<Model>('{ model(kind: NEED) { published { id } } }');
    if (model.published === null) continue;
    const { likelyBuyers } = await story.ask<Buyers>('query($c: ID!) { likelyBuyers(categoryId: $c, forMarketing: false) { candidates } }', { c: categoryId });
    if ((likelyBuyers?.candidates ?? 0) > 0) return;
  }
  throw new Error('The model of the next need is not in force');
}

async function sound(story: Story, name: string): Promise<void> {
  await story.settled();
  await story.picture(name);
  assert.deepEqual((await story.violations()).map(({ id, nodes }) => `${name}: ${id} at ${nodes.slice(0, 2).join(' and ')}`), []);
  const wider = await story.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wider <= 1, `${name}: ${wider} px wider than the window`);
}

for (const language of ['zh', 'en'] as const) {
  const say = words[language];
  describe(`The marketing manager finds buyers, ${language}`, () => {
    it('takes six clicks at most: from a category to a segment with its control group', () =>
      tell(looks[language], async (story) => {
        const { page } = story;
        await story.signIn('MARKETING_MANAGER');
        const { categories } = await story.ask<{ categories: { id: string; name: string }[] }>('{ categories { id name } }');
        const category = categories.find(({ name }) => name === '家居装饰') ?? categories[0]!;
        await scored(story, category.id);
        const clicks = await story.clicks(async () => {
          await page.getByRole('navigation').getByRole('link', { name: say.insight, exact: true }).first().click();
          await page.getByRole('tab', { name: say.tab }).or(page.getByRole('button', { name: say.tab, exact: true })).or(page.getByRole('link', { name: say.tab, exact: true })).first().click();
          await page.getByRole('combobox', { name: say.pick }).click();
          await page.getByTitle(category.name, { exact: true }).first().click();
          await page.getByRole('checkbox', { name: say.marketing }).uncheck();
          await page.getByRole('button', { name: say.make }).click();
          await page.getByRole('link', { name: say.open }).waitFor();
        });
        assert.ok(clicks <= 6, `${clicks} clicks`);
        const { segments } = await story.ask<Segments>('{ segments(first: 200) { nodes { id name } } }');
        const made = segments.nodes.filter(({ name }) => name.includes(category.name));
        assert.equal(made.length, 2, JSON.stringify(segments.nodes.map(({ name }) => name)));
        for (const { id } of made) await story.ask('mutation Drop($id: ID!) { archiveSegment(id: $id) { id } }', { id });
        for (const size of [{ width: 1440, height: 900 }, { width: 375, height: 812 }]) {
          await page.setViewportSize(size);
          await story.open(`/insight/next?category=${category.id}&marketing=false`);
          await page.getByRole('button', { name: say.make }).waitFor();
          await sound(story, `next.${language}.${size.width}`);
        }
      }));
  });
}
