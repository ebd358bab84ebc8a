import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, tell, type Story } from '../support/story.ts';

const words = {
  zh: { title: '跟进', interested: '有意向', said: '内容', text: '看过方案，下周再谈。', soon: '3 天后', save: '保存', done: '跟进已登记。', hold: '我来处理', letGo: '放手', funnel: '线索转化', steps: '漏斗' },
  en: { title: 'Follow-up', interested: 'Interested', said: 'What was said', text: 'Has read the offer; talk again next week.', soon: 'In 3 days', save: 'Save', done: 'Follow-up logged.', hold: 'I am on it', letGo: 'Let go', funnel: 'How leads convert', steps: 'Funnel' },
} as const;

after(closeBrowser);

/** An open lead of the seller’s own. */
async function ownLead(story: Story, name: string): Promise<string> {
  const { createLead } = await story.ask<{ createLead: { id: string } }>('mutation($name: String!) { createLead(input: { person: { name: $name }, subject: "Spec" }) { id } }', { name });
  return createLead.id;
}

for (const language of ['zh', 'en'] as const) {
  const say = words[language];
  for (const look of [{ language, theme: 'light', width: 1440, height: 900 }, { language, theme: 'dark', width: 375, height: 812 }] as const) {
    describe(`Sales follows a lead, ${language}, ${look.width}`, () => {
      it('logs what was said with the next date in at most four clicks, and says who works on it', () =>
        tell(look, async (story) => {
          const { page } = story;
          await story.signIn('SALES');
          const id = await ownLead(story, `Lin ${language} ${look.width}`);
          await story.open(`/leads/${id}`);
          const form = page.locator('.follow-form');
          await form.waitFor();
          const clicks = await story.clicks(async () => {
            await form.getByText(say.interested, { exact: true }).click();
            await form.getByLabel(say.said).fill(say.text);
            await form.getByRole('button', { name: say.soon, exact: true }).click();
            await form.getByRole('button', { name: say.save }).click();
            await page.getByText(say.done).waitFor();
          });
          assert.ok(clicks <= 4, `${clicks} clicks`);
          await page.locator('.follow-list').getByText(say.text).waitFor();
          const { lead } = await story.ask<{ lead: { stage: string; firstResponseAt: string | null; nextOn: string | null } }>('query($id: ID!) { lead(id: $id) { stage firstResponseAt nextOn } }', { id });
          assert.equal(lead.stage, 'CONTACTED');
          assert.ok(lead.firstResponseAt && lead.nextOn);
          await page.getByRole('button', { name: say.hold }).click();
          await page.getByRole('button', { name: say.letGo }).waitFor();
          assert.deepEqual(await story.violations(), []);
          await story.picture(`lead-follow.${language}.${look.width}`, { fullPage: true });
        }));

      it('reads how leads convert', () =>
        tell(look, async (story) => {
          await story.signIn('MARKETING_MANAGER');
          await story.open('/leads/funnel');
          await story.page.getByRole('heading', { level: 2, name: say.steps, exact: true }).waitFor();
          await story.settled();
          assert.deepEqual(await story.violations(), []);
          await story.picture(`lead-funnel.${language}.${look.width}`, { fullPage: true });
          assert.deepEqual(story.complaints, []);
        }));
    });
  }
}
