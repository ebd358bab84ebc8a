import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, tell, type Story, type StoryOptions } from '../support/story.ts';

const words = {
  zh: { edit: '更改定义', dormancy: '休眠天数', days: '天数', save: '保存并重新计算', says: (days: number) => `超过 ${days} 天没有购买即为流失。`, gone: '已流失', risk: '谁有风险' },
  en: { edit: 'Change', dormancy: 'Days dormant', days: 'Days', save: 'Save and compute', says: (days: number) => `Gone when there was no purchase for more than ${days} days.`, gone: 'Gone', risk: 'Who is at risk' },
} as const;

const looks: (StoryOptions & { wish: number })[] = [
  { language: 'zh', theme: 'light', width: 1440, height: 900, wish: 120 },
  { language: 'en', theme: 'dark', width: 375, height: 812, wish: 150 },
];

const PATIENCE_MS = 240_000;
const PAUSE_MS = 500;

/** Until the board has been computed under the definition in force. The demo does so by itself on its first start. */
async function computed(story: Story): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; ; await new Promise((next) => setTimeout(next, PAUSE_MS))) {
    const { churnBoard } = await story.ask<{ churnBoard: { asOf: string | null; isBehind: boolean; isRunning: boolean } }>('{ churnBoard { asOf isBehind isRunning } }');
    if (churnBoard.asOf !== null && !churnBoard.isBehind && !churnBoard.isRunning) return;
    if (Date.now() > end) throw new Error(`The board stays where it is: ${JSON.stringify(churnBoard)}`);
  }
}

after(closeBrowser);

for (const { wish, ...look } of looks) {
  const say = words[look.language!];
  describe(`A manager watches who leaves, ${look.language}, ${look.width} px`, () => {
    it('reads the board, says what counts as gone, and finds those who are gone', () =>
      tell(look, async (story) => {
        const { page } = story;
        await story.signIn('MARKETING_MANAGER');
        await computed(story);
        await story.open('/insight/churn');
        await page.getByRole('heading', { name: say.risk }).waitFor();
        assert.deepEqual(await story.violations(), []);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
        await story.picture(`churn.${look.language}.${look.width}`, { fullPage: true });
        await page.getByRole('button', { name: say.edit, exact: true }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByText(say.dormancy, { exact: true }).click();
        await dialog.getByLabel(say.days, { exact: true }).fill(String(wish));
        assert.deepEqual(await story.violations(), []);
        await story.picture(`churn-definition.${look.language}.${look.width}`);
        await dialog.getByRole('button', { name: say.save }).click();
        await page.getByText(say.says(wish)).waitFor();
        await computed(story);
        await story.open('/insight/churn');
        const gone = page.locator('.d-figures > div', { hasText: say.gone }).getByRole('link');
        const shown = Number((await gone.textContent())!.replace(/\D/gu, ''));
        await gone.click();
        await story.settled();
        const { customers } = await story.ask<{ customers: { totalCount: number } }>('{ customers(filter: { churnBand: { in: ["LEFT"] } }) { totalCount } }');
        assert.equal(customers.totalCount, shown);
        assert.match(page.url(), /\/customers\?.*churnBand/u);
        await story.ask('mutation { setChurnDefinition(input: { kind: GAP, factor: 2, horizonDays: 60 }) { id } }');
        await computed(story);
        assert.deepEqual(story.complaints, []);
      }));
  });
}
