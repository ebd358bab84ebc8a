import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, tell } from '../support/story.ts';

const words = {
  zh: { customers: '客户', condition: '条件', lastOrder: '最近购买', city: '城市', saveAs: '另存为', name: '视图名称', team: '我的团队', view: '近期购买的伦敦客户' },
  en: { customers: 'Customers', condition: 'Condition', lastOrder: 'Last purchase', city: 'city', saveAs: 'Save as', name: 'Name of the view', team: 'My team', view: 'Recent buyers in London' },
} as const;

interface Views {
  savedViews: { id: string; name: string; visibility: string }[];
}

after(closeBrowser);

for (const language of ['zh', 'en'] as const) {
  const say = words[language];
  describe(`The manager keeps a view for the team, ${language}`, () => {
    it('takes seven clicks: two conditions, a name, and for whom', () =>
      tell({ language }, async (story) => {
        const { page } = story;
        await story.signIn('MARKETING_MANAGER');
        const clicks = await story.clicks(async () => {
          await page.getByRole('navigation').getByRole('link', { name: say.customers, exact: true }).first().click();
          await page.getByRole('button', { name: say.condition, exact: true }).click();
          await page.getByRole('menuitem', { name: say.lastOrder, exact: true }).click();
          await page.getByRole('button', { name: say.condition, exact: true }).click();
          await page.getByRole('menuitem', { name: say.city, exact: true }).click();
          // What is typed goes into the condition that was just added: nobody reaches for the mouse in between.
          await page.waitForFunction((name) => document.activeElement?.getAttribute('aria-label') === name, say.city);
          await page.keyboard.type('London');
          await page.getByRole('button', { name: say.saveAs }).click();
          await page.getByRole('textbox', { name: say.name }).fill(say.view);
          await page.getByRole('radio', { name: say.team }).check();
          await page.keyboard.press('Control+Enter');
          await page.getByRole('tab', { name: say.view }).waitFor();
        });
        assert.ok(clicks <= 7, `${clicks} clicks`);
        const { savedViews } = await story.ask<Views>('query Kept { savedViews(list: "customers") { id name visibility } }');
        assert.equal(savedViews.find((view) => view.name === say.view)?.visibility, 'TEAM');
        for (const { id } of savedViews.filter((view) => view.name === say.view)) await story.ask('mutation Drop($id: ID!) { deleteView(id: $id) }', { id });
      }));
  });
}
