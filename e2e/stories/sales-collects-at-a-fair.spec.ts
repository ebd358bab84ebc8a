import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, describe, it } from 'node:test';
import { closeBrowser, tell, type Story } from '../support/story.ts';

const words = {
  zh: { name: '姓名', phone: '电话', interest: '对什么感兴趣', save: '保存', kept: '已存在这部手机上', alone: /没有网络，以/, back: '网络恢复了，去发送', send: '现在发送', none: '没有等待发送的登记。', fair: '哪个展会', source: '来源渠道', purpose: '征得同意的用途', agree: /^同意我们为“/, save_as: '导出为文件' },
  en: { name: 'Name', phone: 'Phone', interest: 'Interested in', save: 'Save', kept: 'Kept on this phone', alone: /No network; entries are made as/, back: 'The network is back: go and send', send: 'Send now', none: 'Nothing waits to be sent.', fair: 'Which fair', source: 'Source', purpose: 'Purpose asked for', agree: /^Agrees that we use/, save_as: 'Save as a file' },
} as const;
const PATIENCE = 60_000;

after(closeBrowser);

/** Writes somebody down, as one does at a stand. */
async function meet({ page }: Story, say: (typeof words)['zh' | 'en'], who: { name: string; phone: string; interest: string; agrees?: boolean }): Promise<void> {
  await page.getByLabel(say.name, { exact: true }).fill(who.name);
  await page.getByLabel(say.phone, { exact: true }).fill(who.phone);
  await page.getByLabel(say.interest, { exact: true }).fill(who.interest);
  await page.getByText('A', { exact: true }).click();
  if (who.agrees) await page.getByLabel(say.agree).check();
  await page.getByRole('button', { name: say.save, exact: true }).click();
  await page.getByText(say.kept, { exact: true }).waitFor();
}

/** Says once what holds for each entry of the fair: its name, its channel, and for what people are asked. */
async function choose({ page }: Story, say: (typeof words)['zh' | 'en'], fair: string): Promise<void> {
  await page.getByLabel(say.fair, { exact: true }).fill(fair);
  for (const label of [say.source, say.purpose]) {
    await page.getByLabel(label, { exact: true }).click();
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click();
    await page.locator('.ant-select-dropdown:visible').waitFor({ state: 'hidden' });
  }
}

/** What the ledger of consent holds of whoever has this interest, and by which channel they came. */
async function agreedOf(story: Story, interest: string): Promise<{ consents: number; source: boolean }> {
  const { leads } = await story.ask<{ leads: { nodes: { subject: string; source: { id: string } | null; customer: { id: string } }[] } }>('{ leads(first: 200, sort: OPENED_AT, order: DESC) { nodes { subject source { id } customer { id } } } }');
  const lead = leads.nodes.find(({ subject }) => subject === interest)!;
  const { consentEntries } = await story.ask<{ consentEntries: { nodes: { act: string; source: string }[] } }>(`{ consentEntries(customerId: "${lead.customer.id}") { nodes { act source } } }`);
  return { consents: consentEntries.nodes.filter(({ act, source }) => act === 'GIVEN' && source === 'FORM').length, source: lead.source !== null };
}

/** How many leads bear this interest, once there are any. */
async function leadsOf(story: Story, interest: string): Promise<number> {
  for (let tries = 0; tries < 120; tries += 1) {
    const { leads } = await story.ask<{ leads: { nodes: { subject: string; origin: string }[] } }>('{ leads(first: 200, sort: OPENED_AT, order: DESC) { nodes { subject origin } } }');
    const found = leads.nodes.filter(({ subject, origin }) => subject === interest && origin === 'FAIR');
    if (found.length > 0) return found.length;
    await story.page.waitForTimeout(500);
  }
  return 0;
}

for (const language of ['zh', 'en'] as const) {
  const say = words[language];
  const look = { language, theme: language === 'zh' ? 'light' : 'dark', width: 375, height: 812 } as const;
  describe(`Somebody collects leads at a fair, ${language}`, () => {
    it('without network, over a reload, and sends each once although the answer is lost', () =>
      tell(look, async (story) => {
        const { page, context } = story;
        await story.signIn('ADMINISTRATOR', '/leads/fair');
        await page.locator('[data-opens-offline="true"]').waitFor({ timeout: PATIENCE });
        await choose(story, say, `Canton ${language}`);
        assert.deepEqual(await story.violations(), []);
        await story.picture(`fair.${language}`, { fullPage: true });

        await context.setOffline(true);
        const [first, second] = [`Fair ${language} ${Date.now()} one`, `Fair ${language} ${Date.now()} two`];
        await meet(story, say, { name: 'Offline One', phone: `139${String(Date.now()).slice(-8)}`, interest: first, agrees: true });
        await page.reload();
        await page.getByText(say.alone).waitFor({ timeout: PATIENCE });
        await page.getByText(first).waitFor();
        await meet(story, say, { name: 'Offline Two', phone: `138${String(Date.now()).slice(-8)}`, interest: second });
        assert.deepEqual(await story.violations(), []);
        await story.picture(`fair-alone.${language}`, { fullPage: true });
        const saving = page.waitForEvent('download');
        await page.getByRole('button', { name: say.save_as }).click();
        const saved = await readFile((await (await saving).path())!, 'utf8');
        assert.equal(saved.trim().split('\r\n').length, 3);
        assert.ok(saved.includes(first) && saved.includes(`Canton ${language}`));
        const stored = await page.evaluate(async () => {
          const database = await new Promise<IDBDatabase>((resolve, reject) => {
            const asked = indexedDB.open('dossier-fair');
            asked.onsuccess = () => resolve(asked.result);
            asked.onerror = () => reject(asked.error);
          });
          const all = await new Promise<{ box: unknown }[]>((resolve) => {
            const asked = database.transaction('entries').objectStore('entries').getAll();
            asked.onsuccess = () => resolve(asked.result as { box: unknown }[]);
          });
          return all.map(({ box }) => (box instanceof ArrayBuffer ? new TextDecoder().decode(box) : JSON.stringify(box)));
        });
        assert.equal(stored.length, 2);
        for (const text of stored) assert.ok(!text.includes('Offline'), 'an entry stands on the phone in clear');

        // The server takes them, and its answer never arrives.
        let lost = 0;
        await page.route('**/graphql', async (route) => {
          if (lost > 0 || !(route.request().postData() ?? '').includes('"entries"')) return route.continue();
          lost += 1;
          await route.fetch();
          return route.abort();
        });
        await context.setOffline(false);
        await page.getByRole('button', { name: say.back }).click();
        await page.getByText(first).waitFor();
        await page.getByRole('button', { name: say.send }).waitFor({ timeout: PATIENCE });
        await page.waitForFunction(() => document.querySelectorAll('.ant-btn-loading').length === 0);
        if (lost === 0) await page.getByRole('button', { name: say.send }).click();
        for (let tries = 0; lost === 0 && tries < 100; tries += 1) await page.waitForTimeout(200);
        assert.equal(lost, 1);
        await page.getByRole('button', { name: say.send }).click();
        await page.getByText(say.none).waitFor({ timeout: PATIENCE });
        assert.deepEqual([await leadsOf(story, first), await leadsOf(story, second)], [1, 1]);
        assert.deepEqual([await agreedOf(story, first), await agreedOf(story, second)], [{ consents: 1, source: true }, { consents: 0, source: true }]);
        await page.setViewportSize({ width: 1440, height: 900 });
        await story.picture(`fair-wide.${language}`, { fullPage: true });
      }));

    it('keeps them while the server cannot take anything, and sends them by itself once it can', () =>
      tell(look, async (story) => {
        const { page } = story;
        await story.signIn('ADMINISTRATOR', '/leads/fair');
        const interest = `Fair ${language} ${Date.now()} three`;
        let refused = 0;
        await page.route('**/graphql', (route) => {
          if (refused > 1 || !(route.request().postData() ?? '').includes('"entries"')) return route.continue();
          refused += 1;
          return route.fulfill({ status: 503, headers: { 'content-type': 'application/json', 'retry-after': '5' }, body: JSON.stringify({ errors: [{ message: '', extensions: { code: 'UNAVAILABLE' } }] }) });
        });
        await meet(story, say, { name: 'Outage One', phone: `137${String(Date.now()).slice(-8)}`, interest });
        await page.getByRole('alert').waitFor();
        await page.getByText(interest).waitFor();
        await story.picture(`fair-outage.${language}`, { fullPage: true });
        await page.getByText(say.none).waitFor({ timeout: 2 * PATIENCE });
        assert.equal(refused, 2);
        assert.equal(await leadsOf(story, interest), 1);
      }));
  });
}
