import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, openStory, tell } from '../support/story.ts';

const words = {
  zh: { name: '名称', title: '标题（中文）', makesLead: '生成线索', captcha: '防机器人验证', isNeed: '回答就是线索的需求', addQuestion: '添加题目', label: '问题（中文）', create: '建立', publish: '发布', open: '打开页面', who: '姓名', phone: '电话', need: '需要什么', send: '提交', worked: '验证完成，可以提交。', thanks: '谢谢，我们已经收到。', script: /请打开 JavaScript/ },
  en: { name: 'Name', title: 'Title (English)', makesLead: 'Make leads', captcha: 'Keep programs out', isNeed: 'The answer is what the lead needs', addQuestion: 'Add a question', label: 'Question (English)', create: 'Create', publish: 'Publish', open: 'Open the page', who: 'Name', phone: 'Phone', need: 'What you need', send: 'Send', worked: 'Done. You can send it.', thanks: 'Thank you, we have received it.', script: /Switch JavaScript on/ },
} as const;

after(closeBrowser);

const OPEN = '{ leads(filter: { origin: { in: ["FORM"] } }, first: 20) { nodes { need subject origin } } }';

for (const look of [{ language: 'zh', theme: 'dark', width: 375 }, { language: 'en', theme: 'light', width: 1440 }] as const) {
  const say = words[look.language];
  describe(`A visitor asks for an offer, ${look.language}, ${look.width} wide`, () => {
    it('by a form that a manager has built to make leads and to keep programs out', () =>
      tell(look, async (story) => {
        const { page } = story;
        await story.signIn('MARKETING_MANAGER', '/forms/new');
        await page.getByLabel(say.name, { exact: true }).first().fill(`Offer ${look.width}`);
        await page.getByLabel(say.title, { exact: true }).fill(`Offer ${look.width}`);
        await page.getByLabel(say.makesLead, { exact: true }).check();
        await page.getByLabel(say.captcha, { exact: true }).check();
        await story.picture(`form-switches.${look.language}.${look.width}`);
        await page.getByRole('button', { name: say.addQuestion, exact: true }).click();
        await page.getByLabel(say.label, { exact: true }).last().fill(say.need);
        await page.getByLabel(say.isNeed, { exact: true }).check();
        await story.settled();
        assert.deepEqual(await story.violations(), []);
        await story.picture(`form-of-leads.${look.language}.${look.width}`, { fullPage: true });
        await page.getByRole('button', { name: say.create, exact: true }).click();
        await page.getByRole('button', { name: say.publish, exact: true }).click();
        const address = (await page.getByRole('link', { name: say.open, exact: true }).getAttribute('href')) ?? '';

        await visit(look, address, `Offer please ${look.width}`);
        await page.waitForFunction(async ({ query, need }) => {
          const answer = await fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json', 'x-requested-with': 'dossier' }, body: JSON.stringify({ query }) });
          const { data } = (await answer.json()) as { data: { leads: { nodes: { need: string | null }[] } } | null };
          return data?.leads.nodes.some((lead) => lead.need === need) ?? false;
        }, { query: OPEN, need: `Offer please ${look.width}` }, { timeout: 60_000, polling: 500 });
      }));
  });
}

/** Somebody outside: without scripts they are told, with them the browser works while they fill in. */
async function visit(look: { language: 'zh' | 'en'; theme: 'light' | 'dark'; width: number }, address: string, need: string): Promise<void> {
  const say = words[look.language];
  const story = await openStory(look);
  try {
    const { page } = story;
    const bare = await story.context.browser()!.newContext({ javaScriptEnabled: false, locale: look.language === 'zh' ? 'zh-CN' : 'en-GB' });
    const plain = await bare.newPage();
    await plain.goto(address);
    await plain.getByText(say.script).waitFor();
    await bare.close();
    await page.goto(address);
    await page.getByLabel(say.who).fill(`Asker ${look.width}`);
    await page.getByLabel(say.phone).fill(`154${look.width === 375 ? '10' : '11'}003001`);
    await page.getByLabel(say.need).fill(need);
    await page.getByText(say.worked, { exact: true }).waitFor();
    assert.deepEqual(await story.violations(), []);
    await story.picture(`form-with-work.${look.language}.${look.theme}.${look.width}`, { fullPage: true });
    for (let tries = 0; tries < 20 && (await page.getByText(say.thanks, { exact: true }).count()) === 0; tries += 1) {
      if (tries > 0) await page.waitForTimeout(1_500);
      await page.getByRole('button', { name: say.send, exact: true }).click();
      await page.waitForLoadState('load');
    }
    await page.getByText(say.thanks, { exact: true }).waitFor();
    assert.deepEqual(story.complaints.filter((text) => !text.includes('422')), []);
  } finally {
    await story.close();
  }
}
