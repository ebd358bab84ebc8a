import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, openStory, tell } from '../support/story.ts';

const words = {
  zh: { name: '名称', title: '标题（中文）', create: '建立', publish: '发布', open: '打开页面', who: '姓名', phone: '电话', mail: '邮箱', send: '提交', created: '已新建', suggested: '有建议', toRecord: '打开档案', differs: '收到的不同说法', accept: /^采纳/, contact: '查看回答' },
  en: { name: 'Name', title: 'Title (English)', create: 'Create', publish: 'Publish', open: 'Open the page', who: 'Name', phone: 'Phone', mail: 'E-mail', send: 'Send', created: 'Created', suggested: 'Suggested', toRecord: 'Open the record', differs: 'What came in differs', accept: /^Accept/, contact: 'See the answers' },
} as const;

after(closeBrowser);

interface Look {
  language: 'zh' | 'en';
  theme: 'light' | 'dark';
  width: number;
}

/** Somebody outside, in a window where nobody is signed in, fills in a form and sends it until it is taken. */
async function visitor(look: Look, address: string, answers: Readonly<Record<string, string>>): Promise<void> {
  const story = await openStory(look);
  try {
    const { page } = story;
    await page.goto(address);
    for (const [label, value] of Object.entries(answers)) await page.getByLabel(label).fill(value);
    assert.deepEqual(await story.violations(), []);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wider <= 1, `${wider} px wider than the window`);
    await story.picture(`form-page.${look.language}.${look.theme}.${look.width}`, { fullPage: true });
    // A page that is sent as quickly as a program sends it asks once more, with everything still in it; a person takes a moment.
    for (let tries = 0; tries < 20 && (await page.getByRole('status').count()) === 0; tries += 1) {
      if (tries > 0) await page.waitForTimeout(1_500);
      await page.getByRole('button', { name: words[look.language].send, exact: true }).click();
      await page.waitForLoadState('load');
    }
    await page.getByRole('status').waitFor();
    assert.deepEqual(await story.violations(), []);
    // The page that asks once more answers 422, which a browser writes down.
    assert.deepEqual(story.complaints.filter((text) => !text.includes('422')), []);
  } finally {
    await story.close();
  }
}

for (const look of [{ language: 'zh', theme: 'light', width: 1440 }, { language: 'en', theme: 'dark', width: 375 }] as const) {
  const say = words[look.language];
  const phone = `154${look.width === 375 ? '10' : '11'}002001`;
  describe(`A visitor fills in a form, ${look.language}, ${look.width} wide`, () => {
    it('which a manager has built; it comes to a record, and what differs later is accepted', () =>
      tell(look, async (story) => {
        const { page } = story;
        await story.signIn('MARKETING_MANAGER', '/forms/new');
        await page.getByLabel(say.name, { exact: true }).first().fill(`Fair ${look.width}`);
        await page.getByLabel(say.title, { exact: true }).fill(`Stand ${look.width}`);
        assert.deepEqual(await story.violations(), []);
        await page.getByRole('button', { name: say.create, exact: true }).click();
        await page.getByRole('button', { name: say.publish, exact: true }).click();
        const address = (await page.getByRole('link', { name: say.open, exact: true }).getAttribute('href')) ?? '';
        await story.settled();
        assert.deepEqual(await story.violations(), []);
        await story.picture(`form-built.${look.language}.${look.width}`);

        await visitor(look, address, { [say.who]: `Visitor ${look.width}`, [say.phone]: phone });
        await story.open('/forms/inbox');
        await page.locator('.d-state-dot', { hasText: say.created }).first().waitFor();
        assert.deepEqual(await story.violations(), []);
        await story.picture(`form-inbox.${look.language}.${look.width}`);
        const { customers } = await story.ask<{ customers: { nodes: { id: string; identities: { id: string }[] }[] } }>('query($f: CustomerFilter) { customers(filter: $f) { nodes { id identities { id } } } }', { f: { name: { equals: `Visitor ${look.width}` } } });
        assert.equal(customers.nodes.length, 1);
        const [customer] = customers.nodes as [{ id: string; identities: { id: string }[] }];

        // Somebody has called and verified the number; then the visitor writes again, from two addresses.
        await story.ask('mutation($id: ID!) { verifyIdentity(id: $id, verified: true) { id } }', { id: customer.identities[0]!.id });
        await visitor(look, address, { [say.who]: `Visitor ${look.width}`, [say.phone]: phone, [say.mail]: `first${look.width}@example.com` });
        await visitor(look, address, { [say.who]: `Visitor ${look.width}`, [say.phone]: phone, [say.mail]: `second${look.width}@example.com` });
        await story.open('/forms/inbox');
        await page.locator('.d-state-dot', { hasText: say.suggested }).first().waitFor({ timeout: 60_000 });
        await story.open(`/customers/${customer.id}`);
        await page.getByRole('heading', { name: say.differs }).waitFor();
        await story.settled();
        assert.deepEqual(await story.violations(), []);
        await story.picture(`form-suggestion.${look.language}.${look.width}`);
        await page.getByRole('button', { name: say.accept }).first().click();
        await page.getByRole('heading', { name: say.differs }).waitFor({ state: 'detached' });
        const { customer: record } = await story.ask<{ customer: { identities: { kind: string }[] } }>('query($id: ID!) { customer(id: $id) { identities { kind } } }', { id: customer.id });
        assert.equal(record.identities.filter(({ kind }) => kind === 'EMAIL').length, 2);
        assert.deepEqual(story.complaints, []);
      }));
  });
}
