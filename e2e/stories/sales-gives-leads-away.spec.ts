import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, tell, type Story } from '../support/story.ts';

const words = {
  zh: { all: '选择本页全部', assign: /^分配/, give: '分配 50 条', given: /已把 50 条线索分配给/, undo: '撤销', undone: /已撤销，50 条/ },
  en: { all: 'Select all rows', assign: /^Assign/, give: 'Assign 50', given: /50 leads given to/, undo: 'Undo', undone: /Undone, 50 leads/ },
} as const;
const FIFTY = 50;

after(closeBrowser);

interface Owned { id: string; owner: { id: string; name: string } | null }

/** Fifty leads that the seller's manager has written down just now: the newest of the list. */
async function fiftyLeads(story: Story, tag: string): Promise<void> {
  for (let at = 0; at < FIFTY; at += 1)
    await story.ask('mutation($i: CreateLeadInput!) { createLead(input: $i) { id } }', { i: { person: { name: `${tag} ${at}`, email: `${tag}${at}@example.com`.toLowerCase() }, subject: tag } });
}

async function owners(story: Story, tag: string): Promise<Owned[]> {
  const { leads } = await story.ask<{ leads: { nodes: Owned[] } }>('query($s: String!) { leads(filter: { search: $s }, first: 100) { nodes { id owner { id name } } } }', { s: tag });
  return leads.nodes;
}

for (const language of ['zh', 'en'] as const) {
  const say = words[language];
  // Told once more against the same product, they are other leads.
  const tag = `Batch${language}${Date.now().toString(36)}`;
  describe(`A manager gives fifty leads to a colleague and takes them back, ${language}`, () => {
    it('takes at most five clicks, and one to undo', () =>
      tell({ language }, async (story) => {
        const { page } = story;
        await story.signIn('MARKETING_MANAGER');
        await fiftyLeads(story, tag);
        const { me, users } = await story.ask<{ me: { id: string }; users: { nodes: { id: string; name: string }[] } }>('{ me { id } users(first: 200, sort: NAME) { nodes { id name } } }');
        const colleague = users.nodes.find(({ id, name }) => id !== me.id && users.nodes.filter((other) => other.name.includes(name)).length === 1)!;
        await story.open(`/leads?filter=${encodeURIComponent(JSON.stringify({ search: tag }))}`);
        await page.getByRole('link', { name: `${tag} 0`, exact: true }).waitFor({ state: 'attached' });
        const given = await story.clicks(async () => {
          await page.locator('.d-table thead .ant-checkbox-wrapper').first().click();
          await page.getByRole('toolbar').getByRole('button', { name: say.assign }).click();
          await page.getByRole('dialog').getByRole('combobox').waitFor();
          await page.keyboard.type(colleague.name);
          await page.getByTitle(colleague.name, { exact: true }).last().click();
          await page.getByRole('dialog').getByRole('button', { name: say.give, exact: true }).click();
          await page.getByText(say.given).waitFor();
        });
        assert.ok(given <= 5, `${given} clicks`);
        assert.deepEqual(await story.violations(), []);
        await story.picture(`leads-given.${language}`);
        const after = await owners(story, tag);
        assert.deepEqual([after.length, new Set(after.map(({ owner }) => owner?.id))], [FIFTY, new Set([colleague.id])]);
        const undone = await story.clicks(async () => {
          await page.getByRole('button', { name: say.undo, exact: true }).click();
          await page.getByText(say.undone).waitFor();
        });
        assert.equal(undone, 1);
        assert.deepEqual(new Set((await owners(story, tag)).map(({ owner }) => owner?.id)), new Set([me.id]));
        console.log(`${language}: ${given} clicks to give ${FIFTY} leads to a colleague, ${undone} to undo`);
        assert.deepEqual(story.complaints, []);
      }));
  });
}
