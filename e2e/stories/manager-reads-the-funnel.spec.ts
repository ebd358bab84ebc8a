import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, tell, type Story } from '../support/story.ts';

const words = {
  zh: { groups: '分组比较', cohorts: '按周同期群', cells: /^原因与/ },
  en: { groups: 'Parts compared', cohorts: 'Cohorts by week', cells: /^Reason and/ },
} as const;
/** Links of a table looked at: those of its first rows. */
const MOST = 6;
/** How often the page is read anew before the difference is believed. */
const TRIES = 5;

after(closeBrowser);

/** The rows of a table: where each leads, and how many leads it tells of. */
async function rowsOf({ page }: Story, name: string | RegExp, column: number): Promise<{ filter: unknown; told: number }[]> {
  const rows = page.getByRole('table', { name }).locator('tbody tr').filter({ has: page.locator('a') });
  await rows.first().waitFor();
  const found = [];
  for (const row of (await rows.all()).slice(0, MOST)) {
    const href = await row.locator('a').first().getAttribute('href');
    found.push({ filter: JSON.parse(new URL(href!, 'http://x').searchParams.get('filter')!) as unknown, told: Number((await row.locator('td').nth(column).innerText()).replaceAll(',', '')) });
  }
  return found;
}

async function countOf(story: Story, filter: unknown): Promise<number> {
  const { leads } = await story.ask<{ leads: { totalCount: number } }>('query($f: LeadFilter) { leads(filter: $f, first: 1) { totalCount } }', { f: filter });
  return leads.totalCount;
}

/** Each row leads to as many leads as it tells of. A lead may come in while one looks: then the table is read again. */
async function agrees(story: Story, name: string | RegExp, column: number): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const rows = await rowsOf(story, name, column);
    const counts = await Promise.all(rows.map(({ filter }) => countOf(story, filter)));
    if (rows.every(({ told }, at) => told === counts[at])) return assert.ok(rows.length > 0);
    if (tries === TRIES) return assert.deepEqual(rows.map(({ told }) => told), counts);
    await story.page.reload();
  }
}

for (const look of [{ language: 'zh', theme: 'dark', width: 1440, height: 900 }, { language: 'en', theme: 'light', width: 1440, height: 900 }] as const) {
  const say = words[look.language];
  describe(`A manager reads the funnel, ${look.language}`, () => {
    it('comes from parts, weeks and cells of loss to as many leads as they tell of, within reach', () =>
      tell(look, async (story) => {
        const { page } = story;
        await story.signIn('MARKETING_MANAGER', '/leads/funnel');
        await agrees(story, say.groups, 1);
        await agrees(story, say.cohorts, 1);
        await agrees(story, say.cells, 2);
        await story.settled();
        await story.picture(`funnel.${look.language}`, { fullPage: true });
        await page.getByRole('table', { name: say.cells }).locator('tbody a').first().click();
        await page.waitForURL(/\/leads\?/);
        await page.getByRole('table', { name: say.cells }).last().waitFor({ state: 'detached' });
        await story.settled();
        await story.picture(`funnel-cell.${look.language}`);
        assert.deepEqual(story.complaints, []);
      }));
  });
}
