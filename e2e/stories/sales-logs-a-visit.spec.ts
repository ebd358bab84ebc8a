import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, describe, it } from 'node:test';
import { closeBrowser, tell, type Story } from '../support/story.ts';

const words = {
  zh: { log: '登记沟通', visit: '拜访', said: '内容', text: '看了样品，满意。', soon: '3 天后', save: '保存', timeline: '时间线', communication: '沟通记录', print: '打印', pdf: '下载 PDF（中文）', done: '沟通已登记。', sections: { 需求分析: '需求分析', 沟通记录: '沟通记录', 潜在需求: '潜在需求', 市场反馈: '市场反馈', 时间线: '时间线' } },
  en: { log: 'Log contact', visit: 'Visit', said: 'What was said', text: 'Saw the samples and liked them.', soon: 'In 3 days', save: 'Save', timeline: 'Timeline', communication: 'Contacts', print: 'Print', pdf: 'Download PDF (English)', done: 'Logged.', sections: { Needs: 'Needs analysis', Contacts: 'Communication', 'Latent needs': 'Latent needs', Feedback: 'Market feedback', Timeline: 'Timeline' } },
} as const;

after(closeBrowser);

/** One of the seller's own customers. */
async function ownCustomer(story: Story): Promise<string> {
  const { me } = await story.ask<{ me: { id: string } }>('{ me { id } }');
  const { customers } = await story.ask<{ customers: { nodes: { id: string; can: string[] }[] } }>('query($owner: [ID!]) { customers(filter: { owner: { in: $owner } }, sort: LAST_ORDER_ON, order: DESC, first: 1) { nodes { id can } } }', { owner: [me.id] });
  return customers.nodes[0]!.id;
}

for (const language of ['zh', 'en'] as const) {
  const say = words[language];
  const look = language === 'zh' ? ({ language, theme: 'light' } as const) : ({ language, theme: 'dark', width: 375, height: 812 } as const);
  describe(`Sales logs a visit, ${language}`, () => {
    it('takes four clicks with the next date, stands on the timeline, and is printed with the whole record', () =>
      tell(look, async (story) => {
        const { page } = story;
        await story.signIn('SALES');
        const id = await ownCustomer(story);
        await story.open(`/customers/${id}`);
        const clicks = await story.clicks(async () => {
          await page.getByRole('button', { name: say.log }).first().click();
          await page.getByRole('dialog').getByText(say.visit, { exact: true }).click();
          await page.getByRole('dialog').getByLabel(say.said).fill(say.text);
          await page.getByRole('button', { name: say.soon, exact: true }).click();
          await page.getByRole('dialog').getByRole('button', { name: say.save }).click();
          await page.getByText(say.done).waitFor();
        });
        assert.equal(clicks, 4);
        await page.getByRole('tab', { name: say.timeline }).click();
        await page.getByText(say.text).first().waitFor();
        assert.deepEqual(await story.violations(), []);
        await story.picture(`archive-timeline.${language}`);
        await page.getByRole('button', { name: say.print }).click();
        const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: say.pdf }).click()]);
        assert.match(file.suggestedFilename(), /\.pdf$/);
        assert.equal((await readFile(await file.path())).subarray(0, 5).toString(), '%PDF-');
      }));

    it('finds every section sound', () =>
      tell(look, async (story) => {
        await story.signIn('SALES');
        const id = await ownCustomer(story);
        await story.open(`/customers/${id}`);
        await story.picture(`archive-basic.${language}`, { fullPage: true });
        for (const [section, heading] of Object.entries(say.sections)) {
          await story.page.getByRole('tab', { name: section, exact: true }).click();
          await story.page.getByRole('heading', { level: 2, name: heading, exact: true }).waitFor();
          await story.settled();
          assert.deepEqual([section, await story.violations()], [section, []]);
          await story.picture(`archive-${heading}.${language}`);
        }
        await story.page.getByRole('button', { name: say.log }).first().click();
        await story.page.getByRole('dialog').waitFor();
        assert.deepEqual(['drawer', await story.violations()], ['drawer', []]);
        await story.picture(`archive-log.${language}`);
        await story.open('/');
        await story.picture(`archive-home.${language}`);
        assert.deepEqual(story.complaints, []);
      }));
  });
}
