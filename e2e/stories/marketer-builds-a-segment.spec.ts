import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, tell, type Story, type StoryOptions } from '../support/story.ts';

const words = {
  zh: { segments: '客户分群', create: '新建分群', condition: '条件', find: '查找字段、订单、行为…', city: '城市', ordered: '下单次数', save: '保存分群', name: '名称', team: '我的团队', asView: '同时存为客户列表的视图', matches: '符合条件', segment: '伦敦常客' },
  en: { segments: 'Segments', create: 'New segment', condition: 'Condition', find: 'Find a field, orders, behaviour…', city: 'city', ordered: 'times ordered', save: 'Save the segment', name: 'Name', team: 'My team', asView: 'Also keep it as a view of the customer list', matches: 'Match', segment: 'London regulars' },
} as const;

interface Kept {
  segments: { nodes: { id: string; name: string; visibility: string; count: { count: number } | null; definition: unknown }[] };
  savedViews: { id: string; name: string; visibility: string; state: { filter?: { segments?: { in: string[] } } } }[];
}

/** Dark on the desk in one language, light in the other; the phone at the end. */
const looks: Record<keyof typeof words, StoryOptions> = { zh: { language: 'zh', theme: 'light' }, en: { language: 'en', theme: 'dark' } };

after(closeBrowser);

async function sound(story: Story, name: string): Promise<void> {
  await story.settled();
  await story.picture(name);
  assert.deepEqual((await story.violations()).map(({ id, nodes }) => `${name}: ${id} at ${nodes.slice(0, 2).join(' and ')}`), []);
  const wider = await story.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wider <= 1, `${name}: ${wider} px wider than the window`);
}

for (const language of ['zh', 'en'] as const) {
  const say = words[language];
  describe(`The marketing manager builds a segment, ${language}`, () => {
    it('takes seven clicks at most: two conditions, the count at once, a view shared with the team', () =>
      tell(looks[language], async (story) => {
        const { page } = story;
        await story.signIn('MARKETING_MANAGER');
        const clicks = await story.clicks(async () => {
          await page.getByRole('navigation').getByRole('link', { name: say.segments, exact: true }).first().click();
          await page.getByRole('button', { name: say.create }).first().click();
          // The picker stands open and waits for words; each condition is named, taken by Enter, and given its value without the mouse.
          await page.waitForFunction((name) => document.activeElement?.getAttribute('aria-label') === name, say.find);
          await page.keyboard.type(say.city);
          await page.keyboard.press('Enter');
          await page.waitForFunction((name) => document.activeElement?.getAttribute('aria-label') === name, say.city);
          await page.keyboard.type('London');
          await page.getByRole('button', { name: say.condition, exact: true }).first().click();
          await page.waitForFunction((name) => document.activeElement?.getAttribute('aria-label') === name, say.find);
          await page.keyboard.type(say.ordered);
          await page.keyboard.press('Enter');
          await page.waitForFunction((name) => document.activeElement?.getAttribute('aria-label')?.startsWith(name), say.ordered);
          await page.keyboard.press('Control+A');
          await page.keyboard.type('2');
          await story.settled();
          await page.getByRole('region', { name: say.matches }).getByRole('status').filter({ hasText: /\d/ }).waitFor();
          await page.getByRole('button', { name: say.save }).click();
          await page.getByRole('textbox', { name: say.name, exact: true }).fill(say.segment);
          await page.getByRole('radio', { name: say.team }).check();
          await page.getByRole('checkbox', { name: say.asView }).check();
          await page.keyboard.press('Control+Enter');
          await page.getByRole('heading', { level: 1, name: say.segment }).waitFor();
        });
        assert.ok(clicks <= 7, `${clicks} clicks`);
        const kept = await story.ask<Kept>('query Kept { segments(first: 200) { nodes { id name visibility definition count { count } } } savedViews(list: "customers") { id name visibility state } }');
        const segment = kept.segments.nodes.find((one) => one.name === say.segment);
        const view = kept.savedViews.find((one) => one.name === say.segment);
        assert.equal(segment?.visibility, 'TEAM');
        assert.deepEqual(segment?.definition, { rule: { all: [{ customer: { city: { contains: 'London' } } }, { orders: { measure: 'COUNT', within: { last: 90 }, is: { min: 2 } } }] } });
        assert.equal(view?.visibility, 'TEAM');
        assert.deepEqual(view?.state.filter?.segments?.in, [segment?.id]);
        try {
          await look(story, language, segment?.id ?? '');
        } finally {
          await story.ask('mutation Drop($id: ID!) { deleteView(id: $id) }', { id: view?.id });
          await story.ask('mutation Drop($id: ID!) { archiveSegment(id: $id) { id } }', { id: segment?.id });
        }
      }));
  });
}

/** Each screen of segments, on the desk and on the phone. */
async function look(story: Story, language: string, id: string): Promise<void> {
  for (const size of [{ width: 1440, height: 900 }, { width: 375, height: 812 }]) {
    await story.page.setViewportSize(size);
    for (const [name, path] of [['list', '/segments'], ['page', `/segments/${id}`], ['edit', `/segments/${id}/edit`], ['compare', `/segments/compare?ids=${encodeURIComponent(JSON.stringify([id]))}`]] as const) {
      await story.open(path);
      await sound(story, `segments-${name}.${language}.${size.width}`);
    }
  }
}
