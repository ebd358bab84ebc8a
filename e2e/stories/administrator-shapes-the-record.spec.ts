import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, tell, type Story } from '../support/story.ts';

const words = {
  zh: {
    sorted: '列表可按它排序（同时建索引）', add: '添加字段', nameZh: '中文名称', nameEn: '英文名称', key: '字段代码', label: '尺码备注', edit: '编辑', save: '保存', condition: '条件', archive: '归档“尺码备注”', undo: '撤销', columns: '列', none: '没有找到', value: '特大',
    look: '查看变更：银行金融', apply: '应用', remove: '移除“银行金融”', assess: '登记测评', tolerance: 'C2 稳健型', advise: '登记建议', product: '产品', refused: '产品风险高于客户承受能力', offered: '固收理财二号', fund: '权益基金四号',
  },
  en: {
    sorted: 'Lists may be sorted by it (brings an index along)', add: 'Add a field', nameZh: 'Label in Chinese', nameEn: 'Label in English', key: 'Key', label: 'Size note', edit: 'Edit', save: 'Save', condition: 'Condition', archive: 'Archive “Size note”', undo: 'Undo', columns: 'Columns', none: 'Nothing', value: 'extra',
    look: 'See what changes: Finance', apply: 'Apply', remove: 'Remove “Finance”', assess: 'Record an assessment', tolerance: 'C2 steady', advise: 'Record advice', product: 'Product', refused: 'riskier than the customer can bear', offered: '固收理财二号', fund: '权益基金四号',
  },
} as const;
type Words = (typeof words)['zh' | 'en'];

after(closeBrowser);

const firstCustomer = async (story: Story): Promise<string> => (await story.ask<{ customers: { nodes: { id: string }[] } }>('query One { customers(first: 1, sort: NAME) { nodes { id } } }')).customers.nodes[0]!.id;
const isSound = async (story: Story, where: string): Promise<void> => assert.deepEqual([where, await story.violations()], [where, []]);

async function addField({ page }: Story, say: Words, key: string): Promise<void> {
  await page.getByRole('button', { name: say.add }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(say.nameZh).fill('尺码备注');
  await dialog.getByLabel(say.nameEn).fill('Size note');
  await dialog.getByLabel(say.key, { exact: true }).fill(key);
  await dialog.getByText(say.sorted).click();
  await dialog.getByRole('button', { name: say.add }).click();
  await page.getByRole('listitem').filter({ hasText: key }).waitFor();
}

for (const [language, theme, width] of [['zh', 'light', 1440], ['en', 'dark', 1440]] as const) {
  const say: Words = words[language];
  describe(`The administrator shapes the record, ${language}`, () => {
    it('adds a field, fills it in, finds by it, and takes it away again', () =>
      tell({ language, theme, width }, async (story) => {
        const { page } = story;
        const key = `note_${language}`;
        await story.signIn('ADMINISTRATOR', '/fields');
        await addField(story, say, key);
        await isSound(story, 'fields');
        await story.picture(`fields.${language}.${theme}`);
        const id = await firstCustomer(story);
        await story.open(`/customers/${id}?tab=basic&edit=true`);
        await page.getByLabel(say.label).fill(say.value);
        await page.getByRole('button', { name: say.save, exact: true }).click();
        await page.getByText(say.value, { exact: true }).waitFor();
        await isSound(story, 'record');
        await story.picture(`record-own-fields.${language}.${theme}`, { fullPage: true });
        await story.open('/customers');
        await page.getByRole('button', { name: say.condition, exact: true }).click();
        await page.getByRole('menuitem', { name: say.label, exact: true }).click();
        await page.getByRole('textbox', { name: say.label }).fill(say.value);
        await page.keyboard.press('Escape');
        await page.waitForFunction(() => document.querySelectorAll('tbody tr.ant-table-row, .d-phone-row').length === 1);
        assert.equal(await page.locator(`a[href="/customers/${id}"]`).count() > 0, true);
        await story.picture(`list-own-field.${language}.${theme}`);
        // Whoever has a value stands first when the list is sorted by it.
        await story.open(`/customers?${new URLSearchParams({ columns: JSON.stringify(['customer', `custom.${key}`, 'completeness']), sort: `custom.${key}`, order: 'DESC' }).toString()}`);
        await page.locator('tbody tr.ant-table-row').first().locator(`a[href="/customers/${id}"]`).waitFor();
        await isSound(story, 'list sorted by a field');
        await story.open('/fields');
        await page.getByRole('button', { name: say.archive }).click();
        await page.getByRole('button', { name: say.undo }).waitFor();
        assert.equal((await story.ask<{ customFields: { key: string }[] }>('query Left { customFields { key } }')).customFields.some((field) => field.key === key), false);
      }));

    it('applies the finance pack: a C2 customer cannot be offered R4, and afterwards nothing is left', () =>
      tell({ language, theme, width }, async (story) => {
        const { page } = story;
        await story.signIn('ADMINISTRATOR', '/packs');
        await page.getByRole('button', { name: say.look }).click();
        await story.settled();
        await isSound(story, 'changes of a pack');
        await story.picture(`pack-diff.${language}.${theme}`);
        await page.getByRole('dialog').getByRole('button', { name: say.apply, exact: true }).click();
        await page.getByRole('button', { name: say.remove }).waitFor();
        await story.picture(`packs.${language}.${theme}`);
        const id = await firstCustomer(story);
        await story.open(`/customers/${id}?tab=basic`);
        await page.getByRole('button', { name: say.assess }).click();
        await page.getByRole('dialog').getByRole('button', { name: say.assess }).click();
        await page.getByText(say.tolerance).first().waitFor();
        await page.getByText(say.offered).first().waitFor();
        await page.getByRole('button', { name: say.advise }).click();
        await page.getByRole('dialog').getByRole('combobox', { name: say.product }).fill(say.fund);
        await page.getByTitle(new RegExp(say.fund)).first().click();
        await page.getByRole('dialog').getByRole('button', { name: say.advise }).click();
        await page.getByRole('alert').filter({ hasText: say.refused }).waitFor();
        await isSound(story, 'advice refused');
        await story.picture(`advice-refused.${language}.${theme}`);
        await story.open('/packs');
        await page.getByRole('button', { name: say.remove }).click();
        await page.getByRole('dialog').locator('.ant-btn-dangerous').click();
        await page.getByRole('button', { name: say.look }).waitFor();
        const { customFields } = await story.ask<{ customFields: { key: string }[] }>('query Left { customFields { key } }');
        assert.deepEqual(customFields.filter((field) => field.key.startsWith('fin')), []);
      }));
  });
}
