import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { closeBrowser, openStory, tell, type Story } from '../support/story.ts';
import { scored } from '../support/models.ts';

const words = {
  zh: { export: '导出', files: '导出', verb: /^导出 [\d,]+ 位$/u, reason: '用途', finding: /^最有价值的十分之一/u, download: /^下载/u, list: '客户列表' },
  en: { export: 'Export', files: 'Exports', verb: /^Export [\d,]+$/u, reason: 'What for', finding: /^The best tenth/u, download: /^Download/u, list: 'List of Customers' },
} as const;

before(async () => {
  const story = await openStory();
  try {
    await story.signIn('ADMINISTRATOR');
    await scored(story, 'VALUE');
  } finally {
    await story.close();
  }
});
after(closeBrowser);

/** Presses the tallest bar of the chart with this title, as a hand would: anywhere in its column. */
async function pressABar(story: Story, title: RegExp): Promise<void> {
  const plot = story.page.getByRole('img', { name: title });
  await plot.scrollIntoViewIfNeeded();
  await plot.locator('svg path').first().waitFor({ state: 'attached' });
  const bar = await plot.evaluate((node) => {
    const frame = node.getBoundingClientRect();
    const bars = [...node.querySelectorAll('svg path')].map((path) => path.getBoundingClientRect()).filter(({ width, height }) => width > 12 && width < frame.width / 4 && height > 4);
    const tallest = bars.sort((one, other) => other.height - one.height)[0];
    return tallest ? { x: tallest.x + tallest.width / 2, y: tallest.bottom - 2 } : null;
  });
  assert.ok(bar, 'the chart has bars');
  await story.page.mouse.click(bar.x, bar.y);
}

for (const look of [{ language: 'zh', theme: 'light' }, { language: 'en', theme: 'dark' }] as const) {
  const say = words[look.language];
  describe(`From a bar of a chart to its customers to a file, ${look.language}`, () => {
    it('takes five clicks at most', () =>
      tell(look, async (story) => {
        const { page } = story;
        await story.signIn('MARKETING_MANAGER', '/insight');
        assert.deepEqual(await story.violations(), []);
        await story.picture(`insight-value.${look.language}`, { fullPage: true });
        let name = '';
        const clicks = await story.clicks(async () => {
          await pressABar(story, say.finding);
          await page.waitForURL(/\/customers\?/);
          await story.settled();
          await page.getByRole('table', { name: say.list }).locator('tbody a').first().waitFor();
          assert.deepEqual(await story.violations(), []);
          await story.picture(`bar-customers.${look.language}`);
          await page.getByRole('button', { name: say.export, exact: true }).click();
          // What is typed is free, and Ctrl and Enter send the form.
          await page.getByRole('textbox', { name: say.reason }).fill(`Bar ${look.language}`);
          await page.getByRole('button', { name: say.verb }).click();
          await page.getByRole('dialog').waitFor({ state: 'detached' });
          await page.getByRole('navigation').getByRole('link', { name: say.files, exact: true }).first().click();
          const coming = page.waitForEvent('download', { timeout: 120_000 });
          await page.getByRole('row', { name: `Bar ${look.language}` }).getByRole('link', { name: say.download }).click({ timeout: 120_000 });
          name = (await coming).suggestedFilename();
        });
        assert.match(name, /\.xlsx$/);
        assert.ok(clicks <= 5, `${clicks} clicks`);
        assert.deepEqual(story.complaints, []);
      }));
  });
}
