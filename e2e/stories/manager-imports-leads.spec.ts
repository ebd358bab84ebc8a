import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import exceljs from 'exceljs';
import { closeBrowser, tell } from '../support/story.ts';

const words = {
  zh: {
    choose: /选择文件/, next: '下一步', check: /^试算/, commit: /^写入 .*行$/, done: '导入完成', revert: '整批撤回', reverted: '已整批撤回',
    title: '2026 秋季展会线索登记表', head: ['线索编号', '姓名', '手机', '公司', '主题', '预计金额', '预计决策日期', '进入时间', '进入方式'], fair: '展会',
  },
  en: {
    choose: /choose one/, next: 'Next', check: /^Check/, commit: /^Commit .* rows$/, done: 'Import finished', revert: 'Revert the whole import', reverted: 'Reverted',
    title: 'Leads of the autumn fair 2026', head: ['Lead number', 'Name', 'Mobile', 'Company', 'Subject', 'Amount', 'Decides on', 'Opened at', 'How it came in'], fair: 'Trade fair',
  },
} as const;
const ROWS = 40;
const PATIENCE = 120_000;

after(closeBrowser);

/** What an office program saves: a title above the table, telephones and amounts as numbers, days as days; two days that are none. */
async function workbook({ title, head, fair }: (typeof words)['zh' | 'en'], run: string): Promise<Buffer> {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('Leads');
  sheet.addRow([title]);
  sheet.addRow([]);
  sheet.addRow(head);
  for (let at = 0; at < ROWS; at += 1) {
    const row = sheet.addRow([`${run}-${at}`, `Fair ${run} ${at}`, 13_900_000_000 + Number(run.slice(-6)) * 100 + at, `Company ${at}`, `Sample ${at}`, 1_000 + at * 12.5, at < 2 ? '2026-02-30' : new Date(Date.UTC(2026, 11, 1 + (at % 28))), new Date(Date.UTC(2026, 9, 15, 9, 30)), fair]);
    if (at >= 2) row.getCell(7).numFmt = 'yyyy-mm-dd';
    row.getCell(8).numFmt = 'yyyy/m/d h:mm';
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

for (const language of ['zh', 'en'] as const) {
  const say = words[language];
  describe(`A manager brings in the leads of a fair from a workbook, ${language}`, () => {
    it('maps by itself, commits what is good, and takes it all back', () =>
      tell({ language }, async (story) => {
        const run = `${language === 'zh' ? 1 : 2}${String(Date.now()).slice(-5)}`;
        await story.signIn('ADMINISTRATOR', '/imports/new?kind=leads');
        const { page } = story;
        const button = (name: string | RegExp) => page.getByRole('button', { name });
        const chooser = page.waitForEvent('filechooser');
        await page.getByText(say.choose).click();
        await (await chooser).setFiles({ name: 'fair.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: await workbook(say, run) });
        await button(say.next).waitFor();
        await story.picture(`lead-mapping.${language}`);
        await button(say.next).click();
        await button(say.check).click();
        await button(say.commit).waitFor({ timeout: PATIENCE });
        await story.picture(`lead-dry-run.${language}`);
        await button(say.commit).click();
        await page.getByRole('heading', { level: 1, name: say.done }).waitFor({ timeout: PATIENCE });
        const figures = await page.locator('.d-figures .d-figure').allTextContents();
        assert.deepEqual(figures.map(Number), [ROWS - 2, 0, 0, 2]);
        const { leads } = await story.ask<{ leads: { nodes: { subject: string; origin: string; decideOn: string; amount: { minor: number } }[] } }>(`{ leads(filter: { search: "Sample 7" }, first: 50) { nodes { subject origin decideOn amount } } }`);
        const found = leads.nodes.find(({ subject }) => subject === 'Sample 7');
        assert.equal(found?.origin, 'FAIR');
        assert.equal(found.decideOn, '2026-12-08');
        await button(say.revert).click();
        await page.getByText(say.reverted).first().waitFor({ timeout: PATIENCE });
        const left = await story.ask<{ leads: { nodes: { subject: string }[] } }>(`{ leads(filter: { search: "Sample 7" }, first: 50) { nodes { subject } } }`);
        assert.ok(!left.leads.nodes.some(({ subject }) => subject === 'Sample 7'));
      }));
  });
}
