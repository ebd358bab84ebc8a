import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, tell, type Story, type StoryOptions } from '../support/story.ts';

const words = {
  zh: { add: '新建方案', name: '名称', addRule: '添加规则', ruleName: '规则名称', scoreTo: '评分上限', scoreFrom: '评分下限', amountFrom: '金额下限', amountTo: '金额上限', products: '产品', one: '添加一条信息', attribute: '名称', values: '为其中之一', people: '人员', weight: /的权重$/u, done: '完成', wrong: '上限不能低于下限。', sentence: /评分 40 – 80；金额 .*；规模为大 → /u, save: '保存', saved: '方案已保存，启用后生效。', simulate: '用最近 30 天模拟', found: /条线索会分到人/u, would: /会等待|会分给/u },
  en: { add: 'New policy', name: 'Name', addRule: 'Add a rule', ruleName: 'Name of the rule', scoreTo: 'Score to', scoreFrom: 'Score from', amountFrom: 'Amount from', amountTo: 'Amount to', products: 'Products', one: 'Add one', attribute: 'Name of the answer', values: 'is one of', people: 'People', weight: /^Weight of /u, done: 'Done', wrong: 'The upper bound must not be below the lower one.', sentence: /score 40 – 80; amount .*; 规模 is 大 → /u, save: 'Save', saved: 'The policy is saved; it holds once it is switched on.', simulate: 'Simulate the last 30 days', found: /leads would find an owner/u, would: /would wait|would get it/u },
} as const;
const PATIENCE = 60_000;
const looks: StoryOptions[] = [{ language: 'zh', theme: 'light', width: 375, height: 812 }, { language: 'en', theme: 'dark' }];

after(closeBrowser);

/** One rule with bounds on both sides, an answer and a weight of its own; then one for all the others. */
async function write(story: Story, say: (typeof words)['zh' | 'en'], shot: (name: string) => Promise<unknown>): Promise<void> {
  const { page } = story;
  const dialog = page.getByRole('dialog');
  const some = async (weight: string): Promise<void> => {
    await dialog.getByLabel(say.people, { exact: true }).click();
    await page.locator('.ant-select-item-option:visible').first().click();
    await page.keyboard.press('Escape');
    await dialog.getByLabel(say.weight).first().fill(weight);
  };
  await page.getByRole('button', { name: say.addRule }).click();
  await dialog.getByLabel(say.ruleName).fill('重点');
  await dialog.getByLabel(say.scoreFrom).fill('80');
  await dialog.getByLabel(say.scoreTo).fill('40');
  await dialog.getByLabel(say.amountFrom).fill('1000');
  await dialog.getByLabel(say.amountTo).fill('500000');
  await dialog.getByRole('button', { name: say.one }).click();
  await dialog.getByLabel(say.attribute, { exact: true }).fill('规模');
  await dialog.getByLabel(say.values).fill('大');
  await page.keyboard.press('Enter');
  await some('2');
  await dialog.getByRole('button', { name: say.done }).click();
  await dialog.getByText(say.wrong).waitFor({ timeout: PATIENCE });
  assert.deepEqual(await story.violations(), []);
  await shot('wrong');
  await dialog.getByLabel(say.scoreFrom).fill('40');
  await dialog.getByLabel(say.scoreTo).fill('80');
  await shot('rule');
  await dialog.getByRole('button', { name: say.done }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText(say.sentence).waitFor({ timeout: PATIENCE });
  await page.getByRole('button', { name: say.addRule }).click();
  await dialog.getByLabel(say.ruleName).fill('其余');
  await some('1');
  await dialog.getByRole('button', { name: say.done }).click();
  await dialog.waitFor({ state: 'hidden' });
}

for (const look of looks) {
  const say = words[look.language!];
  const name = `${look.language}.${look.width ?? 1440}`;
  describe(`A manager sets up assignment, ${look.language}, ${look.width ?? 1440} px`, () => {
    it('writes rules, tries them, and runs them over last month before switching on', () =>
      tell(look, async (story) => {
        const { page } = story;
        const shot = (part: string): Promise<string> => story.picture(`assignment-${part}.${name}`, { fullPage: true });
        await story.signIn('ADMINISTRATOR', '/lead-settings/assignment');
        await page.getByRole('button', { name: say.add }).click();
        await page.getByLabel(say.name, { exact: true }).fill(`方案 ${name}`);
        await write(story, say, shot);
        await page.getByRole('button', { name: say.save, exact: true }).click();
        await page.getByText(say.saved).waitFor({ timeout: PATIENCE });
        await page.getByText(say.would).first().waitFor({ timeout: PATIENCE });
        await page.getByRole('button', { name: say.simulate }).click();
        await page.getByText(say.found).first().waitFor({ timeout: PATIENCE });
        await story.settled();
        assert.deepEqual(await story.violations(), []);
        await shot('simulated');
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth), false, 'nothing stands beyond the edge');
        assert.deepEqual(story.complaints, []);
      }));
  });
}
