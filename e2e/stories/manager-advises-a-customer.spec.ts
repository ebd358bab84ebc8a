import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, tell, type Story } from '../support/story.ts';

const words = {
  zh: {
    assess: '登记测评', add: '登记持有', name: '名称', value: /^金额（/, save: '保存', total: /合计/, fact: '登记信用信息', factValue: '数值', source: '来源', consent: '客户同意日期', watch: /起停止信贷营销/, product: '要判断的产品', refused: /不能推荐：客户处于信用关注/,
    archive: '归档：国债', undo: '撤销', request: '登记请求', subject: '内容', close: '完成：上门保洁', classify: '设置类别与风险：消费贷款', leastAmount: /^起购金额/,
  },
  en: {
    assess: 'Record an assessment', add: 'Add a holding', name: 'Name', value: /^Value/, save: 'Save', total: /in all/, fact: 'Add a credit fact', factValue: 'Value', source: 'Source', consent: /consent/, watch: /No credit is offered since/, product: 'Product to look at', refused: /Cannot be offered: customer is under credit watch/,
    archive: 'Archive: 国债', undo: 'Undo', request: 'Record a request', subject: 'What is asked for', close: 'Close: 上门保洁', classify: 'Classify 消费贷款', leastAmount: /^Least amount/,
  },
} as const;
type Words = (typeof words)['zh' | 'en'];

after(closeBrowser);

const pack = (story: Story, verb: 'applyPack' | 'removePack', code: string): Promise<unknown> => story.ask(`mutation($c: PackCode!) { ${verb}(code: $c) { code } }`, { c: code });
const isSound = async (story: Story, where: string): Promise<void> => {
  assert.deepEqual([where, await story.violations()], [where, []]);
  const wider = await story.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wider <= 1, `${where}: ${wider} px wider than the window`);
};

/** Writes down what the customer holds and owes, and asks whether a loan is right for them. */
async function finances(story: Story, say: Words): Promise<void> {
  const { page } = story;
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: say.assess }).click();
  await dialog.getByRole('button', { name: say.assess }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: say.add }).click();
  await dialog.getByLabel(say.name, { exact: true }).fill('国债');
  await dialog.getByRole('spinbutton', { name: say.value }).fill('1200.5');
  await isSound(story, 'a holding');
  await dialog.getByRole('button', { name: say.save, exact: true }).click();
  await page.getByText(say.total).waitFor();
  await page.getByRole('button', { name: say.fact }).click();
  await dialog.getByRole('spinbutton', { name: say.factValue }).fill('45');
  await dialog.getByLabel(say.source).fill('征信');
  await dialog.getByLabel(say.consent).fill('2026-01-02');
  await isSound(story, 'a credit fact');
  await dialog.getByRole('button', { name: say.save, exact: true }).click();
  await page.getByText(say.watch).waitFor();
  // A drawer that closes gives the focus back: what was opened before would close again.
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('combobox', { name: say.product }).fill('消费贷款');
  await page.getByTitle(/消费贷款/).first().click();
  await page.getByText(say.refused).waitFor();
}

async function service(story: Story, say: Words): Promise<void> {
  const { page } = story;
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: say.request, exact: true }).click();
  await dialog.getByLabel(say.subject).fill('上门保洁');
  await dialog.getByRole('button', { name: say.request, exact: true }).click();
  await page.getByRole('button', { name: say.close, exact: true }).click();
  await dialog.getByText('4', { exact: true }).first().click();
  await isSound(story, 'scores');
  await dialog.locator('.ant-btn-primary').click();
  await dialog.waitFor({ state: 'detached' });
}

for (const look of [{ language: 'zh', theme: 'light', width: 1440 }, { language: 'en', theme: 'dark', width: 375 }] as const) {
  const say: Words = words[look.language];
  describe(`Advice to a customer, ${look.language}, ${look.width} wide`, () => {
    it('rests on an assessment, on what they hold and on how they pay; a mistake is taken back', () =>
      tell(look, async (story) => {
        const { page } = story;
        await story.signIn('ADMINISTRATOR', '/packs');
        for (const code of ['FINANCE', 'SERVICES']) await pack(story, 'applyPack', code);
        try {
          const { customers } = await story.ask<{ customers: { nodes: { id: string }[] } }>('query One { customers(first: 1, sort: NAME) { nodes { id } } }');
          await story.open(`/customers/${customers.nodes[0]!.id}?tab=basic`);
          await finances(story, say);
          await service(story, say);
          await story.settled();
          await isSound(story, 'finance on the record');
          await story.picture(`finance.${look.language}.${look.theme}.${look.width}`, { fullPage: true });
          await page.getByRole('button', { name: say.archive }).click();
          await page.getByRole('button', { name: say.archive }).waitFor({ state: 'detached' });
          await page.locator('.d-toast').filter({ hasText: '国债' }).getByRole('button', { name: say.undo }).click();
          await page.getByRole('button', { name: say.archive }).waitFor();
          await story.open(`/products?filter=${encodeURIComponent(JSON.stringify({ name: { startsWith: '消费贷款' } }))}`);
          await page.getByRole('button', { name: say.classify }).first().click();
          await page.getByRole('dialog').getByRole('spinbutton', { name: say.leastAmount }).fill('500');
          await isSound(story, 'a class');
          await story.picture(`product-class.${look.language}.${look.theme}.${look.width}`);
          await page.getByRole('dialog').getByRole('button', { name: say.save, exact: true }).click();
          await page.getByRole('dialog').waitFor({ state: 'detached' });
          await story.settled();
          await isSound(story, 'products');
          await story.picture(`products-finance.${look.language}.${look.theme}.${look.width}`);
          assert.deepEqual(story.complaints, []);
        } finally {
          for (const code of ['FINANCE', 'SERVICES']) await pack(story, 'removePack', code);
        }
      }));
  });
}
