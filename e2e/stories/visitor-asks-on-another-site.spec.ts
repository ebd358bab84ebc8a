import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { FrameLocator, Page } from 'playwright-core';
import { startMailbox } from '../support/mailbox.ts';
import { sites, type Sites } from '../support/sites.ts';
import { closeBrowser, openStory, productUrl, tell, type Story } from '../support/story.ts';

const words = {
  zh: { embed: '嵌入网页', sites: '允许的网站', save: '保存', saved: '允许的网站已保存', who: '姓名', email: '邮箱', need: '需要什么', send: '提交', worked: '验证完成，可以提交。', thanks: '谢谢，我们已经收到。', mailed: '请查看您的邮箱', confirm: '确认', confirmed: '已确认' },
  en: { embed: 'Embed', sites: 'Sites that may', save: 'Save', saved: 'The sites are saved', who: 'Name', email: 'E-mail', need: 'What you need', send: 'Send', worked: 'Done. You can send it.', thanks: 'Thank you, we have received it.', mailed: 'Please look into your mailbox', confirm: 'Confirm', confirmed: 'Confirmed' },
} as const;
type Words = (typeof words)['zh' | 'en'];
const PATIENCE = 60_000;
const LEADS = '{ leads(filter: { origin: { in: ["FORM"] } }, first: 50) { nodes { need touches customer { name } } } }';
const pictures = process.env['PICTURES'] ?? join(import.meta.dirname, '../../dist/pictures');

const looks = [
  { language: 'zh', width: 1440, confirms: true }, { language: 'en', width: 1440, confirms: false },
  { language: 'zh', width: 375, confirms: false }, { language: 'en', width: 375, confirms: true },
] as const;
type Look = (typeof looks)[number];

let box: Awaited<ReturnType<typeof startMailbox>>;
let others: Sites;
before(async () => {
  mkdirSync(pictures, { recursive: true });
  box = await startMailbox();
  others = await sites();
});
after(async () => {
  await closeBrowser();
  others.close();
  await box.close();
});

/** A published form that makes leads and keeps programs out; named on its screen is the one site that may show it. Gives the code for that site. */
async function codeOf(story: Story, say: Words, { confirms }: Look): Promise<string> {
  const { page } = story;
  await story.signIn('MARKETING_MANAGER', '/forms');
  const input = {
    name: 'On another site', title: { zh: '索取报价', en: 'Ask for an offer' }, makesLead: true, captcha: true, doubleOptIn: confirms,
    questions: [
      { kind: 'FIELD', field: 'NAME', label: { zh: words.zh.who, en: words.en.who }, required: true }, { kind: 'FIELD', field: 'EMAIL', label: { zh: words.zh.email, en: words.en.email }, required: true },
      { kind: 'TEXT', label: { zh: words.zh.need, en: words.en.need }, isNeed: true },
    ],
  };
  const { createForm: form } = await story.ask<{ createForm: { id: string } }>('mutation($i: FormInput!) { createForm(kind: FORM, input: $i) { id } }', { i: input });
  await story.ask('mutation($id: ID!) { publishForm(id: $id) { id } }', { id: form.id });
  await story.open(`/forms/${form.id}`);
  await page.getByRole('button', { name: say.embed, exact: true }).click();
  await page.getByRole('combobox', { name: say.sites }).fill(others.shop);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: say.save, exact: true }).click();
  await page.getByText(say.saved).waitFor();
  return (await page.locator('pre.d-code').textContent()) ?? '';
}

/** Sends until it is taken: a page that is sent as quickly as a program sends it asks once more, with everything still in it. */
async function sendUntil(outside: Page, frame: FrameLocator, { send }: Words, said: string): Promise<void> {
  const thanks = frame.getByRole('heading', { name: said }).or(frame.getByText(said, { exact: true }));
  for (let tries = 0; tries < 20 && (await thanks.count()) === 0; tries += 1) {
    if (tries > 0) await outside.waitForTimeout(1_500);
    const button = frame.getByRole('button', { name: send, exact: true });
    if ((await button.count()) > 0) await button.click();
  }
  await thanks.first().waitFor({ timeout: PATIENCE });
}

/** Somebody on the page of the shop: the form stands in it, their browser works while they fill in, and they are thanked there. */
async function ask(outside: Page, look: Look, asker: { name: string; email: string; need: string }): Promise<void> {
  const say = words[look.language];
  await outside.goto(`${others.shop}/`);
  const frame = outside.frameLocator('#here iframe');
  await frame.getByLabel(say.who).fill(asker.name, { timeout: PATIENCE });
  await frame.getByLabel(say.email).fill(asker.email);
  await frame.getByLabel(say.need).fill(asker.need);
  await frame.getByText(say.worked, { exact: true }).waitFor({ timeout: PATIENCE });
  await outside.screenshot({ path: join(pictures, `form-on-another-site.${look.language}.${look.width}.png`), fullPage: true });
  await sendUntil(outside, frame, say, look.confirms ? say.mailed : say.thanks);
  assert.equal(new URL(outside.url()).origin, others.shop, 'The page around stays where it was');
  await outside.screenshot({ path: join(pictures, `form-on-another-site-thanks.${look.language}.${look.width}.png`), fullPage: true });
}

const leadOf = async (story: Story, need: string) => (await story.ask<{ leads: { nodes: { need: string | null; touches: number; customer: { name: string } | null }[] } }>(LEADS)).leads.nodes.filter((lead) => lead.need === need);

async function arrived(story: Story, need: string) {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await story.page.waitForTimeout(500)) {
    const found = await leadOf(story, need);
    if (found.length > 0) return found;
  }
  throw new Error('No lead has come');
}

for (const look of looks)
  describe(`A visitor of another site asks for an offer, ${look.language}, ${look.width} wide${look.confirms ? ', and confirms the address' : ''}`, () => {
    it('in the form that stands in its page, while the browser works; and the lead is there', () =>
      tell(look, async (story) => {
        const say = words[look.language];
        others.show((await codeOf(story, say, look)).replace(' async', ` data-lang="${look.language}" async`));
        const asker = { name: `Other ${look.language} ${look.width}`, email: `other.${look.language}.${look.width}@example.com`, need: `From the shop ${look.language} ${look.width}` };
        // A browser of their own: nobody is signed in there.
        const visitor = await openStory(look);
        try {
          await ask(visitor.page, look, asker);
          if (look.confirms) await confirm(visitor, say, { email: asker.email, isWaiting: async () => (await leadOf(story, asker.need)).length === 0 });
          assert.deepEqual(visitor.complaints.filter((text) => !text.includes('422')), []);
          assert.deepEqual(await visitor.context.cookies(productUrl), [], 'Nothing is laid down in the browser of a visitor');
        } finally {
          await visitor.close();
        }
        assert.deepEqual(await arrived(story, asker.need), [{ need: asker.need, touches: 1, customer: { name: asker.name } }]);
      }));
  });

/** Presses the button behind the link of the mail; before that nothing has been taken in. */
async function confirm({ page }: Story, say: Words, { email, isWaiting }: { email: string; isWaiting: () => Promise<boolean> }): Promise<void> {
  const { text } = await box.next(email);
  const link = /http\S+\/confirm\S+/.exec(text)?.[0];
  assert.ok(link, text);
  await page.goto(link);
  assert.equal(await isWaiting(), true, 'No lead before the address is confirmed');
  await page.getByRole('button', { name: say.confirm, exact: true }).click();
  await page.getByRole('heading', { name: say.confirmed, exact: true }).waitFor();
}
