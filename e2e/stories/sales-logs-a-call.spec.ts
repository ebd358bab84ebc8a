import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, tell, type Story } from '../support/story.ts';

const words = {
  zh: { find: '来电', log: '登记来电', create: '新建线索', call: '来电', name: '姓名', phone: '电话', subject: '意向', said: '通话内容', step: '下一步', on: '下一步日期', add: '登记线索', done: '线索已登记。' },
  en: { find: 'call', log: 'Log a call', create: 'New lead', call: 'A call', name: 'Name', phone: 'Phone', subject: 'Subject', said: 'What was said', step: 'Next step', on: 'On which day', add: 'Add lead', done: 'Lead added.' },
} as const;
const NEXT = '2027-03-04';

after(closeBrowser);

/** At the desk by the keyboard, on a phone by the button of the list. */
async function begin({ page }: Story, say: (typeof words)['zh' | 'en'], isPhone: boolean): Promise<void> {
  if (isPhone) {
    await page.getByRole('button', { name: say.create, exact: true }).first().click();
    await page.getByText(say.call, { exact: true }).click();
    return;
  }
  await page.keyboard.press('Control+k');
  await page.keyboard.type(say.find);
  await page.getByRole('option').filter({ hasText: say.log }).first().click();
}

for (const look of [{ language: 'zh', width: 1440 }, { language: 'en', width: 375 }] as const) {
  const say = words[look.language];
  describe(`Somebody calls, ${look.language}, ${look.width} wide`, () => {
    it('and stands as a lead with what was said and what comes next, in four clicks at most', () =>
      tell(look, async (story) => {
        const { page } = story;
        await story.signIn('SALES', '/leads');
        const subject = `Call ${look.language} ${Date.now()}`;
        const clicks = await story.clicks(async () => {
          await begin(story, say, look.width === 375);
          await page.getByLabel(say.name, { exact: true }).fill('Caller');
          await page.getByLabel(say.phone, { exact: true }).fill(`136${String(Date.now()).slice(-8)}`);
          await page.getByLabel(say.subject, { exact: true }).fill(subject);
          await page.getByLabel(say.said).fill('Wants a sample by spring');
          await page.getByLabel(say.step, { exact: true }).fill('Send the sample');
          await page.getByLabel(say.on, { exact: true }).fill(NEXT);
          await story.picture(`call.${look.language}.${look.width}`, { fullPage: true });
          assert.deepEqual(await story.violations(), []);
          await page.getByRole('button', { name: say.add, exact: true }).click();
          await page.getByText(say.done).waitFor();
        });
        assert.ok(clicks <= 4, `It took ${clicks} clicks`);
        await page.getByText('Wants a sample by spring').first().waitFor();
        await page.getByText('Send the sample').first().waitFor();
        const { leads } = await story.ask<{ leads: { nodes: { origin: string; nextOn: string | null; subject: string }[] } }>('{ leads(filter: { origin: { in: ["CALL"] } }, first: 100, sort: OPENED_AT, order: DESC) { nodes { origin nextOn subject } } }');
        assert.deepEqual(leads.nodes.filter((lead) => lead.subject === subject), [{ origin: 'CALL', nextOn: NEXT, subject }]);
      }));
  });
}
