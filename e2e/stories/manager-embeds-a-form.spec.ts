import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { sites } from '../support/sites.ts';
import { closeBrowser, tell, type Story } from '../support/story.ts';

const words = {
  zh: { embed: '嵌入网页', sites: '允许的网站', save: '保存', saved: '允许的网站已保存' },
  en: { embed: 'Embed', sites: 'Sites that may', save: 'Save', saved: 'The sites are saved' },
} as const;
const input = { name: 'Embedded', title: { zh: '登记', en: 'Fair' }, questions: [{ kind: 'FIELD', field: 'NAME', label: { zh: '姓名', en: 'Your name' }, required: true }, { kind: 'FIELD', field: 'PHONE', label: { zh: '电话', en: 'Phone' } }] };
const PATIENCE = 60_000;

after(closeBrowser);

/** Publishes a form, names the shop as a site that may show it, and copies the code. */
async function codeFor(story: Story, say: (typeof words)['zh' | 'en'], { shop, picture }: { shop: string; picture: string }): Promise<string> {
  const { page } = story;
  await story.signIn('MARKETING_MANAGER', '/forms');
  const { createForm: form } = await story.ask<{ createForm: { id: string } }>('mutation($i: FormInput!) { createForm(kind: FORM, input: $i) { id } }', { i: { ...input, name: picture } });
  await story.ask('mutation($id: ID!) { publishForm(id: $id) { id } }', { id: form.id });
  await story.open(`/forms/${form.id}`);
  await page.getByRole('button', { name: say.embed, exact: true }).click();
  await page.getByRole('combobox', { name: say.sites }).fill(shop);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: say.save, exact: true }).click();
  await page.getByText(say.saved).waitFor();
  await story.settled();
  assert.deepEqual(await story.violations(), []);
  await story.picture(picture);
  return (await page.locator('pre.d-code').textContent()) ?? '';
}

/** Fills in and sends the form inside the page of the shop; the frame is as high as what stands in it. */
async function sendInside(outside: Page, name: string): Promise<void> {
  const frame = outside.frameLocator('#here iframe');
  await frame.getByRole('textbox').first().waitFor({ timeout: PATIENCE });
  await outside.waitForFunction(() => document.querySelector('iframe')!.style.height !== '640px', undefined, { timeout: PATIENCE });
  assert.notEqual(await outside.locator('iframe').getAttribute('title'), '');
  await outside.screenshot({ path: join(process.env['PICTURES'] ?? join(import.meta.dirname, '../../dist/pictures'), `${name}.png`) });
  await frame.getByRole('textbox').first().fill(name);
  // A page that is sent as quickly as a program sends it asks once more, with everything still in it.
  for (let tries = 0; tries < 20 && (await frame.getByRole('status').count()) === 0; tries += 1) {
    if (tries > 0) await outside.waitForTimeout(1_500);
    const button = frame.getByRole('button');
    if ((await button.count()) > 0) await button.click();
  }
  await frame.getByRole('status').waitFor({ timeout: PATIENCE });
}

for (const look of [{ language: 'zh', theme: 'light', width: 1440 }, { language: 'en', theme: 'dark', width: 375 }] as const)
  describe(`A form inside the page of another site, ${look.language}, ${look.width} wide`, () => {
    it('is shown and sent there, as high as it is, and nowhere else', () =>
      tell(look, async (story) => {
        const others = await sites();
        try {
          const code = await codeFor(story, words[look.language], { shop: others.shop, picture: `form-embed.${look.language}.${look.width}` });
          assert.match(code, /^<script src="[^"]+\/embed\.js" data-form="[a-z0-9]{12}" data-title="[^"]+" async><\/script>\n<noscript>/);
          others.show(code);
          const outside = await story.context.newPage();
          await outside.goto(`${others.shop}/`);
          await sendInside(outside, `form-embedded.${look.language}.${look.width}`);

          const strange = await story.context.newPage();
          const said: string[] = [];
          strange.on('console', (message) => said.push(message.text()));
          await strange.goto(`${others.stranger}/`);
          await strange.locator('#here iframe').waitFor({ timeout: PATIENCE });
          for (let tries = 0; tries < 200 && !said.some((text) => text.includes('frame-ancestors')); tries += 1) await strange.waitForTimeout(200);
          assert.ok(said.some((text) => text.includes('frame-ancestors')), said.join('\n'));
          assert.equal(await strange.frameLocator('#here iframe').getByRole('textbox').count(), 0);
        } finally {
          others.close();
        }
      }));
  });
