import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, tell, type Story } from '../support/story.ts';

const words = {
  zh: { all: '选择本页全部', release: '放回公海', pool: '公海', reason: '原因', give: '放回 2 条', given: /2 条线索已放回公海/u, undo: '撤销', undone: '已撤销：2 条线索回到原来的负责人。', claim: /^领取/u, claimed: /已领取 1 条线索/u, gaveBack: '已退回公海。', title: '公海' },
  en: { all: 'Select all rows', release: 'To the pool', pool: 'Pool', reason: 'Reason', give: 'Release 2', given: /2 leads are in the pool/u, undo: 'Undo', undone: 'Undone: 2 leads are with their owners again.', claim: /^Claim/u, claimed: /Claimed 1 lead/u, gaveBack: 'Given back to the pool.', title: 'Lead pool' },
} as const;
const PATIENCE = 60_000;

after(closeBrowser);

const stateOf = async (story: Story, tag: string): Promise<number> =>
  (await story.ask<{ leads: { nodes: { owner: object | null }[] } }>('query($s: String!) { leads(filter: { search: $s }, first: 10) { nodes { owner { id } } } }', { s: tag })).leads.nodes.filter(({ owner }) => owner !== null).length;

for (const [language, width, height] of [['zh', 375, 812], ['en', 1440, 900]] as const) {
  const say = words[language];
  const tag = `Pool${language}${Date.now().toString(36)}`;
  describe(`Somebody in sales gives leads back and claims one, ${language}`, () => {
    it('and takes both back from the toast, as long as that costs nothing', () =>
      tell({ language }, async (story) => {
        const { page } = story;
        await story.signIn('ADMINISTRATOR');
        await story.ask('mutation($i: LeadPoolInput!) { createPool(input: $i) { id } }', { i: { name: tag, lockDays: 7 } });
        for (const at of [1, 2]) await story.ask('mutation($i: CreateLeadInput!) { createLead(input: $i) { id } }', { i: { person: { name: `${tag} ${at}` }, subject: tag } });
        await story.open(`/leads?filter=${encodeURIComponent(JSON.stringify({ search: tag }))}`);
        await page.getByRole('link', { name: `${tag} 1`, exact: true }).waitFor({ state: 'attached' });
        const give = async (): Promise<void> => {
          await page.locator('.d-table thead .ant-checkbox-wrapper').first().click();
          await page.getByRole('toolbar').getByRole('button', { name: say.release }).click();
          const dialog = page.getByRole('dialog');
          await dialog.getByLabel(say.pool, { exact: true }).click();
          await page.getByTitle(tag, { exact: true }).last().click();
          await dialog.getByLabel(say.reason, { exact: true }).click();
          await page.locator('.ant-select-item-option:visible').first().click();
          await dialog.getByRole('button', { name: say.give, exact: true }).click();
          await page.getByText(say.given).waitFor({ timeout: PATIENCE });
        };
        await give();
        await story.picture(`leads-released.${language}`);
        await page.getByRole('button', { name: say.undo, exact: true }).click();
        await page.getByText(say.undone).waitFor({ timeout: PATIENCE });
        assert.equal(await stateOf(story, tag), 2);
        await story.open(`/leads?filter=${encodeURIComponent(JSON.stringify({ search: tag }))}`);
        await give();
        await page.setViewportSize({ width, height });
        const tab = page.getByRole('tab', { name: tag });
        // Whoever gave a lead back is locked out of it: a colleague claims.
        await story.signIn('MARKETING_MANAGER', '/pool');
        if ((await tab.count()) > 0) await tab.click();
        await page.getByRole('button', { name: say.claim }).first().waitFor({ timeout: PATIENCE });
        assert.deepEqual(await story.violations(), []);
        await page.getByRole('button', { name: say.claim }).first().click();
        await page.getByText(say.claimed).waitFor({ timeout: PATIENCE });
        await story.picture(`pool-claimed.${language}.${width}`);
        await page.getByRole('button', { name: say.undo, exact: true }).click();
        await page.getByText(say.gaveBack).waitFor({ timeout: PATIENCE });
        assert.equal(await stateOf(story, tag), 0);
        assert.deepEqual(story.complaints, []);
      }));
  });
}
