import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, openStory, type Story } from '../support/story.ts';

const words = {
  zh: { looking: '也在看这条线索', hold: '我来处理', letGo: '放手', working: '正在处理，至', takeOver: '由我接手' },
  en: { looking: 'Also looking at this lead', hold: 'I am on it', letGo: 'Let go', working: 'is working on it until', takeOver: 'Take over' },
} as const;

const PATIENCE = 60_000;

after(closeBrowser);

const presenceOf = (story: Story) => story.page.locator('.lead-presence');

for (const language of ['zh', 'en'] as const) {
  const say = words[language];
  for (const look of [{ language, theme: 'light', width: 1440, height: 900 }, { language, theme: 'dark', width: 375, height: 812 }] as const) {
    describe(`Two people meet at a lead, ${language}, ${look.width}`, () => {
      it('each sees the other, the hold shows, and it ends when its holder leaves', async (test) => {
        const [first, second] = [await openStory(look), await openStory(look)];
        try {
          await first.signIn('SALES');
          await second.signIn('MARKETING_MANAGER');
          const { createLead } = await first.ask<{ createLead: { id: string } }>('mutation($name: String!) { createLead(input: { person: { name: $name }, subject: "Meet" }) { id } }', { name: `Meet ${language} ${look.width}` });
          await first.open(`/leads/${createLead.id}`);
          await presenceOf(first).getByRole('button', { name: say.hold }).waitFor();
          await second.open(`/leads/${createLead.id}`);
          await presenceOf(second).getByText(say.looking).waitFor({ timeout: PATIENCE });
          const came = Date.now();
          await presenceOf(first).getByText(say.looking).waitFor({ timeout: PATIENCE });
          test.diagnostic(`seen after ${Date.now() - came} ms`);

          await presenceOf(first).getByRole('button', { name: say.hold }).click();
          await presenceOf(first).getByRole('button', { name: say.letGo }).waitFor();
          await presenceOf(second).getByText(say.working).waitFor({ timeout: PATIENCE });
          await presenceOf(second).getByRole('button', { name: say.takeOver }).waitFor();
          assert.deepEqual(await second.violations(), []);
          await presenceOf(second).scrollIntoViewIfNeeded();
          await second.picture(`presence.${language}.${look.width}`);

          await first.open('/leads');
          const went = Date.now();
          await presenceOf(second).getByText(say.working).waitFor({ state: 'detached', timeout: PATIENCE });
          test.diagnostic(`free after ${Date.now() - went} ms`);
          await presenceOf(second).getByText(say.looking).waitFor({ state: 'detached', timeout: PATIENCE });
          await presenceOf(second).getByRole('button', { name: say.hold }).waitFor();
          assert.deepEqual([first.complaints, second.complaints], [[], []]);
        } finally {
          await first.close();
          await second.close();
        }
      });
    });
  }
}
