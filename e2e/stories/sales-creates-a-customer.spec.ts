import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, tell } from '../support/story.ts';

const words = {
  zh: { customers: '客户', create: '新建客户', name: '姓名', verb: '建立档案', similar: '可能已经有档案', person: '欧阳静宜' },
  en: { customers: 'Customers', create: 'New customer', name: 'Name', verb: 'Create record', similar: 'There may be a record already', person: 'Philippa Marchbanks' },
} as const;

after(closeBrowser);

for (const language of ['zh', 'en'] as const) {
  const say = words[language];
  describe(`Sales creates a customer, ${language}`, () => {
    it('takes three clicks and one name', () =>
      tell({ language }, async (story) => {
        await story.signIn('SALES');
        const clicks = await story.clicks(async () => {
          await story.page.getByRole('navigation').getByRole('link', { name: say.customers, exact: true }).first().click();
          await story.page.getByRole('button', { name: say.create }).click();
          await story.page.getByRole('textbox', { name: say.name, exact: true }).fill(say.person);
          await story.page.getByRole('button', { name: say.verb }).click();
          await story.page.getByRole('heading', { level: 1, name: say.person, exact: true }).waitFor();
        });
        assert.equal(clicks, 3);
      }));

    it('shows the record that is there already while one types', () =>
      tell({ language }, async (story) => {
        await story.signIn('SALES', '/customers/new');
        await story.page.getByRole('textbox', { name: say.name, exact: true }).fill(say.person);
        await story.page.getByRole('heading', { name: say.similar }).waitFor();
        await story.page.getByRole('link', { name: say.person }).first().waitFor();
        assert.deepEqual(await story.violations(), []);
      }));
  });
}
