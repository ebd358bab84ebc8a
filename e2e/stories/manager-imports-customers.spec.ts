import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, tell } from '../support/story.ts';

const words = {
  zh: { imports: '导入', start: '开始导入', choose: /选择文件/, next: '下一步', check: /^试算/, commit: /^写入 .*行$/, done: '导入完成', revert: '整批撤回', reverted: '已整批撤回', head: '客户编号,姓名,手机,邮箱,城市' },
  en: { imports: 'Import', start: 'Start an import', choose: /choose one/, next: 'Next', check: /^Check/, commit: /^Commit .* rows$/, done: 'Import finished', revert: 'Revert the whole import', reverted: 'Reverted', head: 'Customer number,Name,Mobile,E-mail,City' },
} as const;
const ROWS = 1_000;
const BAD = 30;

after(closeBrowser);

/** A thousand customers with numbers from the range for examples; thirty have an address that is none. */
function file(head: string, run: string): Buffer {
  const rows = Array.from({ length: ROWS }, (_, at) => {
    const mail = at % Math.floor(ROWS / BAD) === 0 && at / Math.floor(ROWS / BAD) < BAD ? 'nobody' : `k${at}@story.example`;
    return `${run}-${at},Story ${run} ${at},+4420794600${String(at % 100).padStart(2, '0')},${mail},Bristol`;
  });
  return Buffer.from([head, ...rows].join('\r\n'));
}

for (const language of ['zh', 'en'] as const) {
  const say = words[language];
  describe(`A manager imports a thousand rows, ${language}`, () => {
    it('takes eight clicks from the home page to the commit, and can be taken back', () =>
      tell({ language }, async (story) => {
        await story.signIn('MARKETING_MANAGER');
        const { page } = story;
        const button = (name: string | RegExp) => page.getByRole('button', { name });
        const clicks = await story.clicks(async () => {
          await page.getByRole('navigation').getByRole('link', { name: say.imports, exact: true }).first().click();
          await button(say.start).first().click();
          const chooser = page.waitForEvent('filechooser');
          await page.getByText(say.choose).click();
          await (await chooser).setFiles({ name: 'customers.csv', mimeType: 'text/csv', buffer: file(say.head, language) });
          await button(say.next).click();
          await button(say.check).click();
          await button(say.commit).waitFor({ timeout: 60_000 });
          await button(say.commit).click();
          await page.getByRole('heading', { level: 1, name: say.done }).waitFor({ timeout: 120_000 });
        });
        assert.ok(clicks <= 8, `${clicks} clicks`);
        const figures = await page.locator('.d-figures .d-figure').allTextContents();
        assert.deepEqual(figures.map(Number), [ROWS - BAD, 0, 0, BAD]);
        await button(say.revert).click();
        await page.getByText(say.reverted).first().waitFor({ timeout: 120_000 });
      }));
  });
}
