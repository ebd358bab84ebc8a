import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, tell, type Story } from '../support/story.ts';

const words = {
  zh: { find: '在列表中查找' },
  en: { find: 'Find in this list' },
} as const;

after(closeBrowser);

/** A customer within reach whose name is told by nobody else. */
async function someone(story: Story): Promise<string> {
  const { customers } = await story.ask<{ customers: { nodes: { name: string }[] } }>('{ customers(first: 50, sort: NAME) { nodes { name } } }');
  const names = customers.nodes.map(({ name }) => name);
  const found = names.find((name) => names.filter((other) => other.includes(name)).length === 1);
  assert.ok(found, 'the demo gives sales a customer of their own');
  return found;
}

for (const language of ['zh', 'en'] as const) {
  const say = words[language];
  const openedRecord = ({ page }: Story, name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();

  describe(`Sales finds a customer and opens the record, ${language}`, () => {
    it('takes no click by the keyboard', () =>
      tell({ language }, async (story) => {
        await story.signIn('SALES');
        const name = await someone(story);
        const clicks = await story.clicks(async () => {
          await story.page.keyboard.press('Control+k');
          await story.page.getByRole('dialog').getByRole('combobox').fill(name);
          await story.page.getByRole('dialog').getByRole('option', { name: new RegExp(`^${name}`), selected: true }).waitFor();
          await story.page.keyboard.press('Enter');
          await openedRecord(story, name);
        });
        assert.equal(clicks, 0);
      }));

    it('takes two clicks by the list', () =>
      tell({ language }, async (story) => {
        await story.signIn('SALES', '/customers');
        const name = await someone(story);
        const clicks = await story.clicks(async () => {
          await story.page.getByRole('textbox', { name: say.find }).click();
          await story.page.keyboard.type(name);
          await story.page.waitForURL(/search/);
          await story.page.getByRole('link', { name, exact: true }).click();
          await openedRecord(story, name);
        });
        assert.ok(clicks <= 2, `${clicks} clicks`);
      }));
  });
}
